import type { JsonObject } from '../../../src/policy/policy-json';
import { ACCOUNT, BASE, checked, FOREIGN, found, PLATFORM_ACCOUNT } from '../base-plan';
import { allow, change, same, type Change } from '../plan-json';
import { ALL, ATTACHMENT, attachment, CONFIGURATION, content, deny, kept, PLACE, POLICY } from './plan';

const scp = (...statements: readonly JsonObject[]): JsonObject => content('SERVICE_CONTROL_POLICY', ...statements);
const SNAPSHOT = scp(deny('ec2:CreateSnapshot'));
const [OU, OTHER_OU, ROOT] = ['ou-abcd-12345678', 'ou-abcd-87654321', 'r-abcd'];
const [LOST, MAY_BE_LOST] = [[`lost-path ${PLACE}`], [`possible-loss ${PLACE}`]];

/** What is found where the policy is one before and another one after. */
const changed = (before: JsonObject | null, after: JsonObject | null, ...others: readonly Change[]): readonly string[] =>
  found(checked([...BASE, change(POLICY, before, after), ...others]));

describe('a service control policy that is made', () => {
  const created = (values: JsonObject, ...others: readonly Change[]): readonly string[] => {
    const { id: _unknown, ...made } = values;
    return found(
      checked([...BASE, change(POLICY, null, made, { unknown: { id: true } }), ...others], {}, { configuration: CONFIGURATION }),
    );
  };
  const attached = (target: string): Change => change(ATTACHMENT, null, { target_id: target }, { unknown: { policy_id: true } });

  test.each<[where: string, others: readonly Change[], expected: readonly string[]]>([
    ['nobody knows where', [], MAY_BE_LOST],
    ['to what is known only on apply', [change(ATTACHMENT, null, {}, { unknown: { policy_id: true, target_id: true } })], MAY_BE_LOST],
    ['to a unit', [attached(OU)], MAY_BE_LOST],
    ['to the root', [attached(ROOT)], MAY_BE_LOST],
    ['to the account', [attached(ACCOUNT)], LOST],
    ['to another account', [attached(FOREIGN)], []],
  ])('is attached %s', (_where, others, expected) => {
    expect(created(SNAPSHOT, ...others)).toEqual(expected);
  });

  test('and is about something else takes nothing away', () => {
    expect(created(scp(deny('s3:DeleteBucket')), attached(ACCOUNT))).toEqual([]);
  });

  test.each<[what: string, statement: JsonObject]>([
    ['everything', deny('*')],
    ['all Regions but one', deny('*', { Condition: { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } } })],
  ])('and denies %s in the account of the target tells the target alone', (_what, statement) => {
    const { findings } = checked([...BASE, kept(scp(statement)), ...attachment(undefined, ACCOUNT)]);
    expect(findings.map(({ rule, place }) => `${rule} ${place}`)).toEqual(LOST);
    const messages = findings.flatMap(({ details }) => details.map(({ message }) => message));
    expect(messages.length).toBeGreaterThan(2);
    for (const message of messages) expect(message).toContain('would be lost: the target role: ');
  });

  test('and denies everything in the account of the platform tells nobody of the target’s', () => {
    const { findings } = checked([...BASE, kept(scp(deny('*'))), ...attachment(undefined, PLATFORM_ACCOUNT)]);
    expect(findings.map(({ rule, place }) => `${rule} ${place}`)).toEqual(LOST);
    expect(JSON.stringify(findings)).not.toContain('the target role: ');
  });
});

describe('a service control policy that is there', () => {
  test.each<[what: string, before: string | undefined, after: string | undefined, expected: readonly string[]]>([
    ['is attached to the account', undefined, ACCOUNT, LOST],
    ['is attached to another account', undefined, FOREIGN, []],
    ['is attached to a unit', undefined, OU, MAY_BE_LOST],
    ['goes to the account', FOREIGN, ACCOUNT, LOST],
    ['goes to another account', ACCOUNT, FOREIGN, []],
    ['goes to another unit', OU, OTHER_OU, MAY_BE_LOST],
    ['goes from a unit to the account', OU, ACCOUNT, LOST],
    ['stays at the account', ACCOUNT, ACCOUNT, []],
    ['stays at a unit', OU, OU, []],
    ['stays nobody knows where', undefined, undefined, []],
    ['is detached', ACCOUNT, undefined, []],
  ])('and denies %s', (_what, before, after, expected) => {
    expect(changed(SNAPSHOT, SNAPSHOT, ...attachment(before, after))).toEqual(expected);
  });

  test('and is destroyed takes no Deny away from anybody', () => {
    expect(changed(SNAPSHOT, null, ...attachment(ACCOUNT, undefined))).toEqual([]);
    expect(changed(SNAPSHOT, null)).toEqual([]);
    expect(changed(scp(ALL), null)).toEqual([]);
  });

  test('and denied before takes nothing that worked', () => {
    expect(changed(SNAPSHOT, scp(deny(['ec2:CreateSnapshot', 'ec2:DescribeInstances'])), ...attachment(ACCOUNT, ACCOUNT))).toEqual([]);
  });

  test('tells each policy that denies', () => {
    const other = change('aws_organizations_policy.y', null, { ...scp(deny('ec2:DescribeInstances')), id: 'p-y' });
    const others = [
      ...attachment(undefined, ACCOUNT),
      ...attachment(undefined, ACCOUNT, 'p-y', 'aws_organizations_policy_attachment.y'),
      other,
    ];
    expect(changed(SNAPSHOT, SNAPSHOT, ...others).toSorted()).toEqual([...LOST, 'lost-path aws_organizations_policy.y.content']);
  });
});

describe('a service control policy that allows', () => {
  const NARROW = scp(allow({ Action: ['s3:*', 'sts:*'], Resource: '*' }));
  const FULL = (before: string | undefined, after: string | undefined): readonly Change[] =>
    attachment(before, after, 'p-FullAWSAccess', 'aws_organizations_policy_attachment.full');
  const HERE = attachment(ACCOUNT, ACCOUNT);

  test.each<[what: string, before: JsonObject | null, after: JsonObject | null, others: readonly Change[], expected: readonly string[]]>([
    ['less in the account', scp(ALL), NARROW, HERE, LOST],
    ['less nobody knows where', scp(ALL), NARROW, [], MAY_BE_LOST],
    ['less in another account', scp(ALL), NARROW, attachment(FOREIGN, FOREIGN), []],
    ['less beside AWS’s own', scp(ALL), NARROW, [...HERE, ...FULL(ACCOUNT, ACCOUNT)], []],
    ['more in the account', NARROW, scp(ALL), HERE, []],
    ['something and is attached', NARROW, NARROW, attachment(undefined, ACCOUNT), MAY_BE_LOST],
    ['something and is attached beside AWS’s own', NARROW, NARROW, [...attachment(undefined, ACCOUNT), ...FULL(ACCOUNT, ACCOUNT)], []],
    ['all and is detached', scp(ALL), scp(ALL), attachment(ACCOUNT, undefined), MAY_BE_LOST],
    ['all and goes to another account', scp(ALL), scp(ALL), attachment(ACCOUNT, FOREIGN), MAY_BE_LOST],
    ['all and goes to another unit', scp(ALL), scp(ALL), attachment(OU, OTHER_OU), MAY_BE_LOST],
    ['all and gives way to AWS’s own', scp(ALL), scp(ALL), [...attachment(ACCOUNT, undefined), ...FULL(undefined, ACCOUNT)], []],
  ])('%s', (_what, before, after, others, expected) => {
    expect(changed(before, after, ...others)).toEqual(expected);
  });

  test('some alone is sure where AWS’s own goes', () => {
    const { findings } = checked([...BASE, kept(NARROW), ...attachment(undefined, ACCOUNT), ...FULL(ACCOUNT, undefined)]);
    expect(findings.map(({ rule, place }) => `${rule} ${place}`)).toEqual(['lost-path aws_organizations_policy_attachment.full']);
  });

  test('and whose text is known only on apply is still attached', () => {
    const unknown = change(POLICY, scp(ALL), { ...scp(ALL), content: null }, { unknown: { content: true } });
    expect(found(checked([...BASE, unknown, ...HERE]))).toEqual([`unknown-until-apply ${PLACE}`]);
  });

  test('says what stands beside it', () => {
    const [attached] = checked([...BASE, same(POLICY, NARROW), ...attachment(undefined, ACCOUNT)]).findings;
    expect(attached?.message).toContain(`if it holds for the account ${ACCOUNT} and FullAWSAccess does not`);
    const [detached] = checked([...BASE, same(POLICY, scp(ALL)), ...attachment(ACCOUNT, undefined)]).findings;
    expect(detached?.message).toContain(`would be detached from the account ${ACCOUNT}`);
  });
});
