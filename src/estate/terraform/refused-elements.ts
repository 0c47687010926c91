import { statementsOf } from '../../policy/key-policy';
import { isJsonObject, type JsonObject } from '../../policy/policy-json';

/** What a policy is to a role. */
export type RolePolicyKind = 'policy' | 'trust policy';

const REFUSED: Readonly<Record<RolePolicyKind, readonly string[]>> = {
  policy: ['Principal', 'NotPrincipal'],
  'trust policy': ['Resource', 'NotResource'],
};

/**
 * What IAM refuses in a policy of its kind, a sentence each: elements of another kind, Sids that are none or stand twice.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
 */
export function refusedIn(policy: JsonObject, kind: RolePolicyKind): readonly string[] {
  const statements = statementsOf(policy).filter(isJsonObject);
  const sids = statements.flatMap(({ Sid }) => (typeof Sid === 'string' && Sid !== '' ? [Sid] : []));
  const elements = REFUSED[kind].filter((name) => statements.some((statement) => name in statement));
  const odd = sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid));
  const twice = [...new Set(sids.filter((sid, index) => sids.indexOf(sid) < index))];
  return [
    ...elements.map((name) => `a ${kind === 'policy' ? "role's policy" : kind} has no ${name}`),
    ...odd.map((sid) => `Sid ${JSON.stringify(sid)} has other characters than letters and digits`),
    ...twice.map((sid) => `Sid ${JSON.stringify(sid)} stands twice`),
  ];
}
