import { parseStatement } from './parse-statement';
import type { Policy } from './policy';
import type { Texts } from './statement';
import { kindOf, listed, memberPath, membersOf, type PolicyIssue, type Report } from './policy-issues';

export type { PolicyIssue } from './policy-issues';

/** A policy, or all that is wrong with it. */
export type ParsedPolicy =
  { readonly policy: Policy; readonly issues: readonly [] } | { readonly policy?: undefined; readonly issues: readonly PolicyIssue[] };

const ELEMENTS: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement']);

/** Without Version, a policy is of 2008. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
const OLD_VERSION = '2008-10-17';
const NEW_VERSION = '2012-10-17';

/** Compiles a policy of any kind from JSON; takes every value and never throws. */
export function parsePolicy(name: string, json: unknown): ParsedPolicy {
  const issues: PolicyIssue[] = [];
  const report: Report = (path, problem) => issues.push({ path, problem });
  const elements = membersOf(json);
  if (elements === undefined) return { issues: [{ path: '', problem: `${kindOf(json)} is no policy` }] };
  for (const element of elements.keys()) if (!ELEMENTS.has(element)) report(memberPath('', element), 'a policy has no such element');
  const version = elements.has('Version') ? elements.get('Version') : OLD_VERSION;
  if (version !== OLD_VERSION && version !== NEW_VERSION) report('Version', `a policy is of ${NEW_VERSION} or ${OLD_VERSION}`);
  const id = elements.get('Id');
  if (id !== undefined && typeof id !== 'string') report('Id', `${kindOf(id)} is no string`);
  if (!elements.has('Statement')) report('', 'a policy has Statement');
  const found = elements.has('Statement') ? listed(elements.get('Statement'), 'Statement') : [];
  const shared = { variables: version === NEW_VERSION, report, compiled: new Map<string, Texts>() };
  const statements = found
    .map(([statement, path], index) => parseStatement(statement, path, index, shared))
    .filter((statement) => statement !== undefined);
  return issues.length === 0 ? { policy: { name, statements }, issues: [] } : { issues };
}

/** Compiles a policy from the text of its JSON; never throws. Of keys given twice, the last counts. */
export function parsePolicyText(name: string, text: string): ParsedPolicy {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { issues: [{ path: '', problem: `this is no JSON: ${error instanceof Error ? error.message : String(error)}` }] };
  }
  return parsePolicy(name, json);
}

/**
 * Compiles a policy that is known to be one.
 *
 * @throws Error with everything that is wrong with it.
 */
export function policyOf(name: string, json: unknown): Policy {
  const { policy, issues } = parsePolicy(name, json);
  if (policy !== undefined) return policy;
  throw new Error(
    `${name} is no policy:\n${issues.map(({ path, problem }) => `  ${path === '' ? 'the whole' : path}: ${problem}`).join('\n')}`,
  );
}
