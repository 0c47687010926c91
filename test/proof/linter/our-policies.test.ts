import { lintPolicy } from '../../../src/proof/linter/lint-policy';
import type { LintedPolicy } from '../../../src/proof/linter/finding';
import { isJsonObject } from '../../../src/policy/policy-json';
import { KNOWN_FINDINGS } from '../../cases/linter/known-findings';
import { ROLE_CASES, type RoleCase } from '../../support/role-cases';
import { keyPolicies, policiesOfRole, rolePolicies } from './our-policies';

/** The Sid of the statement that a path is in. */
function sidAt({ json }: LintedPolicy, path: string): string {
  const index = Number(/^Statement\[(\d+)\]/.exec(path)?.[1]);
  const statements = isJsonObject(json) && Array.isArray(json['Statement']) ? (json['Statement'] as readonly unknown[]) : [];
  const statement = statements[index];
  return isJsonObject(statement) && typeof statement['Sid'] === 'string' ? statement['Sid'] : '';
}

/** Every finding in the policies, as `rule: Sid`, with one of the policies that have it. */
function findingsIn(policies: readonly LintedPolicy[]): ReadonlyMap<string, string> {
  return new Map(
    policies.flatMap((policy) =>
      lintPolicy(policy).map(({ rule, path, problem }) => [`${rule}: ${sidAt(policy, path)}`, `${policy.name}: ${problem}`] as const),
    ),
  );
}

test.each([
  ['roles', rolePolicies, 10_000],
  ['keys', keyPolicies, 500],
] as const)('our policies of %s have no finding but those that are meant', (which, policies, least) => {
  const all = policies();
  expect(all.length).toBeGreaterThan(least);
  const found = findingsIn(all);
  const known = KNOWN_FINDINGS.filter((finding) => finding.of === which);
  expect([...found].filter(([name]) => !known.some(({ rule, sid }) => name === `${rule}: ${sid}`))).toEqual([]);
  expect(known.filter(({ rule, sid }) => !found.has(`${rule}: ${sid}`))).toEqual([]);
});

test.each(['platform', 'target'] as const)('a door that the %s role opens when asked to is seen as one', (role) => {
  const usual = ROLE_CASES.find((candidate) => candidate.role === role && candidate.title.includes('everything'));
  if (usual === undefined) throw new Error(`There is no case of ${role}`);
  const open = { ...usual, given: { ...usual.given, tag_after_create: true } };
  const rules = (roleCase: RoleCase): readonly string[] =>
    policiesOfRole(roleCase)
      .flatMap(lintPolicy)
      .map(({ rule }) => rule);
  expect(rules(usual)).not.toContain('tag-set-freely');
  expect(rules(open)).toContain('tag-set-freely');
});
