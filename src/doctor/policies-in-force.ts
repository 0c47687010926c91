import { rootDelegation } from '../catalogue/kms-key-policy/statements';
import type { EstateRole, GivenPolicy } from '../estate/estate';
import type { JsonObject } from '../policy/policy-json';
import type { Call } from '../proof/claims/call';
import { EVIDENCE_KEYS, keyArn, keyRegion, PLATFORM_KEYS, type KeyName } from '../proof/claims/keys';
import { roleArn, type RoleSide } from '../proof/claims/world';
import { policyOf } from '../proof/evaluator/parse-policy';
import type { Policies } from '../proof/evaluator/policies';
import type { Policy } from '../proof/evaluator/policy';
import { awsManagedKeyPolicy } from '../proof/installation/aws-managed-key';
import { accountOf, type Scene } from './scene';

/** Names of policies that stand for what was not given, or for what AWS makes. */
export const ASSUMED: readonly string[] = ['what was not given', 'FullAWSAccess', 'policy of a key that leaves it to IAM'];

const document = (...Statement: readonly JsonObject[]): JsonObject => ({ Version: '2012-10-17', Statement });
const EVERYTHING = policyOf('what was not given', document({ Effect: 'Allow', Action: '*', Resource: '*' }));
const NOTHING = policyOf('what was not given', document());
const OPEN = policyOf('what was not given', document({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }));
/** AWS attaches it to every account; a list of denials stands beside it. Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_strategies.html */
const FULL_ACCESS = policyOf('FullAWSAccess', document({ Effect: 'Allow', Action: '*', Resource: '*' }));

const COMPILED = new WeakMap<GivenPolicy, Policy>();

/** A policy that was read is one, and never changes. */
function compiled(given: GivenPolicy): Policy {
  const known = COMPILED.get(given) ?? policyOf(given.name, given.json);
  COMPILED.set(given, known);
  return known;
}

/** Policies for a call, some of which may have to be guessed. */
export interface InForce {
  /** As if what was not given allowed everything. */
  readonly atBest: Policies;
  /** As if it allowed nothing. */
  readonly atWorst: Policies;
  /** What was not given, in words; empty where both are the same. */
  readonly missing: readonly string[];
}

/** A kind of policies, at best and at worst. */
interface Bounds<T> {
  readonly best: T;
  readonly worst: T;
  readonly missing: readonly string[];
}

const sure = <T>(value: T): Bounds<T> => ({ best: value, worst: value, missing: [] });

/** The policies that have a say in a call; undefined where none of those that were given has. */
export function policiesInForce(scene: Scene, call: Call): InForce | undefined {
  const resource = resourceBounds(scene, call);
  const role = roleOf(scene, call.by);
  const isOwnCaller = call.rights === undefined && (call.by === 'platform' || call.by === 'target');
  const isByRole = isOwnCaller && role?.identity !== undefined && isKnownResource(scene, call);
  if (!isByRole && resource?.isGiven !== true) return undefined;
  if (isOwnCaller && role === undefined && !isByRole) return undefined;
  const identity = isOwnCaller ? identityBounds(role) : sure(call.by === 'service' ? [] : [EVERYTHING]);
  const boundary = isOwnCaller ? boundaryBounds(role) : sure<Policy | undefined>(undefined);
  const organisation = isOwnCaller ? serviceControl(scene) : {};
  const policies = (which: 'best' | 'worst'): Policies => ({
    identity: identity[which],
    ...(boundary[which] !== undefined && { boundary: boundary[which] }),
    ...(resource !== undefined && resource.bounds[which] !== undefined && { resource: resource.bounds[which] }),
    ...(resource?.isGiven === true && isExaminedKey(scene, call) && { grants: scene.subject.key?.grants ?? [] }),
    ...organisation,
  });
  return {
    atBest: policies('best'),
    atWorst: policies('worst'),
    missing: [...new Set([...identity.missing, ...boundary.missing, ...(resource?.bounds.missing ?? [])])],
  };
}

/** The role that a caller is; undefined for everybody else, and where none was named. */
export const roleOf = ({ subject }: Scene, by: Call['by'] | RoleSide): EstateRole | undefined =>
  by === 'platform' ? subject.platform : by === 'target' ? subject.target : undefined;

function identityBounds(role: EstateRole | undefined): Bounds<readonly Policy[]> {
  const name = role?.arn ?? 'the role';
  if (role?.identity === undefined) return { best: [EVERYTHING], worst: [], missing: [`the policies of ${name}`] };
  const { given, missing } = role.identity;
  const known = given.map(compiled);
  if (missing.length === 0) return sure(known);
  return { best: [...known, EVERYTHING], worst: known, missing: missing.map((policy) => `${policy}, a policy of ${name}`) };
}

function boundaryBounds(role: EstateRole | undefined): Bounds<Policy | undefined> {
  if (role?.boundary !== undefined) return sure(compiled(role.boundary));
  if (role?.missingBoundary === undefined) return sure(undefined);
  return { best: undefined, worst: NOTHING, missing: [`${role.missingBoundary}, the permissions boundary of ${role.arn}`] };
}

function serviceControl({ subject }: Scene): Pick<Policies, 'serviceControl'> {
  if (subject.serviceControl.length === 0) return {};
  const policies = subject.serviceControl.map(compiled);
  const allows = policies.some(({ statements }) => statements.some(({ effect }) => effect === 'Allow'));
  return { serviceControl: [allows ? policies : [...policies, FULL_ACCESS]] };
}

/** What the resource says, and whether it is among what was given. */
interface ResourceSay {
  readonly bounds: Bounds<Policy | undefined>;
  readonly isGiven: boolean;
}

function resourceBounds(scene: Scene, call: Call): ResourceSay | undefined {
  const { on } = call;
  if (on === undefined) return undefined;
  if (on === 'open to everybody') return { bounds: sure(OPEN), isGiven: false };
  if (on === 'left to IAM') return { bounds: sure(leftToIam(scene, accountOf(call.resource))), isGiven: false };
  if ('role' in on) {
    const trust = roleOf(scene, on.role)?.trust;
    if (trust !== undefined) return { bounds: sure(compiled(trust)), isGiven: true };
    return { bounds: unknown(`the trust policy of ${roleOf(scene, on.role)?.arn ?? `the ${on.role} role`}`), isGiven: false };
  }
  return keyBounds(scene, on.key);
}

const unknown = (missing: string): Bounds<Policy | undefined> => ({ best: OPEN, worst: undefined, missing: [missing] });

function keyBounds(scene: Scene, name: KeyName): ResourceSay {
  const { world, subject } = scene;
  const { key } = subject;
  if (isExamined(scene, name) && key !== undefined) {
    if (key.policy !== undefined) return { bounds: sure(compiled(key.policy)), isGiven: true };
    return { bounds: unknown(key.missing ?? `the policy of ${key.arn}`), isGiven: false };
  }
  const [, , , region = '', account = ''] = keyArn(world, name).split(':');
  if (name.startsWith('aws/ebs'))
    return {
      bounds: sure(policyOf('policy of the AWS managed key', awsManagedKeyPolicy(world.partition, account, region))),
      isGiven: false,
    };
  return { bounds: sure(name.startsWith('temporary') ? temporaryKey(scene, account) : leftToIam(scene, account)), isGiven: false };
}

/** The platform makes its temporary key for itself and the target's role. */
const temporaryKey = (scene: Scene, account: string): Policy =>
  policyOf(
    'policy of a key that leaves it to IAM',
    document(
      { ...rootDelegation(scene.world.partition, account) },
      {
        Effect: 'Allow',
        Principal: { AWS: roleOf(scene, 'target')?.arn ?? roleArn(scene.world, 'target') },
        Action: 'kms:*',
        Resource: '*',
      },
    ),
  );

/** The policy of an evidence key is tried in other Regions too. */
function isExamined({ keyName }: Scene, name: KeyName): boolean {
  return name === keyName || (keyName === 'evidence' && name === 'evidence in another Region');
}

const isExaminedKey = (scene: Scene, { on }: Call): boolean => typeof on === 'object' && 'key' in on && isExamined(scene, on.key);

const CUSTOMER_KEYS: readonly KeyName[] = [...EVIDENCE_KEYS, ...PLATFORM_KEYS, 'evidence bucket'];

/** A role may name its keys, and those that nobody named here are not among them: nothing can be said of them. */
function isKnownResource(scene: Scene, { on, resource }: Call): boolean {
  if (typeof on === 'object' && 'key' in on) return isExamined(scene, on.key) || !CUSTOMER_KEYS.includes(on.key);
  return !CUSTOMER_KEYS.some((name) => !isExamined(scene, name) && keyArn(scene.world, name) === resource);
}

const leftToIam = ({ world }: Scene, account: string): Policy =>
  policyOf('policy of a key that leaves it to IAM', document({ ...rootDelegation(world.partition, account) }));

/** The Region of a call's endpoint. */
export function regionOf(scene: Scene, { by, on, resource }: Call): string {
  if (typeof on === 'object' && 'key' in on) return keyRegion(scene.world, on.key);
  const region = resource.split(':')[3] ?? '';
  if (region !== '' && region !== '*') return region;
  return by === 'target' ? scene.world.regions.evidence : scene.platformRegion;
}
