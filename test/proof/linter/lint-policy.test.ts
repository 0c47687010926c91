import { lintPolicy, LINT_RULES } from '../../../src/proof/linter/lint-policy';
import { CONDITION_KEY_CASES } from '../../cases/linter/condition-keys';
import { CONDITION_VALUE_CASES } from '../../cases/linter/condition-values';
import { allow, identity, KEY, keyAllow, keyPolicy } from '../../cases/linter/case';
import { RESOURCES as OTHER_RESOURCES, WITHOUT_RESOURCE as OTHER_WITHOUT_RESOURCE } from '../../support/resource-types';
import { RESOURCES_OF_ACTION, WITHOUT_RESOURCE } from '../../../src/proof/linter/tables/known-actions';
import { PRINCIPAL_CASES } from '../../cases/linter/principals';
import { STATEMENT_CASES } from '../../cases/linter/statements';
import * as vendor from '../../cases/vendor-defects/statements';
import { WHOLE_POLICY_CASES } from '../../cases/linter/whole-policies';

const CASES = [...CONDITION_KEY_CASES, ...CONDITION_VALUE_CASES, ...STATEMENT_CASES, ...PRINCIPAL_CASES, ...WHOLE_POLICY_CASES];

test.each(CASES.map((lintCase) => [lintCase.rule, lintCase.title, lintCase] as const))(
  '%s: %s',
  (_rule, _title, { rule, path, broken, mended }) => {
    const findings = lintPolicy(broken);
    expect([...new Set(findings.map((finding) => finding.rule))]).toEqual([rule]);
    expect(findings.map((finding) => finding.path)).toContain(path);
    for (const { problem, mend, source } of findings) {
      expect(problem).toMatch(/^.+\.$/s);
      expect(mend).toMatch(/^[A-Z].+\.$/s);
      expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+\.html$/);
    }
    expect(lintPolicy(mended)).toEqual([]);
  },
);

test('every rule has a case', () => {
  const shown = new Set(CASES.map(({ rule }) => rule));
  expect(LINT_RULES.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([]);
});

test('a service asked of a call that the platform makes itself is for a proof to judge, not for a linter', () => {
  const through = { StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' } };
  expect(lintPolicy(identity(allow('kms:DescribeKey', KEY, through)))).toEqual([]);
  expect(lintPolicy(keyPolicy(keyAllow(['kms:DescribeKey', 'kms:CreateGrant'], through)))).toEqual([]);
});

test.each([
  ['D1', vendor.TEMPORARY_KEY, 'key-aliases-not-known'],
  ['D4', vendor.POLICY.Statement, 'policy-version'],
  ['D9', vendor.OTHER_ROLES, 'resource-not-of-action'],
  ['D9', vendor.OTHER_ROLES, 'service-linked-role-path'],
  ['D9', vendor.OTHER_ROLES, 'needless-allow'],
  ['D10', vendor.WRONG_RESOURCES, 'resource-not-of-action'],
  ['D10', vendor.WRONG_RESOURCES, 'condition-key-not-carried'],
  ['D13', vendor.KEY_USE, 'describe-key-left-out'],
  ['D14', vendor.TWICE, 'scope-void'],
] as const)("%s of the vendor's templates is found: %#", (_defect, Statement, rule) => {
  expect(lintPolicy({ name: 'vendor', kind: 'identity', json: { Statement } }).map((finding) => finding.rule)).toContain(rule);
});

describe('what the linter knows of actions is what the other tests know', () => {
  test('of those without a resource', () => {
    const unlike = [...WITHOUT_RESOURCE].filter((action) => RESOURCES_OF_ACTION.has(action));
    expect(unlike).toEqual([]);
    const known = [...OTHER_WITHOUT_RESOURCE].map((action) => action.toLowerCase());
    expect(known.filter((action) => RESOURCES_OF_ACTION.has(action))).toEqual([]);
  });

  test('of those with resources', () => {
    const types = Object.entries(OTHER_RESOURCES).flatMap(([action, { all }]) => {
      const ours: readonly string[] | undefined = RESOURCES_OF_ACTION.get(action.toLowerCase());
      const missing = all.filter((type) => ours !== undefined && !ours.includes(type) && !ours.includes('service-linked role'));
      return missing.map((type) => `${action}: ${type}`);
    });
    expect(types).toEqual([]);
  });
});
