import type { JsonObject } from '../../src/policy/policy-json';
import { ACCOUNT, checked, edited, found, inline, NEED, role, ROLE, TRUST } from './base-plan';
import { allow, change, policy, same, type Change } from './plan-json';

const NEEDED = inline('need', ...NEED);
const AGAIN = { actions: ['delete', 'create'] };

/** The target's role, destroyed and made again under its name. */
function replaced(values: JsonObject = {}, actions = ['delete', 'create']): Change {
  const { arn: _old, ...made } = { ...ROLE, ...values };
  return change('aws_iam_role.target', { ...ROLE, ...values }, made, { actions, unknown: { arn: true } });
}

const MANAGED = `arn:aws:iam::${ACCOUNT}:policy/Need`;
const managed = same('aws_iam_policy.need', { name: 'Need', arn: MANAGED, policy: policy(...NEED) });
const NO_INLINE = change('aws_iam_role_policy.need', null, null);
const attachment = { role: 'CadoResponseRole', policy_arn: MANAGED };
const LOST = ['lost-path aws_iam_role.target'];

describe('a role that is destroyed and made again', () => {
  test.each([[['delete', 'create']], [['create', 'delete']]])('loses an inline policy that stays as it is, by %j', (actions) => {
    const { findings } = checked(edited(replaced({}, actions)));
    expect(findings.map(({ rule, severity, place }) => [rule, severity, place])).toEqual([['lost-path', 'error', 'aws_iam_role.target']]);
    expect(findings[0]?.message).toContain(
      'The role would be destroyed and made again, and it would not get aws_iam_role_policy.need.policy again',
    );
    expect(findings[0]?.mend).toMatch(/replace_triggered_by.*-replace.*apply twice/);
  });

  test.each<[what: string, need: Change]>([
    ['is replaced', change('aws_iam_role_policy.need', NEEDED, NEEDED, AGAIN)],
    ['is put again, since its text changes', change('aws_iam_role_policy.need', NEEDED, inline('need', ...NEED.toReversed()))],
  ])('keeps an inline policy that %s', (_what, need) => {
    expect(found(checked(edited(replaced(), need)))).toEqual([]);
  });

  test('loses what Terraform forgets', () => {
    expect(found(checked(edited(replaced(), change('aws_iam_role_policy.need', NEEDED, null, { actions: ['forget'] }))))).toEqual(LOST);
  });

  test('keeps what its own blocks give it', () => {
    const blocks = { inline_policy: [{ name: 'need', policy: policy(...NEED) }], managed_policy_arns: [] };
    expect(found(checked(edited(replaced(blocks), NO_INLINE)))).toEqual([]);
    expect(found(checked(edited(replaced({ inline_policy: [], managed_policy_arns: [MANAGED] }), NO_INLINE, managed)))).toEqual([]);
  });

  test.each<[what: string, actions: readonly string[], expected: readonly string[]]>([
    ['stays as it is', ['no-op'], LOST],
    ['is replaced', ['delete', 'create'], []],
  ])('and an attachment that %s', (_what, actions, expected) => {
    const attached = change('aws_iam_role_policy_attachment.need', attachment, attachment, { actions });
    const { findings } = checked(edited(replaced(), NO_INLINE, managed, attached));
    expect(findings.map(({ rule, place }) => `${rule} ${place}`)).toEqual(expected);
    if (expected.length > 0) expect(findings[0]?.message).toContain('it would not get aws_iam_policy.need.policy again');
  });

  test('may lose a policy that the plan does not show', () => {
    const attached = same('aws_iam_role_policy_attachment.need', attachment);
    const { findings } = checked(edited(replaced(), NO_INLINE, attached));
    expect(findings.map(({ rule, place }) => `${rule} ${place}`)).toEqual(LOST);
    expect(findings[0]?.message).toContain(`may work and would be lost`);
    expect(findings[0]?.message).toContain(`would not get ${MANAGED} again`);
  });

  test.each<[what: string, before: readonly string[], expected: readonly string[]]>([
    ['has already', ['CadoResponseRole', 'Other'], LOST],
    ['is added to', ['Other'], []],
  ])('and an attachment for several that it %s', (_what, before, expected) => {
    const several = (roles: readonly string[]) => ({ name: 'several', policy_arn: MANAGED, roles });
    const attached = change('aws_iam_policy_attachment.several', several(before), several(['CadoResponseRole', 'Other', 'Another']));
    const direct = change('aws_iam_role_policy.need', NEEDED, null);
    const base = before.includes('CadoResponseRole') ? NO_INLINE : direct;
    expect(found(checked(edited(replaced(), base, managed, attached)))).toEqual(expected);
  });

  test('takes nothing from another role', () => {
    const other = role('Other', policy(TRUST), { arn: `arn:aws:iam::${ACCOUNT}:role/Other` });
    const { arn: _old, ...made } = other;
    const again = change('aws_iam_role.other', other, made, { ...AGAIN, unknown: { arn: true } });
    expect(found(checked(edited(again)))).toEqual([]);
  });

  test('loses a Deny of its policies too', () => {
    const open = allow({ Action: '*', Resource: '*' });
    const blocks = { inline_policy: [{ name: 'all', policy: policy(open) }], managed_policy_arns: [] };
    const guard = { Effect: 'Deny', Action: 'iam:*', Resource: '*' };
    const denying = (actions: readonly string[]) =>
      found(
        checked(edited(replaced(blocks), change('aws_iam_role_policy.need', inline('need', guard), inline('need', guard), { actions }))),
      );
    expect(denying(['no-op'])).toEqual(['new-hole aws_iam_role_policy.need.policy']);
    expect(denying(['delete', 'create'])).toEqual([]);
  });

  test('is told apart from one whose policy is destroyed', () => {
    const second = same('aws_iam_role.second', role('CadoResponseSecond', policy(TRUST)));
    const gone = change('aws_iam_role_policy.second', { ...NEEDED, role: 'CadoResponseSecond' }, null);
    expect(found(checked([...edited(replaced()), second, gone]))).toEqual([...LOST, 'lost-path aws_iam_role_policy.second.policy']);
  });
});
