import { CADO_ROLE } from '../../../src/catalogue/cado-role/definition';
import { CROSS_ACCOUNT_TRUST } from '../../../src/catalogue/cross-account-trust/definition';
import { inputProblems, withDefaults } from '../../../src/policy/input-spec';
import { CADO_ROLE_MODULE } from './cado-role-module';
import { CROSS_ACCOUNT_TRUST_MODULE } from './cross-account-trust-module';
import { expectedRole } from './expected-role';
import { instancesOf } from './instance';

const roles = [
  { name: CADO_ROLE.moduleName, definition: CADO_ROLE, module: CADO_ROLE_MODULE, instances: instancesOf(CADO_ROLE_MODULE) },
  {
    name: CROSS_ACCOUNT_TRUST.moduleName,
    definition: CROSS_ACCOUNT_TRUST,
    module: CROSS_ACCOUNT_TRUST_MODULE,
    instances: instancesOf(CROSS_ACCOUNT_TRUST_MODULE),
  },
];

type Role = (typeof roles)[number];

/** Statements that have no resource when an input is emptied, by key and Sid; a refused empty list leaves none. */
function withoutResource({ definition, module, instances }: Role, input: string): readonly string[] {
  const spec = module.inputs.find(({ name }) => name === input);
  if (spec === undefined || inputProblems(spec, [], input).length > 0) return [];
  const found = instances.flatMap((instance) => {
    const inputs = withDefaults(module.inputs, { ...instance.arguments, [input]: [] });
    const { policies } = expectedRole(definition, inputs, instance.place.partition);
    return Object.entries(policies).flatMap(([key, statements]) =>
      statements.filter(({ Resource }) => (Resource ?? []).length === 0).map(({ Sid }) => `${key}: ${Sid}`),
    );
  });
  return [...new Set(found)];
}

const lists = ({ module }: Role): readonly string[] =>
  module.inputs.filter(({ type }) => /^(set|list)\(/.test(type)).map(({ name }) => name);

describe.each(roles)('An empty list of $name', (role) => {
  it.each(lists(role))('as %s leaves no statement without a resource', (input) => {
    expect(withoutResource(role, input)).toEqual([]);
  });
});
