import type { JsonObject } from '../../src/policy/policy-json';
import {
  ACCOUNT,
  checked,
  edited,
  found,
  grant,
  GRANT,
  GRANTED_ARN,
  inline,
  KEY_ARN,
  NEED,
  PLATFORM,
  ROLE,
  ROOT,
  USE,
  VOLUMES,
} from './base-plan';
import { block, change, policy, same, type Change } from './plan-json';

const ARN = `arn:aws:iam::${ACCOUNT}:policy/need`;
const NEEDED = inline('need', ...NEED);
const SEPARATE = { key_id: KEY_ARN.split('/')[1] ?? '', policy: policy(ROOT, USE, GRANT) };
const GRANTED = { ...grant(GRANTED_ARN, PLATFORM), grant_id: 'g1' };
const ATTACHED = { role: 'CadoResponseRole', policy_arn: ARN };
const managed = same('aws_iam_policy.need', { name: 'need', path: '/', arn: ARN, policy: policy(...NEED) });
const none = change('aws_iam_role_policy.need', null, null, { actions: ['no-op'] });

describe('what is destroyed under one address, and stays under another', () => {
  test.each<[what: string, address: string, values: JsonObject, besides: readonly Change[], expected: string]>([
    ['a role', 'aws_iam_role.target', ROLE, [], 'lost-path aws_iam_role.target'],
    ['an inline policy', 'aws_iam_role_policy.need', NEEDED, [], 'lost-path aws_iam_role_policy.need.policy'],
    ['an attachment', 'aws_iam_role_policy_attachment.x', ATTACHED, [none, managed], 'lost-path aws_iam_policy.need.policy'],
    ['a key', 'aws_kms_key.volumes', VOLUMES, [], 'lost-path aws_kms_key.volumes'],
    ['a policy of a key', 'aws_kms_key_policy.old', SEPARATE, [], 'lost-path aws_kms_key_policy.old.policy'],
    ['a grant', 'aws_kms_grant.ours', GRANTED, [], 'lost-path aws_kms_grant.ours'],
  ])('is gone: %s', (_what, address, values, besides, expected) => {
    const kept = same(`${address.split('.')[0]}.imported`, values);
    expect(found(checked(edited(...besides, change(address, values, null), kept)))).toEqual([expected]);
    // What Terraform forgets is not destroyed.
    expect(found(checked(edited(...besides, change(address, values, null, { actions: ['forget'] }), kept)))).toEqual([]);
  });

  test('may be gone where the other one is put: nothing orders the two', () => {
    const other = change('aws_iam_role_policy.imported', NEEDED, inline('need', ...NEED.toReversed()));
    expect(found(checked(edited(change('aws_iam_role_policy.need', NEEDED, null), other)))).toEqual([
      'possible-loss aws_iam_role_policy.imported',
    ]);
  });

  test('may be another one of the same', () => {
    const other = same('aws_kms_grant.other', { ...GRANTED, grant_id: 'g2' });
    expect(found(checked(edited(change('aws_kms_grant.ours', GRANTED, null), other)))).toEqual([]);
    const elsewhere = { ...ROLE, arn: 'arn:aws:iam::777777777777:role/CadoResponseRole' };
    const configuration = {
      root_module: {
        resources: [
          block('aws_iam_role.target', {}),
          block('aws_iam_role_policy.need', {}),
          block('aws_iam_role.b', {}, 'aws.b'),
          block('aws_iam_role_policy.b', {}, 'aws.b'),
        ],
      },
    };
    const gone = [change('aws_iam_role.b', elsewhere, null), change('aws_iam_role_policy.gone', NEEDED, null)];
    expect(found(checked(edited(...gone), {}, { configuration }))).toEqual([]);
  });
});
