import type { JsonObject } from '../../src/policy/policy-json';
import { ACCOUNT, BASE, checked, edited, found, NEED, role, TRUST } from './base-plan';
import { change, policy, same } from './plan-json';

const block = (type: string, attribute: string, expression: JsonObject): JsonObject => ({
  mode: 'managed',
  type,
  name: 'x',
  expressions: { [attribute]: expression },
});

/** A module that is in another one, with a variable that goes to an attribute. */
const nested = (resource: JsonObject, given: JsonObject, passed: JsonObject): JsonObject => ({
  configuration: {
    root_module: {
      module_calls: {
        outer: {
          expressions: passed,
          module: {
            variables: { outer: { default: null } },
            module_calls: { inner: { expressions: given, module: { variables: { inner: { default: null } }, resources: [resource] } } },
          },
        },
      },
    },
  },
});
const VARIABLE = { references: ['var.inner'] };
const THROUGH = { inner: { references: ['var.outer'] } };

describe('the policy of a new key', () => {
  const made = (address: string) => change(address, null, { is_enabled: true }, { unknown: { arn: true, key_id: true, policy: true } });
  const IN_MODULE = 'module.outer.module.inner.aws_kms_key.x';

  test.each<[what: string, more: JsonObject]>([
    ['a variable that is null by default', nested(block('aws_kms_key', 'policy', VARIABLE), {}, {})],
    ['a variable that is given one', nested(block('aws_kms_key', 'policy', VARIABLE), THROUGH, {})],
    ['a variable that is given null', nested(block('aws_kms_key', 'policy', VARIABLE), { inner: { constant_value: null } }, {})],
  ])('is AWS’s default where it is %s', (_what, more) => {
    expect(found(checked([...BASE, made(IN_MODULE)], {}, more))).toEqual([]);
  });

  test('is AWS’s default where it is null', () => {
    const configuration = { root_module: { resources: [block('aws_kms_key', 'policy', { constant_value: null })] } };
    expect(found(checked([...BASE, made('aws_kms_key.x')], {}, { configuration }))).toEqual([]);
  });

  test.each<[what: string, more: JsonObject]>([
    [
      'a variable that is given what is unknown',
      nested(block('aws_kms_key', 'policy', VARIABLE), { inner: { references: ['local.p'] } }, {}),
    ],
    ['of more than a variable', nested(block('aws_kms_key', 'policy', { references: ['var.inner', 'local.p'] }), {}, {})],
    ['given from outside', nested(block('aws_kms_key', 'policy', VARIABLE), THROUGH, { outer: { references: ['aws_iam_role.x.arn'] } })],
  ])('is unknown where it is %s', (_what, more) => {
    expect(found(checked([...BASE, made(IN_MODULE)], {}, more))).toEqual([`unknown-until-apply ${IN_MODULE}.policy`]);
  });
});

test('a role whose list of policies is null does not keep one whose attachment goes', () => {
  const arn = `arn:aws:iam::${ACCOUNT}:policy/need`;
  const shown = { ...role('CadoResponseRole', policy(TRUST)), managed_policy_arns: [arn] };
  const changes = edited(
    same('aws_iam_role.target', shown),
    change('aws_iam_role_policy.need', null, null, { actions: ['no-op'] }),
    same('aws_iam_policy.need', { name: 'need', path: '/', arn, policy: policy(...NEED) }),
    change('aws_iam_role_policy_attachment.x', { role: 'CadoResponseRole', policy_arn: arn }, null),
  );
  const target = { ...block('aws_iam_role', 'managed_policy_arns', { constant_value: null }), name: 'target' };
  expect(found(checked(changes, {}, { configuration: { root_module: { resources: [target] } } }))).toEqual([
    'lost-path aws_iam_policy.need.policy',
  ]);
});
