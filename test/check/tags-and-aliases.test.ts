import type { JsonObject } from '../../src/policy/policy-json';
import { ACCOUNT, checked, edited, found, inline, key, KEY_ARN, NEED, ROOT, USE, GRANT } from './base-plan';
import { allow, block, change, policy, same, type Change } from './plan-json';

const KEY_ID = KEY_ARN.slice(KEY_ARN.indexOf('/') + 1);
const USES = ['kms:DescribeKey', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'];
const onKeys = (condition: JsonObject): JsonObject =>
  allow({ Action: USES, Resource: `arn:aws:kms:*:${ACCOUNT}:key/*`, Condition: condition });
const OTHERS = NEED.filter((statement) => !JSON.stringify(statement).includes('kms:Decrypt'));
const asking = (condition: JsonObject): Change => same('aws_iam_role_policy.need', inline('need', ...OTHERS, onKeys(condition)));

describe('tags of keys that a policy asks for', () => {
  const ASKING = asking({ StringEquals: { 'aws:ResourceTag/forensics': 'allowed' } });
  const tagged = (tags: JsonObject): JsonObject => key(KEY_ARN, policy(ROOT), { tags, tags_all: tags });
  const retagged = (before: JsonObject, after: JsonObject): Change => change('aws_kms_key.volumes', tagged(before), tagged(after));

  test.each<[name: string, before: JsonObject, after: JsonObject, expected: readonly string[]]>([
    ['changes', { forensics: 'allowed' }, { forensics: 'no' }, ['lost-path aws_kms_key.volumes']],
    ['goes', { forensics: 'allowed', team: 'a' }, { team: 'a' }, ['lost-path aws_kms_key.volumes']],
    ['comes', {}, { forensics: 'allowed' }, ['new-hole aws_kms_key.volumes']],
    ['stays', { forensics: 'allowed', team: 'a' }, { forensics: 'allowed', team: 'b' }, []],
  ])('one %s', (_name, before, after, expected) => {
    expect(found(checked(edited(ASKING, retagged(before, after))))).toEqual(expected);
  });

  test('the message tells what the condition wants, and the mend speaks of tags', () => {
    const [finding] = checked(edited(ASKING, retagged({ forensics: 'allowed' }, { forensics: 'no' }))).findings;
    expect(finding?.message).toContain('aws:ResourceTag/forensics');
    expect(finding?.mend).toContain('Keep the tags and aliases of the key');
  });

  test('one that is unknown until apply may be lost', () => {
    const after = key(KEY_ARN, policy(ROOT));
    const unknown = change('aws_kms_key.volumes', tagged({ forensics: 'allowed' }), after, { unknown: { tags: true, tags_all: true } });
    expect(found(checked(edited(ASKING, unknown)))).toEqual(['possible-loss aws_kms_key.volumes']);
  });

  test('a key that AWS manages has none, so that it never could be used', () => {
    const gone = change(
      'aws_iam_role_policy.need',
      inline('need', ...OTHERS, onKeys({ StringEquals: { 'aws:ResourceTag/forensics': 'allowed' } })),
      inline('need', ...OTHERS),
    );
    const { findings } = checked(edited(gone, retagged({ forensics: 'allowed' }, { forensics: 'allowed' })));
    const lost = findings.flatMap(({ details }) => details.map(({ what }) => what.slice(0, 1)));
    expect(lost).toContain('B');
    expect(lost).not.toContain('C');
  });

  test('a Deny that spares those without a tag', () => {
    const deny = {
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceTag/frozen': 'yes' } },
    };
    const frozen = (tags: JsonObject): JsonObject => key(KEY_ARN, policy(ROOT, USE, GRANT, deny), { tags, tags_all: tags });
    expect(found(checked(edited(change('aws_kms_key.volumes', frozen({}), frozen({ frozen: 'yes' })))))).toEqual([
      'lost-path aws_kms_key.volumes',
    ]);
  });
});

describe('aliases of keys that a policy asks for', () => {
  const ASKING = asking({ 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/app/*' } });
  const KEY = key(KEY_ARN, policy(ROOT));
  const VOLUMES = same('aws_kms_key.volumes', KEY);
  const alias = (name: string): JsonObject => ({ name, target_key_id: KEY_ID, target_key_arn: KEY_ARN });

  test.each<[name: string, aliases: readonly Change[], expected: readonly string[]]>([
    ['goes', [change('aws_kms_alias.a', alias('alias/app/web'), null)], ['lost-path aws_kms_key.volumes']],
    ['gets another name', [change('aws_kms_alias.a', alias('alias/app/web'), alias('alias/web'))], ['lost-path aws_kms_key.volumes']],
    ['gets another name that fits', [change('aws_kms_alias.a', alias('alias/app/web'), alias('alias/app/www'))], []],
    [
      'stays beside one that goes',
      [same('aws_kms_alias.a', alias('alias/app/web')), change('aws_kms_alias.b', alias('alias/b'), null)],
      [],
    ],
    ['comes', [change('aws_kms_alias.a', null, alias('alias/app/web'))], ['new-hole aws_kms_key.volumes']],
  ])('one %s', (_name, aliases, expected) => {
    expect(found(checked(edited(ASKING, VOLUMES, ...aliases)))).toEqual(expected);
  });

  test('one that another configuration may give is taken to be there while those of the plan stay', () => {
    const gone = change(
      'aws_iam_role_policy.need',
      inline('need', ...OTHERS, onKeys({ 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/app/*' } })),
      inline('need', ...OTHERS),
    );
    expect(found(checked(edited(gone, VOLUMES, same('aws_kms_alias.a', alias('alias/b')))))).toEqual([
      'lost-path aws_iam_role_policy.need.policy',
    ]);
  });

  test('one that points to another key by its block', () => {
    const { target_key_id: _id, target_key_arn: _arn, ...unpointed } = alias('alias/app/web');
    const moved = change('aws_kms_alias.a', alias('alias/app/web'), unpointed, { unknown: { target_key_id: true, target_key_arn: true } });
    const other = change(
      'aws_kms_key.other',
      null,
      { policy: policy(ROOT), description: 'new', is_enabled: true },
      { unknown: { arn: true, key_id: true } },
    );
    const configuration = {
      root_module: { resources: [block('aws_kms_alias.a', { target_key_id: ['aws_kms_key.other.key_id', 'aws_kms_key.other'] })] },
    };
    expect(found(checked(edited(ASKING, VOLUMES, moved, other), {}, { configuration }))).toEqual(['lost-path aws_kms_key.volumes']);
  });

  test('nobody asks for one', () => {
    expect(checked(edited(VOLUMES, change('aws_kms_alias.a', alias('alias/app/web'), null))).changed).toBe(0);
  });
});
