import type { Json, JsonObject } from '../../src/policy/policy-json';
import { BASE, checked, found, GRANT, key, KEY_ARN, role, ROOT, TRUST } from './base-plan';
import { allow, change, policy, type Change } from './plan-json';

/** What is there before a plan, as its prior state has it. */
function stateOf(changes: readonly Change[], more: readonly JsonObject[] = []): JsonObject {
  const resources = changes.map(({ change: its, ...resource }): JsonObject => {
    const values = (its as JsonObject)['before'] ?? null;
    return { ...resource, values };
  });
  return { values: { root_module: { resources: [...resources, ...more] as Json } } };
}
const LEFT_OUT = { complete: false, prior_state: stateOf(BASE) };

describe('a plan with -target, which has only what it changes', () => {
  test('a role loses by its trust what its policies give, which stay', () => {
    const trust = policy(allow({ Principal: { AWS: 'arn:aws:iam::111122223333:role/Other' }, Action: 'sts:AssumeRole' }));
    const changes = [change('aws_iam_role.target', role('CadoResponseRole', policy(TRUST)), role('CadoResponseRole', trust))];
    const check = checked(changes, {}, LEFT_OUT);
    expect(found(check)).toContain('lost-path aws_iam_role.target.assume_role_policy');
    expect(check.keys).toBe(2);
  });

  test('what nothing changes of is no finding', () => {
    const volumes = BASE.filter(({ address }) => address === 'aws_kms_key.volumes');
    expect(found(checked(volumes, {}, LEFT_OUT))).toEqual(['incomplete-plan']);
  });

  test('an object that a replacement left behind is none of those that stay', () => {
    const old = BASE.find(({ address }) => address === 'aws_kms_key.volumes');
    const left = { ...old, change: undefined, values: key(KEY_ARN, policy(ROOT)), deposed_key: 'ab12cd34' } as unknown as JsonObject;
    const prior_state = stateOf(BASE, [left]);
    const gone = change(
      'aws_iam_role.target',
      role('CadoResponseRole', policy(TRUST)),
      role('CadoResponseRole', policy(TRUST), { description: 'x' }),
    );
    const check = checked([gone], {}, { complete: false, prior_state });
    expect(found(check)).toEqual(['incomplete-plan']);
    expect(check.changed).toBe(0);
  });

  test('what moves is told under its new address alone', () => {
    const moved = change('aws_kms_key.moved', key(KEY_ARN, policy(ROOT, GRANT)), key(KEY_ARN, policy(ROOT, GRANT)), {
      more: { previous_address: 'aws_kms_key.volumes' },
    });
    const rest = BASE.filter(({ address }) => address !== 'aws_kms_key.volumes');
    expect(found(checked([moved, ...rest], {}, { prior_state: stateOf(BASE) }))).toEqual([]);
  });
});
