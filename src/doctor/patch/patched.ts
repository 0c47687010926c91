import type { EstateKey, EstateRole, GivenPolicy } from '../../estate/estate';
import { statementsOf } from '../../policy/key-policy';
import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import type { Scene } from '../scene';
import type { Subject } from '../subject/subject';
import { additionsTo, type Addition } from './addition';
import { inlinePolicyOf } from './inline-policy';
import { asWritten, sidOf, withLists } from './statement-lists';

/** The scene after additions. */
export const patchedScene = (scene: Scene, additions: readonly Addition[]): Scene => ({
  ...scene,
  subject: patchedSubject(scene.subject, additions),
});

/** A subject whose policies have the additions; nothing of anybody else's is changed. */
export function patchedSubject(subject: Subject, additions: readonly Addition[]): Subject {
  const { key, platform, target } = subject;
  return {
    ...subject,
    ...(platform !== undefined && { platform: patchedRole(platform, additions) }),
    ...(target !== undefined && { target: patchedRole(target, additions) }),
    ...(key !== undefined && { key: patchedKey(key, additions) }),
  };
}

function patchedKey(key: EstateKey, all: readonly Addition[]): EstateKey {
  const additions = additionsTo(all, 'key policy', key.arn);
  const { policy } = key;
  if (policy === undefined || additions.length === 0) return key;
  return kept(KEYS, key, additions, () => ({ ...key, policy: withAdditions(policy, additions) }));
}

function patchedRole(role: EstateRole, all: readonly Addition[]): EstateRole {
  const identity = role.identity === undefined ? [] : additionsTo(all, 'policy', role.arn);
  const trust = role.trust === undefined ? [] : additionsTo(all, 'trust', role.arn);
  if (identity.length + trust.length === 0) return role;
  return kept(ROLES, role, [...identity, ...trust], () => ({
    ...role,
    ...(identity.length > 0 && role.identity !== undefined && { identity: { ...role.identity, given: withInline(role, identity) } }),
    ...(trust.length > 0 && role.trust !== undefined && { trust: withAdditions(role.trust, trust) }),
  }));
}

/** The policies of a role once its inline policy was put. */
function withInline(role: EstateRole, additions: readonly Addition[]): readonly GivenPolicy[] {
  const { name, given } = inlinePolicyOf(role);
  const put = withAdditions(given ?? { name, json: EMPTY }, additions);
  const others = (role.identity?.given ?? []).filter((policy) => policy !== given);
  return [...others, { ...put, inlineName: name }];
}

/** A policy without statements. */
export const EMPTY: JsonObject = { Version: '2012-10-17', Statement: [] };

function withAdditions({ name, json }: GivenPolicy, additions: readonly Addition[]): GivenPolicy {
  const written = (some: readonly Addition[]): readonly Json[] => asWritten(some.map(({ statement }) => statement));
  const there = statementsOf(json).map((statement) => written(additions.filter((one) => isReplacedBy(statement, one)))[0] ?? statement);
  return { name, json: { ...json, Statement: [...there, ...written(additions.filter(({ before }) => before === undefined))] } };
}

/** Whether an addition takes the place of a statement. */
export const isReplacedBy = (statement: Json, { before }: Addition): boolean =>
  before !== undefined &&
  isJsonObject(statement) &&
  before.Sid === sidOf(statement) &&
  JSON.stringify(before) === JSON.stringify(withLists(statement));

/** Things by what they were made of. */
type Made<Thing extends object> = WeakMap<Thing, Map<string, Thing>>;

const KEYS: Made<EstateKey> = new WeakMap();
const ROLES: Made<EstateRole> = new WeakMap();
const IDS = new WeakMap<Addition, number>();
let ids = 0;

/** The same key or role with the same additions is one object, so that its policies are compiled once for all subjects. */
function kept<Thing extends object>(known: Made<Thing>, thing: Thing, additions: readonly Addition[], make: () => Thing): Thing {
  const made = known.get(thing) ?? new Map<string, Thing>();
  known.set(thing, made);
  const name = additions.map(idOf).join();
  const found = made.get(name) ?? make();
  made.set(name, found);
  return found;
}

function idOf(addition: Addition): number {
  const id = IDS.get(addition) ?? (ids += 1);
  IDS.set(addition, id);
  return id;
}
