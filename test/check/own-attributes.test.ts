import type { JsonObject } from '../../src/policy/policy-json';
import { ACCOUNT, checked, edited, found, inline, NEED, role, TRUST } from './base-plan';
import { block, change, policy, same, type Change, type ChangeExtras } from './plan-json';

const ARN = `arn:aws:iam::${ACCOUNT}:policy/need`;
const shown = (arns: readonly string[], policies: readonly string[]): JsonObject =>
  role('CadoResponseRole', policy(TRUST), {
    managed_policy_arns: arns,
    inline_policy: policies.map((name) => ({ name, policy: policy(...NEED) })),
  });
const becomes = (before: JsonObject, after: JsonObject, extras: ChangeExtras = {}): Change =>
  change('aws_iam_role.target', before, after, extras);
const configuration = { root_module: { resources: [block('aws_iam_role.target', { managed_policy_arns: [], inline_policy: [] })] } };
const after = (...changes: readonly Change[]) => found(checked(edited(...changes), {}, { configuration }));
const NEEDED = inline('need', ...NEED);

describe('a role whose own attributes change, beside a resource that gives it a policy', () => {
  test.each<[what: string, need: Change, expected: readonly string[]]>([
    ['stays as it is', same('aws_iam_role_policy.need', NEEDED), ['lost-path aws_iam_role_policy.need.policy']],
    ['is put again', change('aws_iam_role_policy.need', NEEDED, inline('need', ...NEED.toReversed())), []],
    ['is made', change('aws_iam_role_policy.need', null, NEEDED), []],
  ])('takes away an inline policy that %s', (_what, need, expected) => {
    expect(after(becomes(shown([], ['need']), shown([], [])), need)).toEqual(expected);
  });

  test.each<[what: string, attached: (values: JsonObject) => Change, expected: readonly string[]]>([
    ['stays as it is', (values) => same('aws_iam_role_policy_attachment.x', values), ['lost-path aws_iam_policy.need.policy']],
    ['is made', (values) => change('aws_iam_role_policy_attachment.x', null, values), []],
    [
      'stays for all roles',
      ({ policy_arn }) => same('aws_iam_policy_attachment.x', { roles: ['CadoResponseRole'], policy_arn: policy_arn ?? '' }),
      ['lost-path aws_iam_policy.need.policy'],
    ],
  ])('takes away an attachment that %s', (_what, attached, expected) => {
    const managed = same('aws_iam_policy.need', { name: 'need', path: '/', arn: ARN, policy: policy(...NEED) });
    const none = change('aws_iam_role_policy.need', null, null, { actions: ['no-op'] });
    const attachment = attached({ role: 'CadoResponseRole', policy_arn: ARN });
    expect(after(none, managed, becomes(shown([ARN], []), shown([], [])), attachment)).toEqual(expected);
    expect(after(none, managed, becomes(shown([ARN], []), { ...shown([ARN], []), description: 'x' }), attachment)).toEqual([]);
  });

  test('takes away what an attachment for all roles has that is put on another role', () => {
    const managed = same('aws_iam_policy.need', { name: 'need', path: '/', arn: ARN, policy: policy(...NEED) });
    const none = change('aws_iam_role_policy.need', null, null, { actions: ['no-op'] });
    const all = (...roles: readonly string[]): JsonObject => ({ roles, policy_arn: ARN });
    const more = change('aws_iam_policy_attachment.x', all('CadoResponseRole'), all('CadoResponseRole', 'Other'));
    expect(after(none, managed, becomes(shown([ARN], []), shown([], [])), more)).toEqual(['lost-path aws_iam_policy.need.policy']);
  });

  test('takes away nothing that is unknown', () => {
    const { inline_policy: _old, ...rest } = shown([], ['need']);
    const unknown = becomes(shown([], ['need']), rest, { unknown: { inline_policy: true } });
    expect(after(unknown)).toEqual(['unknown-until-apply aws_iam_role.target.inline_policy']);
  });
});

describe('a list that is exclusive', () => {
  const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const LIST = 'aws_iam_role_policy_attachments_exclusive.x';
  const list = (...arns: readonly string[]): JsonObject => ({ role_name: 'CadoResponseRole', policy_arns: arns });
  const managed = same('aws_iam_policy.need', { name: 'need', path: '/', arn: ARN, policy: policy(...NEED) });

  test.each<[what: string, before: JsonObject | null]>([
    ['is made', null],
    ['changes', list()],
  ])('attaches what the role has not, where it %s', (_what, before) => {
    expect(after(change(LIST, before, list(ADMINISTRATOR)))).toEqual([`new-hole ${LIST} AdministratorAccess`]);
    expect(after(change('aws_iam_role_policy.need', NEEDED, null), managed, change(LIST, before, list(ARN)))).toEqual([]);
  });

  test('attaches nothing where it stays', () => {
    const none = change('aws_iam_role_policy.need', null, null, { actions: ['no-op'] });
    const gone = change('aws_iam_role_policy_attachment.x', { role: 'CadoResponseRole', policy_arn: ARN }, null);
    expect(after(none, managed, gone, same(LIST, list(ARN)))).toEqual(['lost-path aws_iam_policy.need.policy']);
  });
});
