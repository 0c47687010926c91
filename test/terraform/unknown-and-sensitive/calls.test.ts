import { CADO_ROLE } from '../../../src/catalogue/cado-role/definition';
import { CROSS_ACCOUNT_TRUST } from '../../../src/catalogue/cross-account-trust/definition';
import { withDefaults } from '../../../src/policy/input-spec';
import { expectedRole } from '../plan-matrix/expected-role';
import { callsOf } from './calls';
import { PARTITION } from './shapes';

const calls = callsOf('1234abcd-12ab-34cd-56ef-1234567890ab');
const names = [...new Set(calls.map(({ module }) => module.name))];

describe('The calls with unknown and with sensitive inputs', () => {
  it.each(names)('give every input of %s', (name) => {
    const ofModule = calls.filter(({ module }) => module.name === name);
    const inputs = ofModule[0]?.module.inputs.map((input) => input.name) ?? [];
    expect(new Set(ofModule.flatMap(({ given }) => Object.keys(given)))).toEqual(new Set(inputs));
  });

  it.each([CADO_ROLE, CROSS_ACCOUNT_TRUST])('reach every statement of $moduleName', (definition) => {
    const ofModule = calls.filter(({ module }) => module.name === definition.moduleName);
    const reached = ofModule.flatMap(({ given }) => {
      const { policies } = expectedRole(definition, withDefaults(definition.inputs, given), PARTITION);
      return Object.entries(policies).flatMap(([key, statements]) => statements.map(({ Sid }) => `${key}: ${Sid}`));
    });
    const all = definition.permissions.policies.flatMap(({ key, statements }) => statements.map(({ sid }) => `${key}: ${sid}`));
    expect([...new Set(reached)].toSorted()).toEqual(all.toSorted());
  });
});
