import { ROLE_ARN } from '../catalogue/arn-patterns';
import { rootDelegation } from '../catalogue/kms-key-policy/statements';
import type { Addition } from '../doctor/patch/addition';
import { additionsFor } from '../doctor/patch/additions';
import { minimalAdditions } from '../doctor/patch/minimal';
import { patchedScene } from '../doctor/patch/patched';
import { asWritten } from '../doctor/patch/statement-lists';
import { decideCall } from '../doctor/decide';
import type { ImportDescription } from '../doctor/options';
import { accountOf, partitionOf, sceneOf, type Scene } from '../doctor/scene';
import type { Subject } from '../doctor/subject';
import type { EstateRole, GivenPolicy } from '../estate/estate';
import type { Json } from '../policy/policy-json';
import { CAPABILITY_PATHS } from '../proof/claims/capability-paths';
import type { Call } from '../proof/claims/call';
import { IMPORT_PATHS } from '../proof/claims/import-paths';
import type { RoleSide } from '../proof/claims/world';
import type { DeniedCall } from './denied-call';

/** What a refused call was for, and what lets it through. */
export interface CallDiagnosis {
  readonly denied: DeniedCall;
  /** Whose call it was. */
  readonly side: RoleSide;
  /** Import paths and capabilities that make this call; empty: none does, and nothing should be added. */
  readonly paths: readonly string[];
  /** The policies that have to change, in words, and the statement that each of them lacks. */
  readonly changes: readonly PolicyChange[];
  /** Why a statement is not enough, or which policy AWS has to be asked about. @default - none */
  readonly hint?: string;
}

/** One policy that has to change. */
export interface PolicyChange {
  readonly policy: string;
  readonly statements: readonly Json[];
}

const ROLE = new RegExp(ROLE_ARN);
const EMPTY: GivenPolicy = { name: 'as it is', json: { Version: '2012-10-17', Statement: [] } };

/** Finds which path a refused call belongs to, and the least that lets it through. Undefined for a partition without claims. */
export function diagnoseCall(denied: DeniedCall, described: ImportDescription): CallDiagnosis | undefined {
  const side = sideOf(denied, described);
  if (!ROLE.test(denied.principal))
    return {
      denied,
      side,
      paths: [],
      changes: [],
      hint: 'No role made this call, and imports are made by roles. Add nothing; find out who made it',
    };
  const subject = subjectFor(denied, side, described);
  const partition = partitionOf(subject);
  if (partition === undefined) return undefined;
  const scene = sceneOf(subject, partition);
  const matching = [...IMPORT_PATHS, ...CAPABILITY_PATHS].flatMap((path) => {
    const isUsual = path.keys === undefined && path.organization !== true;
    const calls = isUsual ? path.calls(scene.world).filter((call) => isSameCall(call, denied, side, scene)) : [];
    return calls.length === 0 ? [] : [{ title: path.title, calls }];
  });
  const paths = [...new Set(matching.map(({ title }) => title))];
  const hint = hintFor(denied, paths.length > 0);
  const changes =
    paths.length === 0 || denied.isExplicit
      ? []
      : changesFor(
          scene,
          denied,
          side,
          matching.flatMap(({ calls }) => calls),
          described,
        );
  return { denied, side, paths, changes, ...(hint !== undefined && { hint }) };
}

/** Across accounts it is the platform that comes, but for its own temporary keys, which targets use. */
function sideOf({ principal, resource }: DeniedCall, { platformArn, targetArn }: ImportDescription): RoleSide {
  if (principal === platformArn) return 'platform';
  if (principal === targetArn) return 'target';
  const isForeign = accountOf(resource) !== '' && accountOf(resource) !== accountOf(principal);
  return isForeign && !resource.includes(':key/mrk-') ? 'platform' : 'target';
}

function subjectFor({ principal, resource, region, action }: DeniedCall, side: RoleSide, described: ImportDescription): Subject {
  const { platformArn, targetArn, keyArn: _keyArn, ...shared } = described;
  const empty: EstateRole = { arn: principal, identity: { given: [EMPTY], missing: [] }, trust: EMPTY };
  const other = (arn: string | undefined): EstateRole | undefined => (arn === undefined || arn === principal ? undefined : { arn });
  const [platform, target] =
    side === 'platform'
      ? [empty, isTrustCall(action, resource) ? { arn: resource, trust: EMPTY } : other(targetArn)]
      : [other(platformArn) ?? foreignPlatform(resource, principal), empty];
  const isCustomerKey = resource.includes(':key/') && !resource.includes(':key/mrk-');
  return {
    ...shared,
    protects: ['ebs', 's3'],
    serviceControl: [],
    evidenceRegions: shared.evidenceRegions.length > 0 || region === '' ? shared.evidenceRegions : [region],
    ...(platform !== undefined && { platform }),
    ...(target !== undefined && { target }),
    ...(isCustomerKey && { key: { arn: resource, grants: [], policy: EMPTY } }),
  };
}

const isTrustCall = (action: string, resource: string): boolean => action === 'sts:AssumeRole' && ROLE.test(resource);

/** A temporary key lies in the platform's account. */
const foreignPlatform = (resource: string, principal: string): EstateRole | undefined =>
  resource.includes(':key/mrk-') && accountOf(resource) !== accountOf(principal)
    ? { arn: principal.replace(accountOf(principal), accountOf(resource)) }
    : undefined;

/** A call of a path that is the refused one: who, what, through which service, on which kind of thing. */
function isSameCall(call: Call, { action, via, resource, encryptionContext = {} }: DeniedCall, side: RoleSide, scene: Scene): boolean {
  if (call.by !== side || call.action.toLowerCase() !== action.toLowerCase()) return false;
  if (!action.startsWith('kms:')) return true;
  const service = call.context?.['kms:ViaService'];
  if ((typeof service === 'string' ? service.split('.')[0] : undefined) !== via) return false;
  // A direct call says what it is for by its encryption context alone; services are known by their names.
  const contexts = Object.keys(call.context ?? {}).flatMap((key) => /^kms:EncryptionContext:(.+)$/.exec(key)?.[1] ?? []);
  if (via === undefined && contexts.some((key) => encryptionContext[key] === undefined)) return false;
  if (typeof call.on !== 'object' || !('key' in call.on)) return resource === '*';
  const isTemporary = call.on.key.startsWith('temporary');
  return resource.includes(':key/mrk-') ? isTemporary : call.on.key === scene.keyName || (scene.keyName === undefined && !isTemporary);
}

/** The policies that have to change: the one that AWS names, or where it names none, each that could be meant. */
function changesFor(
  scene: Scene,
  denied: DeniedCall,
  side: RoleSide,
  calls: readonly Call[],
  { level = 'pinned' }: ImportDescription,
): readonly PolicyChange[] {
  const { refusedBy, resource } = denied;
  const isForeign = accountOf(resource) !== accountOf(denied.principal);
  const onKey = scene.keyName !== undefined && denied.action.startsWith('kms:');
  const isTrust = isTrustCall(denied.action, resource);
  const wanted = {
    identity: refusedBy === 'identity' || refusedBy === 'unknown',
    resource: refusedBy === 'resource' || (refusedBy === 'unknown' && (isTrust || (onKey && isForeign))),
  };
  const all = additionsFor(scene, level);
  const from = (place: Addition['place'], kind: 'identity' | 'resource'): readonly Addition[] =>
    least(
      scene,
      all.filter((one) => one.place === place),
      calls,
      kind,
      denied.principal,
    );
  return [
    ...(wanted.identity ? change(`policies of ${denied.principal}`, from(`${side} policy`, 'identity')) : []),
    ...(wanted.resource && isTrust ? change(`the trust policy of ${resource}`, from('target trust', 'resource')) : []),
    ...(wanted.resource && onKey ? change(`the policy of ${resource}`, from('key policy', 'resource')) : []),
  ];
}

const change = (policy: string, additions: readonly Addition[]): readonly PolicyChange[] =>
  additions.length === 0 ? [] : [{ policy, statements: asWritten(additions.map(({ statement }) => statement)) }];

/** The least of one side, as if the other side said yes. */
function least(
  scene: Scene,
  additions: readonly Addition[],
  calls: readonly Call[],
  kind: 'identity' | 'resource',
  role: string,
): readonly Addition[] {
  const { subject } = scene;
  const open = { ...scene, subject: kind === 'identity' ? withOthersOpen(subject, role) : withoutIdentity(subject) };
  const isEnough = (some: readonly Addition[]): boolean => {
    const patched = patchedScene(open, some);
    return calls.every((call) => decideCall(patched, call)?.state !== 'refused');
  };
  return isEnough(additions) ? minimalAdditions(additions, isEnough) : [];
}

/** The other side says yes: a role trusts the caller, a key of another account lets it in, one of its own account leaves it to IAM. */
function withOthersOpen({ key, platform, target, ...subject }: Subject, role: string): Subject {
  const roles = {
    ...(platform !== undefined && { platform: withoutTrust(platform) }),
    ...(target !== undefined && { target: withoutTrust(target) }),
  };
  if (key === undefined) return { ...subject, ...roles };
  const [, partition = '', , , account = ''] = key.arn.split(':');
  const left: GivenPolicy = {
    name: 'the key policy',
    json: { Version: '2012-10-17', Statement: [{ ...rootDelegation(partition, account) }] },
  };
  return { ...subject, ...roles, key: { arn: key.arn, grants: key.grants, ...(account === accountOf(role) && { policy: left }) } };
}

function withoutTrust({ trust: _trust, ...role }: EstateRole): EstateRole {
  return role;
}

function withoutIdentity({ platform, target, ...subject }: Subject): Subject {
  return {
    ...subject,
    ...(platform !== undefined && { platform: withoutPolicies(platform) }),
    ...(target !== undefined && { target: withoutPolicies(target) }),
  };
}

const withoutPolicies = ({ arn, trust }: EstateRole): EstateRole => ({ arn, ...(trust !== undefined && { trust }) });

const LOOK_ELSEWHERE: Readonly<Record<DeniedCall['refusedBy'], string | undefined>> = {
  identity: undefined,
  resource: undefined,
  boundary: "The role's permissions boundary refuses it. Let it allow the action; no statement of the role or the key is enough",
  session: 'The policy that the session was made with refuses it. Whoever assumes the role has to leave it out, or let it allow the action',
  'service control':
    "A service control policy of the role's account refuses it. Let it allow the action; no statement of the role or the key is enough",
  'resource control': "A resource control policy of the resource's account refuses it. Let it allow the action for the role",
  'VPC endpoint': 'The policy of a VPC endpoint refuses it. Let it allow the action for the role',
  unknown: undefined,
};

function hintFor({ refusedBy, isExplicit, message, action, via, resource }: DeniedCall, isNeeded: boolean): string | undefined {
  if (!isNeeded) {
    const direct =
      action.startsWith('kms:') && via === undefined && resource.includes(':key/') ? ' by a direct call, as with stolen credentials' : '';
    return `No import makes this call${direct}. Add nothing; find out who made it`;
  }
  if (isExplicit)
    return 'A Deny refuses it, which wins over every Allow. Except the role in that Deny; no statement that is added is enough';
  if (message.includes('Encoded authorization failure message') && refusedBy === 'unknown')
    return 'AWS says more in the encoded message: aws sts decode-authorization-message --encoded-message MESSAGE';
  return (
    LOOK_ELSEWHERE[refusedBy] ??
    (refusedBy === 'unknown' ? 'AWS does not say which policy refused it; cado-response doctor tells, with the policies' : undefined)
  );
}
