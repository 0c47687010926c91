import { acceptancesIn } from '../../src/check/findings/accepted';
import { planEstates } from '../../src/check/plan-estates';
import type { JsonObject } from '../../src/policy/policy-json';
import { BASE, checked, edited, found, GRANT, key, KEY_ARN, letters, policyOfNeed, ROOT, USE } from './base-plan';
import { allow, change, planText, policy, same } from './plan-json';

const USUAL = { partition: 'aws', account: '000000000000', region: 'us-east-1' } as const;

describe('what is accepted', () => {
  const LOST = edited(change('aws_kms_key.volumes', key(KEY_ARN, policy(ROOT, USE, GRANT)), null), policyOfNeed(['ebs:']));
  const accept = (...given: readonly string[]) => {
    const { acceptances, problems } = acceptancesIn(given);
    expect(problems).toEqual([]);
    return checked(LOST, { accepted: acceptances });
  };
  const ALL = ['lost-path aws_iam_role_policy.need.policy', 'lost-path aws_kms_key.volumes'];

  test.each<[name: string, given: readonly string[], left: readonly string[], accepted: readonly string[]]>([
    ['nothing', [], ALL, []],
    ['a place', ['lost-path=aws_kms_key.volumes'], [ALL[0]!], [ALL[1]!]],
    ['a resource for its attribute', ['lost-path=aws_iam_role_policy.need'], [ALL[1]!], [ALL[0]!]],
    ['both', ['lost-path=aws_kms_key.volumes', 'lost-path=aws_iam_role_policy.need.policy'], [], ALL],
    ['a path wherever it is', ['lost-path=B', 'lost-path=C'], [ALL[1]!], ALL],
    ['another rule', ['new-hole=aws_kms_key.volumes'], [...ALL, 'unused-accept aws_kms_key.volumes'], []],
    ['a type, which is no place', ['lost-path=aws_kms_key'], [...ALL, 'unused-accept aws_kms_key'], []],
    ['a place that is none', ['lost-path=aws_kms_key.old'], [...ALL, 'unused-accept aws_kms_key.old'], []],
  ])('%s', (_name, given, left, accepted) => {
    const result = accept(...given);
    expect([found(result), result.accepted.map(({ rule, place }) => `${rule} ${place}`).toSorted()]).toEqual([left, accepted]);
  });

  test('takes only what was named out of a finding', () => {
    const finding = accept('lost-path=B').findings.find(({ place }) => place === 'aws_kms_key.volumes');
    expect(finding && letters(finding)).not.toContain('B');
    expect(finding?.message).not.toContain('"B:');
  });

  test.each(['lost-path', 'lost-path=', 'lost=aws_kms_key.x', '=x', ''])('%p is none', (text) => {
    expect(acceptancesIn([text]).problems[0]).toContain('Accepted: --accept lost-path=aws_kms_key.old');
  });
});

describe('a plan that cannot be checked', () => {
  test.each<[name: string, text: string, wanted: RegExp]>([
    ['no JSON', '{', /is no JSON/],
    ['something else', '{"a": 1}', /is no plan/],
    ['a state', JSON.stringify({ values: { root_module: {} } }), /is a state/],
    ['a state file', JSON.stringify({ version: 4, resources: [] }), /is a state/],
    ['with errors', planText(BASE, { errored: true, complete: false }), /has errors and is incomplete/],
    ['of another format', planText(BASE, { format_version: '2.0' }), /has the format "2\.0"/],
    ['as Terraform keeps it', 'PK\u0003\u0004\u0014', /terraform show -json plan\.json prints it/],
    ['of PowerShell', '\uFFFD\uFFFD{\0"\0', /is UTF-16/],
  ])('%s', (_name, text, wanted) => {
    expect(planEstates(text, 'plan.json', USUAL)).toMatch(wanted);
  });

  test('leaves nothing out unseen', () => {
    expect(found(checked(BASE, {}, { complete: false }))).toEqual(['incomplete-plan']);
    expect(found(checked(BASE, {}, { format_version: '1.9' }))).toEqual([]);
  });

  test('has roles of the platform, or says that it has none', () => {
    expect(found(checked([same('aws_kms_key.k', key(KEY_ARN, policy(ROOT)))]))).toEqual(['no-role']);
  });
});

describe('one cause is one finding', () => {
  const instances = (after: JsonObject) =>
    ['web', 'db', 'log'].map((name, index) => {
      const arn = `${KEY_ARN.slice(0, -1)}${index + 4}`;
      return change(`aws_kms_key.volumes["${name}"]`, key(arn, policy(ROOT, USE, GRANT)), key(arn, policy(ROOT, after)));
    });

  test('instances of one block are told together', () => {
    const { findings } = checked([...BASE, ...instances(GRANT)]);
    expect(findings.map(({ rule, place, alike }) => [rule, place, alike])).toEqual([
      ['lost-path', 'aws_kms_key.volumes["web"].policy', ['aws_kms_key.volumes["db"].policy', 'aws_kms_key.volumes["log"].policy']],
    ]);
  });

  test('errors come first', () => {
    const wide = change('aws_iam_role_policy.x', null, {
      role: 'CadoResponseRole',
      name: 'x',
      policy: policy(allow({ Action: 'dynamodb:DeleteTable', Resource: '*' })),
    });
    expect(checked([wide, ...BASE, ...instances(GRANT)]).findings.map(({ severity }) => severity)).toEqual(['error', 'warning']);
  });
});

test('roles and keys that change are counted, each once', () => {
  const { keys, changed, targets } = checked(edited(policyOfNeed(['ebs:'])));
  expect({ keys, changed, targets: targets.length }).toEqual({ keys: 2, changed: 1, targets: 1 });
});
