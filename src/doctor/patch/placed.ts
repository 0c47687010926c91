import { KMS_KEY_POLICY_OWN_STATEMENTS as OWN } from '../../catalogue/kms-key-policy/own-statements';
import { statementsOf } from '../../policy/key-policy';
import { isJsonObject, type JsonObject, type PolicyStatement } from '../../policy/policy-json';
import type { Subject } from '../subject/subject';
import { additionsTo, policyOf, siteOf, type Addition } from './addition';
import { baseSid, inlinePolicyOf } from './inline-policy';
import { joined } from './joined';
import { ownStatements } from './own-statements';
import { EMPTY } from './patched';
import { freeSid, sidsIn, withLists } from './statement-lists';

/** Whether statements become one with those of ours that are there, or stand beside them under numbered Sids. */
export type Placing = 'joined' | 'beside';

/**
 * Gives additions their places beside what was accepted before: each becomes one with a statement of ours under the same Sid where that
 * takes nothing away and lets nothing more through, otherwise it gets a Sid that nobody has there.
 *
 * @param accepted additions to the same policies, for other subjects
 */
export function placed(
  subject: Subject,
  accepted: readonly Addition[],
  additions: readonly Addition[],
  placing: Placing,
): readonly Addition[] {
  const all = [...accepted];
  for (const addition of additions) {
    const there = all.filter((one) => siteOf(one) === siteOf(addition));
    const into = placing === 'joined' ? joinedWith(subject, there, addition) : undefined;
    if (into === undefined) all.push({ ...addition, statement: underFreeSid(subject, there, addition) });
    else if (into.earlier === undefined) all.push(into.addition);
    else all.splice(all.indexOf(into.earlier), 1, into.addition);
  }
  return all;
}

/** Our statements in the policy of an addition, without what was accepted for it. */
function ownThere({ key, platform, target }: Subject, { place, owner }: Addition): readonly PolicyStatement[] {
  if (policyOf(place) === 'trust') return [];
  if (place === 'key policy') return ownStatements(key?.policy?.json ?? EMPTY);
  const role = [platform, target].find((one) => one?.arn === owner);
  const { given } = role === undefined ? { given: undefined } : inlinePolicyOf(role);
  return statementsOf(given?.json ?? EMPTY)
    .filter(isJsonObject)
    .map(withLists);
}

function joinedWith(
  subject: Subject,
  there: readonly Addition[],
  addition: Addition,
): { readonly addition: Addition; readonly earlier?: Addition } | undefined {
  const isKey = addition.place === 'key policy';
  const isSame = ({ Sid }: PolicyStatement): boolean => familyOf(Sid) === familyOf(addition.statement.Sid);
  for (const earlier of there) {
    const statement = isSame(earlier.statement) ? joined(earlier.statement, addition.statement, isKey) : undefined;
    if (statement !== undefined) return { addition: { ...earlier, statement }, earlier };
  }
  const changed = new Set(there.flatMap(({ before }) => before?.Sid ?? []));
  for (const before of ownThere(subject, addition).filter(({ Sid }) => !changed.has(Sid))) {
    const statement = isSame(before) ? joined(before, addition.statement, isKey) : undefined;
    if (statement !== undefined) return { addition: { ...addition, statement, before } };
  }
  return undefined;
}

/** A Sid without its number. */
const familyOf = (sid: string): string => {
  const base = sid.replace(/\d+$/, '');
  return Object.hasOwn(OWN, base) ? base : baseSid(sid);
};

function underFreeSid(subject: Subject, there: readonly Addition[], addition: Addition): PolicyStatement {
  const taken = new Set([...sidsIn(policyAt(subject, addition)), ...there.map(({ statement }) => statement.Sid)]);
  return { ...addition.statement, Sid: freeSid(addition.statement.Sid, taken) };
}

/** The policy that an addition goes into, as it was given. */
function policyAt({ key, platform, target }: Subject, { place, owner }: Addition): JsonObject {
  if (place === 'key policy') return key?.policy?.json ?? EMPTY;
  const role = [platform, target].find((one) => one?.arn === owner);
  if (role === undefined) return EMPTY;
  return (policyOf(place) === 'trust' ? role.trust : inlinePolicyOf(role).given)?.json ?? EMPTY;
}

/** Whether an addition stands under a Sid that no release of the module knows, beside a statement of ours under that Sid. */
export const isBeside = ({ place, statement }: Addition): boolean => place === 'key policy' && !Object.hasOwn(OWN, statement.Sid);

/** Additions to the policies of a subject. */
export const additionsOf = ({ key, platform, target }: Subject, additions: readonly Addition[]): readonly Addition[] => [
  ...(key === undefined ? [] : additionsTo(additions, 'key policy', key.arn)),
  ...[...new Set([platform?.arn, target?.arn])].flatMap((arn) =>
    arn === undefined ? [] : [...additionsTo(additions, 'policy', arn), ...additionsTo(additions, 'trust', arn)],
  ),
];
