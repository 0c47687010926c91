import { CADO_ROLE } from '../../../src/catalogue/cado-role/definition';
import { withDefaults } from '../../../src/policy/input-spec';
import type { PolicyStatement } from '../../../src/policy/policy-json';
import { expectedRole } from './expected-role';
import { roleDifferences, type RenderedRole } from './role-differences';

const inputs = withDefaults(CADO_ROLE.inputs, { trusted_role_arns: ['arn:aws:iam::111122223333:role/CadoResponseInstanceRole'] });
const expected = expectedRole(CADO_ROLE, inputs, 'aws');

const json = (statements: readonly PolicyStatement[]): string => {
  const Statement = statements.map((statement) => ({
    ...statement,
    Action: statement.Action.length === 1 ? statement.Action[0] : statement.Action,
  }));
  return JSON.stringify({ Version: '2012-10-17', Statement }, (_key, value: unknown) =>
    Array.isArray(value) && value.length === 1 && typeof value[0] === 'string' ? value[0] : value,
  );
};

const RENDERED: RenderedRole = {
  trust_policy_json: json(expected.trust),
  policy_json: Object.fromEntries(Object.entries(expected.policies).map(([key, statements]) => [key, json(statements)])),
};

const found = (rendered: Partial<RenderedRole>): readonly string[] =>
  roleDifferences('case', CADO_ROLE, inputs, 'aws', { ...RENDERED, ...rendered }).map(({ of }) => of);

const withPolicy = (key: string, change: (text: string) => string): Partial<RenderedRole> => ({
  policy_json: { ...RENDERED.policy_json, [key]: change(RENDERED.policy_json[key] ?? '') },
});

describe('The comparison of a role', () => {
  it('finds nothing where both readers agree', () => {
    expect(found({})).toEqual([]);
  });

  it.each(Object.keys(RENDERED.policy_json))('finds another effect in policy %s', (key) => {
    expect(found(withPolicy(key, (text) => text.replace('"Allow"', '"Deny"').replace('NothingChosen', 'Nothing')))).toContain(key);
  });

  it('finds a condition that is gone, and an action that is too many', () => {
    expect(found(withPolicy('kms', (text) => text.replace('GrantIsForAWSResource', 'Other')))).toContain('kms');
    expect(found(withPolicy('kms', (text) => text.replace('"kms:Encrypt"', '"kms:Encrypt","kms:*"')))).toEqual([
      'kms',
      'characters of kms',
    ]);
  });

  it('finds another trust, and a policy under another key', () => {
    expect(found({ trust_policy_json: RENDERED.trust_policy_json.replace('111122223333', '999999999999') })).toEqual(['trust']);
    expect(found({ policy_json: { ...RENDERED.policy_json, more: '{}' } })).toEqual(['keys']);
  });
});
