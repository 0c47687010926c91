import { PLATFORM_SIDE_TEMPLATE } from '../../../src/catalogue/cross-account-trust/statements';
import { moduleDocuments } from '../../../src/modules/all-modules';
import { inputProblems, withDefaults } from '../../../src/policy/input-spec';
import { isJsonObject, type JsonObject } from '../../../src/policy/policy-json';
import { resolve } from '../../../src/policy/resolve';
import * as vendor from '../../cases/vendor-defects/statements';
import { allowsAll, type AccessCheck, type AnyStatement } from '../../support/policy-evaluator';
import { ACCOUNTS, everything, required, ROLE_CASES, ROLES, targetRoles, type RoleCase } from '../../support/role-cases';
import { differing, EVERY_PARTITION, platformRole } from './cases';
import { showsRolesByName, showsStrangersTrusted } from './roles';
import { showsForeignPartition, showsNoVersion, showsVoidConditions, showsWrongResources } from './statements';

/** What aws_iam_policy_document writes where nothing else is asked for. */
const VERSION_BY_DEFAULT = '2012-10-17';

const asObject = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});
const policyDocuments = (terraform: JsonObject): Readonly<Record<string, JsonObject>> =>
  Object.fromEntries(
    Object.entries(asObject(asObject(terraform['data'])['aws_iam_policy_document'])).map(([name, body]) => [name, asObject(body)]),
  );

test('the cases are inputs that the modules take', () => {
  const problems = ROLE_CASES.flatMap(({ title, role, given }) => {
    const { inputs, permissionRules, trustRules } = ROLES[role];
    const values = withDefaults(inputs, given);
    const broken = [...permissionRules, ...trustRules].map((rule) => rule.problem(values)).filter((problem) => problem !== undefined);
    return [...inputs.flatMap((spec) => inputProblems(spec, values[spec.name], spec.name)), ...broken].map((text) => `${title}: ${text}`);
  });
  expect(problems).toEqual([]);
  expect(ROLE_CASES.length).toBeGreaterThan(1000);
});

test('D4: the vendor writes no version; every policy of ours has the one in which variables count', () => {
  expect(showsNoVersion(vendor.POLICY)).toHaveLength(1);
  const documents = moduleDocuments().flatMap(({ terraform }) => Object.entries(policyDocuments(terraform)));
  expect(documents).toHaveLength(5 + 1 + 3 + 1 + 1 + 2);
  for (const [, document] of documents) expect(showsNoVersion({ Version: document['version'] ?? VERSION_BY_DEFAULT })).toEqual([]);
});
const instanceRole = (partition: string): string => `arn:${partition}:iam::${ACCOUNTS.platform}:role/CadoResponseInstanceRole`;

describe('D8: a trust beyond the roles that act', () => {
  const strangers = (partition: string): readonly string[] => [
    'ec2.amazonaws.com',
    `arn:${partition}:iam::${ACCOUNTS.platform}:role/Another`,
    `arn:${partition}:iam::${ACCOUNTS.platform}:user/CadoResponseInstanceRole`,
  ];

  test('the vendor trusts every instance whose profile may be swapped', () => {
    expect(showsStrangersTrusted(vendor.TRUST, strangers('aws'))).toEqual(['ec2.amazonaws.com']);
  });

  test.each(
    EVERY_PARTITION.flatMap((partition) =>
      ['role_arn', 'principal_arn'].flatMap((match) => (['platform', 'target'] as const).map((role) => [role, match, partition] as const)),
    ),
  )('%s by %s in %s trusts the roles given', (role, principal_match, partition) => {
    const given = { ...required(role, partition), ...everything(role, partition), principal_match };
    const trust = resolve(ROLES[role].trust, withDefaults(ROLES[role].inputs, given), { partition });
    const trusted = role === 'platform' ? instanceRole(partition) : `arn:${partition}:iam::${ACCOUNTS.platform}:role/CadoResponseRole`;
    expect(showsStrangersTrusted(trust, [...strangers(partition), trusted])).toEqual([trusted]);
  });
});

describe('D9: roles told by a word in their name', () => {
  test('the vendor assumes and passes strangers, cannot assume its own, and has dead grants', () => {
    expect(showsRolesByName(vendor.OTHER_ROLES, { partition: 'aws', targets: targetRoles('aws') })).toHaveLength(7);
  });

  test('we assume the roles given, pass one role to one service, and have no dead grant', () => {
    const targetsOf = ({ given }: RoleCase): readonly string[] => (given['target_role_arns'] ?? []) as readonly string[];
    expect(
      differing((statements, roleCase) => showsRolesByName(statements, { partition: roleCase.partition, targets: targetsOf(roleCase) })),
    ).toEqual([]);
    const context = { 'iam:PassedToService': 'ec2.amazonaws.com' };
    expect(
      allowsAll(platformRole('aws'), [
        { action: 'iam:PassRole', resource: `arn:aws:iam::${ACCOUNTS.platform}:role/CadoResponseWorker`, context },
      ]),
    ).toBe(true);
  });
});

test('D10: the vendor ties actions to resources that they do not know; we do not, and name resources where they count', () => {
  expect(showsWrongResources(vendor.WRONG_RESOURCES)).toEqual([
    's3:ListAllMyBuckets knows no resource',
    'ssm:DescribeInstanceInformation knows no resource',
    'ec2:DescribeAddresses under a condition on its resource',
  ]);
  expect(differing(showsWrongResources)).toEqual([]);
  const values = withDefaults(ROLES.target.inputs, required('target', 'aws'));
  const side = resolve({ ...PLATFORM_SIDE_TEMPLATE, derivations: ROLES.target.permissions.derivations }, values, {
    partition: 'aws',
    accountId: ACCOUNTS.target,
  });
  expect(showsWrongResources(side)).toEqual([]);
});

describe('D11: snapshots that nobody may delete', () => {
  const own = { 'aws:ResourceTag/Name': 'CadoResponse-1' };
  const snapshotLife = (partition: string, account: string): readonly (readonly AccessCheck[])[] => [
    [
      { action: 'ec2:CreateSnapshot', resource: `arn:${partition}:ec2:eu-west-1:${account}:volume/vol-1` },
      { action: 'ec2:CreateSnapshot', resource: `arn:${partition}:ec2:eu-west-1::snapshot/snap-1` },
    ],
    [{ action: 'ec2:DeleteSnapshot', resource: `arn:${partition}:ec2:eu-west-1::snapshot/snap-1`, context: own }],
  ];
  const showsSnapshotsLeft = (statements: readonly AnyStatement[], partition: string, account: string): readonly string[] => {
    const [creates, deletes] = snapshotLife(partition, account).map((checks) => allowsAll(statements, checks));
    return creates === true && deletes !== true ? ['snapshots are made and stay'] : [];
  };

  test("the vendor's newer role leaves them, and makes them of everything", () => {
    expect(showsSnapshotsLeft(vendor.SNAPSHOTS, 'aws', ACCOUNTS.target)).toHaveLength(1);
    expect(showsWrongResources(vendor.SNAPSHOTS)).toContain('ec2:CreateSnapshot on everything');
  });

  test('we delete what we made, told by its name', () => {
    expect(differing((statements, { partition, role }) => showsSnapshotsLeft(statements, partition, ACCOUNTS[role]))).toEqual([]);
    for (const partition of EVERY_PARTITION) {
      expect(allowsAll(platformRole(partition), snapshotLife(partition, ACCOUNTS.platform).flat())).toBe(true);
    }
  });
});
test('D14: the vendor grants actions again without their conditions; we only where tag_after_create asks for it', () => {
  expect(showsVoidConditions(vendor.TWICE)).toEqual(['ec2:AssociateAddress', 'ec2:AttachVolume', 'ec2:DetachVolume']);
  expect(differing(showsVoidConditions)).toEqual([]);
  expect(showsVoidConditions(platformRole('aws', { acquisition_methods: ['ebs_direct'], tag_after_create: true }))).toEqual([
    'ec2:CreateTags',
  ]);
});

test("D15: the vendor's ARNs are of one partition; ours are of the role's, but for the vendor's own bucket", () => {
  expect(showsForeignPartition([...vendor.WRONG_RESOURCES, ...vendor.OTHER_ROLES], 'aws-us-gov').length).toBeGreaterThan(3);
  expect(differing((statements, { partition }) => showsForeignPartition(statements, partition))).toEqual([]);
});
