import type { JsonObject } from '../../../src/policy/policy-json';
import { inputsOf } from '../../../src/proof/plan/known-inputs';
import { plannedModules } from '../../../src/proof/plan/planned-modules';
import { provePlan } from '../../../src/proof/plan/plan-proof';
import { renamer } from '../../../src/proof/plan/renamed';

const POLICY = JSON.stringify({ Version: '2012-10-17', Statement: [] });

const resource = (type: string, name: string, values: JsonObject, index?: string): JsonObject => ({
  address: `module.keys.${type}.${name}${index === undefined ? '' : `["${index}"]`}`,
  type,
  name,
  ...(index !== undefined && { index }),
  values,
});

const planWith = (resources: readonly JsonObject[]): string =>
  JSON.stringify({ planned_values: { root_module: { child_modules: [{ address: 'module.keys', resources }] } } });

const roleResources = (policy: JsonObject): readonly JsonObject[] => [
  resource('aws_iam_role', 'this', { name: 'CadoResponseRole', path: '/', assume_role_policy: POLICY }),
  ...['kms', 'acquisition', 'operations'].map((key) =>
    resource('aws_iam_policy', 'this', key === 'kms' ? policy : { policy: POLICY }, key),
  ),
];

test.each([
  ['no JSON', '{', 'The plan is no JSON'],
  ['a plan file that terraform show did not read', 'PK\u0003', 'terraform show -json PLANFILE'],
  ['JSON of something else', '{"a":1}', 'The plan has no planned_values'],
])('%s is refused, with what is wanted', (_what, text, message) => {
  expect(() => plannedModules(text)).toThrow(message);
});

test('a byte order mark does not matter', () => {
  expect(plannedModules(`\uFEFF${planWith([])}`)).toEqual({ modules: [], unknown: [] });
});

test('a plan without our modules is no proof', () => {
  const { problems } = provePlan(planWith([]), { modules: ['cado-role'] });
  expect(problems).toEqual(['The plan has none of these modules: cado-role. Plan a configuration that calls one of them']);
});

test('what is unknown until apply is said to be', () => {
  expect(plannedModules(planWith(roleResources({}))).unknown).toEqual(['module.keys.aws_iam_policy.this["kms"]']);
  const { problems } = provePlan(planWith(roleResources({})), { modules: ['cado-cross-account-trust'] });
  expect(problems).toEqual([expect.stringContaining('module.keys.aws_iam_policy.this["kms"] is unknown until apply')]);
});

test('a partition without claims is said to be one', () => {
  const resources = [...roleResources({ policy: POLICY }), resource('aws_partition', 'current', { partition: 'aws-iso' })];
  const { modules, problems } = provePlan(planWith(resources), { modules: ['cado-cross-account-trust'] });
  expect(modules).toEqual([]);
  expect(problems).toEqual(['cado-cross-account-trust module.keys lies in the partition "aws-iso", for which no claims are made']);
});

describe('Inputs that a plan tells for sure', () => {
  const plan: JsonObject = {
    variables: { level: { value: 'pinned' } },
    configuration: {
      root_module: {
        module_calls: {
          role: {
            expressions: {
              external_id: { constant_value: 'f00d' },
              kms_tightening: { references: ['var.level'] },
              tags: { references: ['var.level', 'local.tags'] },
              role_name: { constant_value: '${each.value.name}', references: ['each.value.name', 'each.value'] },
            },
            module: {
              module_calls: {
                inner: { expressions: { kms_tightening: { references: ['var.level'] }, role_name: { constant_value: 'x' } } },
              },
            },
          },
        },
      },
    },
  };

  test.each([
    ['module.role["a.b"]', { external_id: 'f00d', kms_tightening: 'pinned' }],
    ['module.role[0].module.inner["x"]', { role_name: 'x' }],
    ['module.other', {}],
    ['', {}],
  ])('of %s', (address, inputs) => {
    expect(inputsOf(plan, address)).toEqual(inputs);
  });
});

describe('Names of the plan in place of those of claims', () => {
  test('are put in all at once, the longest first', () => {
    const { text } = renamer({
      names: new Map([
        ['a', 'b'],
        ['b', 'a'],
        ['ab', 'c'],
      ]),
      instanceTags: {},
    });
    expect(text('a b ab')).toBe('b a c');
  });

  test('every tag of an instance is wrong once', () => {
    const { contexts } = renamer({ names: new Map([['x', 'y']]), instanceTags: { one: '1', two: '2' } });
    const sample = 'ssm:resourceTag/CadoResponseSSMEnabled';
    expect(contexts({ [sample]: 'true', other: 'x' })).toEqual([{ other: 'y', 'ssm:resourceTag/one': '1', 'ssm:resourceTag/two': '2' }]);
    expect(contexts({ [sample]: 'false' })).toEqual([
      { 'ssm:resourceTag/one': 'false', 'ssm:resourceTag/two': '2' },
      { 'ssm:resourceTag/one': '1', 'ssm:resourceTag/two': 'false' },
    ]);
    expect(contexts({ other: ['x'] })).toEqual([{ other: ['y'] }]);
  });
});
