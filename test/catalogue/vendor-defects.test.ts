import { PLATFORM_SIDE_TEMPLATE } from '../../src/catalogue/cross-account-trust/statements';
import { inputProblems, withDefaults } from '../../src/policy/input-spec';
import { resolve } from '../../src/policy/resolve';
import * as vendor from '../cases/vendor-defects/statements';
import { allowsAll, type AnyStatement } from '../support/policy-evaluator';
import {
  ACCOUNTS,
  everything,
  PARTITIONS,
  regions,
  required,
  ROLE_CASES,
  ROLES,
  statementsOf,
  statementsOfCase,
  targetRoles,
  type Partition,
  type RoleCase,
} from '../support/role-cases';
import {
  DIRECT_USE,
  OWN_GRANTS,
  showsServicesMixed,
  showsUnboundedKeys,
  throughEc2,
  throughS3,
  WRITES_OBJECTS,
} from './vendor-defects/key-use';
import { showsRolesByName, showsStrangersTrusted } from './vendor-defects/roles';
import { showsForeignPartition, showsVoidConditions, showsWrongResources } from './vendor-defects/statements';
import * as key from './vendor-defects/temporary-key';

const place = (partition: Partition, account: string): key.Place => {
  const [, region] = PARTITIONS[partition];
  return { partition, account, region, elsewhere: 'xx-nowhere-1' };
};
const VENDOR_PLACE = place('aws', ACCOUNTS.platform);
const placeOf = ({ partition, role }: RoleCase): key.Place => place(partition, ACCOUNTS[role]);

/** Cases with their statements, resolved once for all tests. */
const RESOLVED = ROLE_CASES.map((roleCase) => ({ roleCase, statements: statementsOfCase(roleCase) }));

/** What a predicate finds over all cases, by title; `expected` is what a case shows by design. */
function differing(
  find: (statements: readonly AnyStatement[], roleCase: RoleCase) => readonly string[],
  expected: (roleCase: RoleCase) => readonly string[] = () => [],
): readonly string[] {
  return RESOLVED.flatMap(({ roleCase, statements }) => {
    const [found, wanted] = [find(statements, roleCase), expected(roleCase)];
    return JSON.stringify(found) === JSON.stringify(wanted) ? [] : [`${roleCase.title}: ${JSON.stringify(found)}`];
  });
}

const isLoose = ({ level }: RoleCase): boolean => level === 'documented' || level === 'aws_resources';
const chosen = (partition: Partition, more: object = {}): readonly AnyStatement[] =>
  statementsOf(
    'platform',
    { ...required('platform', partition), ...everything('platform', partition), ...regions(partition), ...more },
    partition,
  );
const partitions = Object.keys(PARTITIONS) as readonly Partition[];

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

describe('D1: DeleteAlias under a condition that aliases do not have', () => {
  test('the vendor cannot delete an alias', () => {
    expect(key.showsDeadDeleteAlias(vendor.TEMPORARY_KEY, VENDOR_PLACE)).toHaveLength(1);
  });

  test('we grant it whole or not at all', () => {
    expect(differing((statements, roleCase) => key.showsDeadDeleteAlias(statements, placeOf(roleCase)))).toEqual([]);
    for (const partition of partitions) {
      const at = place(partition, ACCOUNTS.platform);
      expect(allowsAll(chosen(partition), key.aliasDeletion(at).slice(0, 1))).toBe(false);
      expect(allowsAll(chosen(partition, { temporary_key: { delete_alias: true } }), key.aliasDeletion(at))).toBe(true);
    }
  });
});

describe("D2: naming a customer's key as one's own, and deleting it", () => {
  test('the vendor may', () => {
    expect(key.showsKeyTakeover(vendor.TEMPORARY_KEY, VENDOR_PLACE)).toEqual(['a key without an alias can be named and deleted']);
  });

  test('we may not, and still make, name, replicate and delete our own', () => {
    expect(differing((statements, roleCase) => key.showsKeyTakeover(statements, placeOf(roleCase)))).toEqual([]);
    for (const partition of partitions) {
      expect(allowsAll(chosen(partition), key.ownKeyLife(place(partition, ACCOUNTS.platform), PARTITIONS[partition]))).toBe(true);
    }
  });

  test("what stays is a customer's multi-Region key that has no alias", () => {
    expect(key.takesOverNamelessMultiRegionKey(chosen('aws'), VENDOR_PLACE)).toBe(true);
    expect(key.takesOverNamelessMultiRegionKey(chosen('aws', { temporary_key: { enabled: false } }), VENDOR_PLACE)).toBe(false);
  });
});

describe('D3: keys of every account, and grants to anybody', () => {
  test('the vendor grants both', () => {
    expect(showsUnboundedKeys(vendor.KEY_USE, VENDOR_PLACE)).toHaveLength(2);
  });

  test('we grant neither; at documented, the level of that name, grants on keys of the account', () => {
    const grants = ({ level, given, methods }: RoleCase): boolean =>
      level === 'documented' &&
      (given['create_grant'] === true || methods.includes('create_volume')) &&
      hasVolumes(given['capabilities']) &&
      given['kms_key_arns'] === undefined;
    const hasVolumes = (names: unknown): boolean =>
      names === undefined || (Array.isArray(names) && (names.includes('ec2') || names.includes('ami')));
    expect(
      differing(
        (statements, roleCase) => showsUnboundedKeys(statements, placeOf(roleCase)),
        (roleCase) => (grants(roleCase) ? [OWN_GRANTS] : []),
      ),
    ).toEqual([]);
    expect(allowsAll(chosen('aws', { kms_tightening: 'pinned' }), [throughEc2('CreateGrant', VENDOR_PLACE)])).toBe(true);
  });
});

describe('D5: keys of any kind, anywhere', () => {
  test('the vendor makes them', () => {
    expect(key.showsAnyKeyCreated(vendor.TEMPORARY_KEY, VENDOR_PLACE)).toHaveLength(5);
  });

  test('we make symmetric multi-Region keys in the Regions given; without any, in every Region', () => {
    const anywhere = ({ role, regional, methods, title }: RoleCase): boolean =>
      role === 'platform' &&
      !regional &&
      methods.some((method) => method === 'create_volume') &&
      /, (defaults|only ec2|only ami),/.test(title);
    expect(
      differing(
        (statements, roleCase) => key.showsAnyKeyCreated(statements, placeOf(roleCase)),
        (roleCase) => (anywhere(roleCase) ? ['keys in any Region'] : []),
      ),
    ).toEqual([]);
  });
});

describe('D6: a key that loses its alias can no longer be deleted', () => {
  test("the vendor's order of calls decides", () => {
    expect(key.showsOrphanedKey(vendor.TEMPORARY_KEY, VENDOR_PLACE)).toHaveLength(1);
  });

  test('we leave the alias to KMS; delete_alias says what it does', () => {
    expect(differing((statements, roleCase) => key.showsOrphanedKey(statements, placeOf(roleCase)))).toEqual([]);
    expect(key.showsOrphanedKey(chosen('aws', { temporary_key: { delete_alias: true } }), VENDOR_PLACE)).toHaveLength(1);
  });
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
    partitions.flatMap((partition) =>
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
      allowsAll(chosen('aws'), [
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

describe('D12: a statement for objects that opens the keys of volumes', () => {
  test('the vendor decrypts directly and may write', () => {
    expect(showsServicesMixed(vendor.KEYS_BY_SERVICE, VENDOR_PLACE)).toEqual([DIRECT_USE, WRITES_OBJECTS]);
  });

  test('we do neither from via_service on, and below no more than the level says', () => {
    const reads = (statements: readonly AnyStatement[]): boolean => statements.some(({ Action }) => Action.includes('kms:Decrypt'));
    const found = RESOLVED.flatMap(({ roleCase, statements }) => {
      const findings = showsServicesMixed(statements, placeOf(roleCase));
      if (!isLoose(roleCase)) return findings.map((finding) => `${roleCase.title}: ${finding}`);
      const allowed = [...(reads(statements) ? [DIRECT_USE] : []), ...(roleCase.methods.includes('create_volume') ? [WRITES_OBJECTS] : [])];
      return findings.filter((finding) => !allowed.includes(finding)).map((finding) => `${roleCase.title}: ${finding}`);
    });
    expect(found).toEqual([]);
    expect(
      allowsAll(chosen('aws', { kms_tightening: 'pinned' }), [throughS3('Decrypt', VENDOR_PLACE), throughEc2('Decrypt', VENDOR_PLACE)]),
    ).toBe(true);
  });
});

test('D14: the vendor grants actions again without their conditions; we only where tag_after_create asks for it', () => {
  expect(showsVoidConditions(vendor.TWICE)).toEqual(['ec2:AssociateAddress', 'ec2:AttachVolume', 'ec2:DetachVolume']);
  expect(differing(showsVoidConditions)).toEqual([]);
  expect(showsVoidConditions(chosen('aws', { acquisition_methods: ['ebs_direct'], tag_after_create: true }))).toEqual(['ec2:CreateTags']);
});

test("D15: the vendor's ARNs are of one partition; ours are of the role's, but for the vendor's own bucket", () => {
  expect(showsForeignPartition([...vendor.WRONG_RESOURCES, ...vendor.OTHER_ROLES], 'aws-us-gov').length).toBeGreaterThan(3);
  expect(differing((statements, { partition }) => showsForeignPartition(statements, partition))).toEqual([]);
});
