import type { EstateRole } from '../../estate/estate';
import type { Call } from '../../proof/claims/call';
import { keyArn, type KeyName } from '../../proof/claims/keys';
import type { Policies } from '../../proof/evaluator/policies';
import type { Policy } from '../../proof/evaluator/policy';
import { compiled, DENIED, EVERYTHING, NOTHING } from './assumed-policies';
import { CUSTOMER_KEYS, isExamined, isOnKeyOfNobody, roleOf } from '../examined-key';
import { namingAnyKey } from './any-key';
import { boundAt, missingDocument, sure, type Bounds, type Missing, type SaysNo } from './missing';
import { resourceControl, serviceControl } from './organisation-policies';
import { resourceBounds } from './resource-policies';
import type { Scene } from '../scene';

/** Policies for a call, some of which may have to be guessed. */
export interface InForce {
  /** The policies, as if some of what was not given allowed nothing, and the rest of it everything. */
  readonly at: (saysNo: SaysNo) => Policies;
  /** What was not given. */
  readonly missing: readonly Missing[];
  /** What was given that has a say: a policy of the role, the key or whom a role trusts; or only what limits these; or nothing. */
  readonly say: 'policy' | 'limit' | 'nothing';
}

/**
 * The policies that have a say in a call; undefined for a call on a key of somebody that nobody named, of which nothing can be said.
 *
 * @param always whether the key of the evidence counts where it was not named
 */
export function policiesInForce(scene: Scene, call: Call, always: boolean): InForce | undefined {
  if (!isKnownResource(scene, call, always)) return undefined;
  const resource = resourceBounds(scene, call);
  const role = roleOf(scene, call.by);
  const isOwnCaller = call.rights === undefined && (call.by === 'platform' || call.by === 'target');
  const isUnderOrganisation = isOwnCaller || (call.rights === undefined && call.by === 'instance');
  const own = isOwnCaller ? identityOf(role, call, always) : ofAnybody(call);
  const identity = resource !== undefined && isOnKeyOfNobody(scene, call) ? onAnyKey(own, resource.bounds) : own;
  const boundary = isOwnCaller ? boundaryBounds(role) : sure<Policy | undefined>(undefined);
  const organisation = isUnderOrganisation ? serviceControl(scene) : sure(undefined);
  const owners = resourceControl(scene, call);
  const isByRole = isOwnCaller && role?.identity !== undefined;
  const isLimited = (isOwnCaller && role?.boundary !== undefined) || organisation.best !== undefined || owners !== undefined;
  const at = (saysNo: SaysNo): Policies => {
    const [ownBoundary, levels, ofResource] = [
      boundAt(boundary, saysNo),
      boundAt(organisation, saysNo),
      resource && boundAt(resource.bounds, saysNo),
    ];
    return {
      identity: identity.at(saysNo),
      ...(ownBoundary !== undefined && { boundary: ownBoundary }),
      ...(ofResource !== undefined && { resource: ofResource }),
      ...(resource?.isGiven === true && isOnKeyExamined(scene, call) && { grants: scene.subject.key?.grants ?? [] }),
      ...(levels !== undefined && { serviceControl: levels }),
      ...(owners !== undefined && { resourceControl: owners }),
    };
  };
  return {
    at,
    missing: [...identity.missing, ...boundary.missing, ...organisation.missing, ...(resource?.bounds.missing ?? [])],
    say: isByRole || resource?.isGiven === true ? 'policy' : isLimited ? 'limit' : 'nothing',
  };
}

/** Policies of whoever calls, as if some of what was not given said no. */
interface Identity {
  readonly at: (saysNo: SaysNo) => readonly Policy[];
  readonly missing: readonly Missing[];
}

function ofAnybody({ by }: Call): Identity {
  const policies = by === 'service' ? [] : [EVERYTHING];
  return { at: () => policies, missing: [] };
}

/**
 * A policy that is attached and was not given may allow, and one that a customer wrote may deny. Of an attack what nobody gave is no
 * finding, so that there it denies nothing.
 */
function identityOf(role: EstateRole | undefined, { by }: Call, always: boolean): Identity {
  const name = role?.arn ?? `the ${by} role`;
  if (role?.identity === undefined) {
    const missing = missingDocument(`the policies of ${name}`);
    return { at: (saysNo) => (saysNo(missing) ? [] : [EVERYTHING]), missing: [missing] };
  }
  const known = role.identity.given.map(compiled);
  const all = role.identity.missing.map((policy) => ({
    missing: missingDocument(`${policy}, a policy of ${name}`),
    mayDeny: always && CUSTOMER_POLICY.test(policy),
  }));
  const at = (saysNo: SaysNo): readonly Policy[] => {
    const against = all.filter(({ missing }) => saysNo(missing));
    if (against.length === 0) return all.length === 0 ? known : [...known, EVERYTHING];
    return against.some(({ mayDeny }) => mayDeny) ? [...known, DENIED] : known;
  };
  return { at, missing: all.map(({ missing }) => missing) };
}

/** A role may name keys, and nobody knows whether one is among them whose account nobody named. */
const onAnyKey = ({ at, missing }: Identity, { missing: unknown }: Bounds<unknown>): Identity => ({
  at: (saysNo) => (unknown.length === 0 || unknown.some(saysNo) ? at(saysNo) : at(saysNo).map(namingAnyKey)),
  missing,
});

const CUSTOMER_POLICY = /^arn:[^:]+:iam::\d{12}:policy\//;

function boundaryBounds(role: EstateRole | undefined): Bounds<Policy | undefined> {
  if (role?.boundary !== undefined) return sure(compiled(role.boundary));
  if (role?.missingBoundary === undefined) return sure(undefined);
  return {
    best: undefined,
    worst: NOTHING,
    missing: [missingDocument(`${role.missingBoundary}, the permissions boundary of ${role.arn}`)],
  };
}

const isOnKeyExamined = (scene: Scene, { on }: Call): boolean => typeof on === 'object' && 'key' in on && isExamined(scene, on.key);

/**
 * A role may name its keys, and those that nobody named here are not among them: nothing can be said of them. But evidence is under some
 * key of its own account, which is missing where it is not the one that was named.
 */
function isKnownResource(scene: Scene, { on, resource }: Call, always: boolean): boolean {
  const { keyName, subject, missesKeys = false } = scene;
  const isEvidenceMissing = keyName === undefined || (keyName !== 'evidence' && subject.target !== undefined);
  const isMissing = (name: KeyName): boolean => always && (missesKeys || (name === 'evidence' && isEvidenceMissing));
  const isUnnamed = (name: KeyName): boolean => CUSTOMER_KEYS.includes(name) && !isExamined(scene, name) && !isMissing(name);
  if (typeof on === 'object' && 'key' in on) return !isUnnamed(on.key);
  return !CUSTOMER_KEYS.some((name) => isUnnamed(name) && keyArn(scene.world, name) === resource);
}
