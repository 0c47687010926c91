import { accountOf } from '../../doctor/scene';
import type { GivenPolicy } from '../../estate/estate';
import { statementsOf } from '../../policy/key-policy';
import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import { evaluate } from '../../proof/evaluator/evaluate';
import { policyOf } from '../../proof/evaluator/parse-policy';
import { canonicalText } from '../findings/fingerprints';
import { statementTexts } from '../held-statements';
import { rightsToldApart, type Rights } from './rights';
import type { Condition } from './shown-values';
import { strangersIn, type Stranger } from './strangers';
import { untriedConditions, withoutConditions } from './untried';

/** Somebody whom a statement newly lets in. */
export interface LetIn extends Stranger {
  readonly rights: readonly string[];
  readonly statement: string;
  readonly policy: string;
}

type Policy = ReturnType<typeof policyOf>;
/** The actions that a policy lets somebody take. */
type Allowed = (policy: Policy | undefined, stranger: Stranger) => readonly string[];

const EVERYTHING = policyOf('whoever it is', { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });

/**
 * Everybody whom statements let in that refused before, whatever else both say. What conditions ask for that nobody was found to meet is
 * taken to be met.
 */
export function newlyLetIn(
  before: GivenPolicy | undefined,
  after: GivenPolicy,
  resource: string,
  rights: Rights,
  isMeant: (stranger: Stranger) => boolean,
): readonly LetIn[] {
  const [gone, added] = [statementsWithout(before, after), statementsWithout(after, before)];
  // Where a Deny goes, whatever it denied may be let in by what stays.
  const isLoosened = gone.some(({ Effect }) => Effect === 'Deny');
  const suspects = isLoosened ? statementsOf(after.json).filter(isJsonObject) : added;
  if (suspects.length === 0) return [];
  const [, partition = ''] = resource.split(':');
  const around = { partition, nobody: nobodyIn([after.json, resource]), changed: [...gone, ...added] };
  const apart = rightsToldApart(rights, before === undefined ? [after] : [before, after]);
  const every = [...new Set(Object.values(rights))];
  const allowed = allowedOn(resource, [...apart.keys()]);
  const old = before && policyOf(before.name, before.json);
  const now = policyOf(after.name, after.json);
  const known = new Set(gone.map(withoutSid));
  return suspects.flatMap((statement) => {
    const strangers = strangersIn(statement, around);
    const isNew = added.includes(statement) && !known.has(withoutSid(statement));
    const untried = isNew ? untriedIn(statement, after, (alone) => strangers.some((one) => allowed(alone, one).length > 0)) : [];
    const relaxed = withoutConditions(statement, untried);
    const tried = untried.length === 0 ? strangers : strangersIn(relaxed, around);
    const policy = untried.length === 0 ? now : policyWith(after, (one) => (one === statement ? relaxed : one));
    return tried
      .filter((one) => !isMeant(one))
      .flatMap((stranger): readonly LetIn[] => {
        const may = allowed(policy, stranger);
        if (may.length === 0) return [];
        const did = allowed(old, stranger);
        const newly = may.filter((action) => !did.includes(action));
        if (newly.length === 0) return [];
        return [
          {
            ...stranger,
            words: [stranger.words, ...untried.map(({ key, values }) => `${key} ${values.join(' or ')}`)].join(' with '),
            rights: every.filter((right) => newly.some((action) => apart.get(action)?.includes(right))),
            statement: nameOf(statement, after),
            policy: after.name,
          },
        ];
      });
  });
}

/** @param isMet whether anybody gets anything by a policy of one statement */
const untriedIn = (statement: JsonObject, { name, json }: GivenPolicy, isMet: (alone: Policy) => boolean): readonly Condition[] =>
  untriedConditions(statement, (part) => isMet(policyOf(name, { ...json, Statement: part })));

const policyWith = ({ name, json }: GivenPolicy, change: (statement: Json) => Json): Policy =>
  policyOf(name, { ...json, Statement: statementsOf(json).map(change) });

/** Statements of a policy that another one has not. */
function statementsWithout(policy: GivenPolicy | undefined, other: GivenPolicy | undefined): readonly JsonObject[] {
  if (policy === undefined) return [];
  const known = new Set(other === undefined ? [] : statementTexts(other));
  const texts = statementTexts(policy);
  return statementsOf(policy.json).filter(
    (statement, index): statement is JsonObject => isJsonObject(statement) && !known.has(texts[index] ?? ''),
  );
}

const withoutSid = ({ Sid: _sid, ...rest }: JsonObject): string => canonicalText(rest);

/** How a statement is called: by its Sid, or by its place. */
export function nameOf(statement: JsonObject, { json }: GivenPolicy): string {
  const { Sid } = statement;
  return typeof Sid === 'string' && Sid !== '' ? Sid : `statement ${statementsOf(json).indexOf(statement) + 1}`;
}

function nobodyIn(texts: Json): string {
  const taken = JSON.stringify(texts);
  return ['999988887777', '999988886666', '999988885555'].find((account) => !taken.includes(account)) ?? '999988884444';
}

/** What a policy lets strangers do. What it gives counts, though KMS takes some of it from the key's own account alone. */
function allowedOn(resource: string, actions: readonly string[]): Allowed {
  const [, , , region = ''] = resource.split(':');
  const usual = {
    'aws:securetransport': 'true',
    'aws:resourceaccount': accountOf(resource),
    ...(region !== '' && { 'aws:requestedregion': region }),
  };
  return (policy, { principal, context }) =>
    policy === undefined
      ? []
      : actions.filter((action) => {
          const resourceAccount = accountOf(principal) || accountOf(resource);
          const request = { principal, sessionName: 'session', action, resource, resourceAccount, context: { ...usual, ...context } };
          return evaluate(request, { identity: [EVERYTHING], resource: policy }).outcome === 'allowed';
        });
}
