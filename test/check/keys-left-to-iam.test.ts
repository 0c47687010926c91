import { ACCOUNT, BASE, checked, found, inline, NEED, PLATFORM_ACCOUNT } from './base-plan';
import { allow, change } from './plan-json';
import type { JsonObject } from '../../src/policy/policy-json';

/** Plans of roles whose keys another configuration has. */
const WITHOUT_KEYS = BASE.filter(({ address }) => !address.startsWith('aws_kms') && address !== 'aws_iam_role_policy.need');
/** On temporary keys of the platform alone, but for what looks at keys. */
const NEED_WITHOUT_KEYS = [
  allow({ Action: 'kms:DescribeKey', Resource: `arn:aws:kms:*:${ACCOUNT}:key/*` }),
  ...NEED.map((statement) =>
    JSON.stringify(statement['Action']).includes('kms:Decrypt')
      ? { ...statement, Resource: `arn:aws:kms:*:${PLATFORM_ACCOUNT}:key/*` }
      : statement,
  ),
];
const PLACE = 'aws_iam_role_policy.need.policy';
const edited = (before: readonly JsonObject[], after: readonly JsonObject[]): ReturnType<typeof checked> =>
  checked([...WITHOUT_KEYS, change('aws_iam_role_policy.need', inline('need', ...before), inline('need', ...after))]);

test('use of KMS that a role loses may be lost on keys that are not in the plan', () => {
  const { findings } = edited(NEED, NEED_WITHOUT_KEYS);
  expect(findings.map(({ rule, place }) => `${rule} ${place}`)).toEqual([`possible-loss ${PLACE}`]);
  expect(findings[0]?.message).toContain('on a key whose policy leaves it to IAM, the target role: kms:Decrypt');
  expect(findings[0]?.mend).toContain('where their policies name the role, nothing is lost');
});

test.each<[what: string, before: readonly JsonObject[], after: readonly JsonObject[]]>([
  ['stays in other words', NEED, [...NEED_WITHOUT_KEYS, allow({ Action: 'kms:*', Resource: '*' })]],
  ['was not there', NEED_WITHOUT_KEYS, NEED_WITHOUT_KEYS.toReversed()],
  ['comes', NEED_WITHOUT_KEYS, NEED],
])('use of KMS that %s is not lost', (_what, before, after) => {
  expect(found(edited(before, after)).filter((one) => one.includes('loss') || one.includes('lost'))).toEqual([]);
});
