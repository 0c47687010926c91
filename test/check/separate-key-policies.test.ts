import type { JsonObject } from '../../src/policy/policy-json';
import { BASE, checked, edited, FOREIGN, found, GRANT, key, KEY_ARN, ROOT, USE, VOLUMES } from './base-plan';
import { block, change, policy, same, type Change } from './plan-json';

const NO_DISABLING: JsonObject = { Sid: 'Keep', Effect: 'Deny', Principal: '*', Action: 'kms:DisableKey', Resource: '*' };
const separate = (...statements: readonly JsonObject[]): JsonObject => ({
  key_id: KEY_ARN.split('/')[1] ?? '',
  policy: policy(...statements),
});
const SEPARATE = separate(ROOT, USE, GRANT);
const own = (...statements: readonly JsonObject[]): Change => change('aws_kms_key.volumes', VOLUMES, key(KEY_ARN, policy(...statements)));
const configuration = {
  root_module: { resources: [block('aws_kms_key.volumes', { policy: [] }), block('aws_kms_key_policy.x', { key_id: [], policy: [] })] },
};

describe('a key whose own policy changes, beside a policy that is a resource of its own', () => {
  test.each<[what: string, changes: readonly Change[], expected: readonly string[]]>([
    ['stays as it is, loses', [same('aws_kms_key_policy.x', SEPARATE), own(ROOT, GRANT)], ['lost-path aws_kms_key.volumes.policy']],
    [
      'stays as it is, opens',
      [same('aws_kms_key_policy.x', SEPARATE), own(ROOT, USE, GRANT, { ...USE, Sid: 'More', Principal: { AWS: FOREIGN } })],
      ['new-hole aws_kms_key.volumes.policy'],
    ],
    ['is put after it, loses nothing', [change('aws_kms_key_policy.x', SEPARATE, separate(ROOT, USE, GRANT, NO_DISABLING)), own(ROOT)], []],
    ['is made after it, loses nothing', [change('aws_kms_key_policy.x', null, SEPARATE), own(ROOT)], []],
    ['goes before it, loses nothing', [change('aws_kms_key_policy.x', SEPARATE, null), own(ROOT, USE, GRANT, NO_DISABLING)], []],
    ['goes before it, loses', [change('aws_kms_key_policy.x', SEPARATE, null), own(ROOT)], ['lost-path aws_kms_key.volumes.policy']],
  ])('that %s', (_what, changes, expected) => {
    expect(found(checked(edited(...changes), {}, { configuration }))).toEqual(expected);
    const { root_module: root } = configuration;
    // What goes is in no configuration any more.
    const without = { configuration: { root_module: { resources: root.resources.slice(0, 1) } } };
    expect(found(checked(edited(...changes), {}, without))).toEqual(expected);
  });

  test('that goes loses, where its own stays as it is', () => {
    const gone = change('aws_kms_key_policy.x', SEPARATE, null);
    expect(found(checked(edited(gone), {}, { configuration }))).toEqual(['lost-path aws_kms_key_policy.x.policy']);
  });
});

test('what a key loses by a resource that takes over its policy is told there', () => {
  expect(found(checked(edited(change('aws_kms_key_policy.x', null, separate(ROOT, GRANT)))))).toEqual([
    'lost-path aws_kms_key_policy.x.policy',
  ]);
});

test('the own policy of a new key may be unknown where another resource gives it one', () => {
  const made = change('aws_kms_key.new', null, { is_enabled: true }, { unknown: { arn: true, key_id: true, policy: true } });
  const put = change('aws_kms_key_policy.new', null, { policy: policy(ROOT, USE, GRANT) }, { unknown: { key_id: true } });
  const resources = [
    block('aws_kms_key.new', { policy: ['var.policy'] }),
    block('aws_kms_key_policy.new', { key_id: ['aws_kms_key.new.id', 'aws_kms_key.new'], policy: [] }),
  ];
  const more = { configuration: { root_module: { resources } } };
  expect(found(checked([...BASE, made, put], {}, more))).toEqual([]);
  expect(found(checked([...BASE, made], {}, more))).toEqual(['unknown-until-apply aws_kms_key.new.policy']);
});
