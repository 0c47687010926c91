import { CAPABILITIES, capabilitiesOf } from '../../src/catalogue/capabilities';
import { everyGuard } from '../../src/policy/template';
import { inputsOf, type Guard, type InputValues } from '../../src/policy/guard';
import { inputProblems, withDefaults } from '../../src/policy/input-spec';
import type { PolicyStatement } from '../../src/policy/policy-json';
import { NOTHING_CHOSEN, POLICY_KEYS } from '../cases/policy-keys';
import { ACCOUNTS, everything, policiesOf, regions, required, ROLE_CASES, ROLES, type RoleSide } from '../support/role-cases';

const SIDES = ['platform', 'target'] as const;
const namesOf = (role: RoleSide): readonly string[] => capabilitiesOf(role).map(({ name }) => name);
const EVERY_CAPABILITY = SIDES.flatMap((role) => namesOf(role).map((name) => [role, name] as const));

const policies = (role: RoleSide, given: InputValues): Readonly<Record<string, readonly PolicyStatement[]>> =>
  policiesOf(role, { ...required(role, 'aws'), ...given }, { partition: 'aws', accountId: ACCOUNTS[role] });
const sids = (statements: readonly PolicyStatement[]): readonly string[] =>
  statements.map(({ Sid }) => Sid).filter((sid) => sid !== NOTHING_CHOSEN);
const sidsOf = (role: RoleSide, given: InputValues): readonly string[] => Object.values(policies(role, given)).flatMap(sids);

describe('policies and their keys', () => {
  const table = (role: RoleSide): Readonly<Record<string, readonly string[]>> =>
    Object.fromEntries(Object.entries(POLICY_KEYS[role]).map(([key, text]) => [key, text.trim().split(/\s+/)]));

  test.each(SIDES)('every statement of the %s role lies in the policy that it always lay in', (role) => {
    const { policies: defined } = ROLES[role].permissions;
    const lies = Object.fromEntries(
      defined.map(({ key, statements }) => [key, statements.map(({ sid }) => sid).filter((sid) => sid !== NOTHING_CHOSEN)]),
    );
    expect(lies).toEqual(table(role));
  });

  test.each(SIDES)('at most five policies hold the statements of the %s role, each Sid once', (role) => {
    expect(Object.keys(table(role)).length).toBeLessThanOrEqual(5);
    const all = Object.values(table(role)).flat();
    expect(all.filter((sid, index) => all.indexOf(sid) !== index)).toEqual([]);
  });

  test('over all inputs the keys are the same, and a Sid says which policy it is of', () => {
    const moved = ROLE_CASES.flatMap(({ title, role, given, partition }) => {
      const found = policiesOf(role, given, { partition, accountId: ACCOUNTS[role] });
      const keys = Object.keys(found).join(' ') === Object.keys(table(role)).join(' ') ? [] : [`${title}: other policies`];
      const strays = Object.entries(found).flatMap(([key, statements]) =>
        sids(statements).filter((sid) => table(role)[key]?.includes(sid) !== true),
      );
      const empty = Object.entries(found).filter(([, statements]) => statements.length === 0);
      return [...keys, ...strays.map((sid) => `${title}: ${sid}`), ...empty.map(([key]) => `${title}: ${key} is empty`)];
    });
    expect(moved).toEqual([]);
  });
});

describe('one capability more or less', () => {
  /** What a role without volumes needs a statement for, and one with volumes has in a statement for them. */
  const COVERED = ['KmsS3Decrypt', 'KmsLambdaDecrypt'];
  const LEVELS = ['documented', 'aws_resources', 'via_service', 'pinned'] as const;

  test.each(EVERY_CAPABILITY)('%s: adding %s to any one other takes nothing from it', (role, name) => {
    for (const kms_tightening of LEVELS) {
      for (const other of namesOf(role)) {
        const chosen = { ...regions('aws'), kms_tightening };
        const before = sidsOf(role, { ...chosen, capabilities: [other] });
        const after = sidsOf(role, { ...chosen, capabilities: [other, name] });
        const lost = before.filter((sid) => !after.includes(sid));
        expect(lost.filter((sid) => !COVERED.includes(sid) || !after.includes('KmsUse'))).toEqual([]);
      }
    }
  });

  test.each(EVERY_CAPABILITY)('%s: alone, %s adds statements', (role, name) => {
    const [none, one] = [[], [name]].map((capabilities) => sidsOf(role, { ...everything(role, 'aws'), ...regions('aws'), capabilities }));
    expect(one?.filter((sid) => none?.includes(sid) !== true).length).toBeGreaterThan(0);
    expect(none?.filter((sid) => one?.includes(sid) !== true)).toEqual([]);
  });

  /** A capability whose statements another one has too. */
  const WITHIN: Readonly<Record<string, string>> = { memory_forensics: 'triage' };

  test.each(EVERY_CAPABILITY)('%s: taking %s out of all takes statements away', (role, name) => {
    const left = (names: readonly string[]): readonly string[] =>
      sidsOf(role, { ...everything(role, 'aws'), ...regions('aws'), kms_tightening: 'pinned', capabilities: names });
    const others = namesOf(role).filter((other) => other !== name && other !== WITHIN[name]);
    const gone = left([...others, name]).filter((sid) => !left(others).includes(sid));
    expect(gone.length).toBeGreaterThan(0);
  });
});

describe('which statements name which capabilities', () => {
  /** The capabilities that a guard reads, named guards followed. */
  const named = (guard: Guard, role: RoleSide): readonly string[] => {
    const { guards } = ROLES[role].permissions;
    switch (guard.kind) {
      case 'has':
        return guard.input === 'capabilities' ? [guard.value] : [];
      case 'named':
        return named(guards[guard.name] ?? guard, role);
      case 'all':
      case 'any':
        return guard.guards.flatMap((inner) => named(inner, role));
      case 'not':
        return named(guard.guard, role);
      default:
        return [];
    }
  };

  test.each(SIDES)('%s: those of its table, and every one of them', (role) => {
    const { permissions } = ROLES[role];
    const statements = permissions.policies.flatMap((policy) => policy.statements);
    const read = new Set(everyGuard(permissions, statements).flatMap((guard) => named(guard, role)));
    expect([...read].toSorted()).toEqual(namesOf(role).toSorted());
  });

  test.each(SIDES)('%s: a capability of the other role, and one that nobody knows, are refused', (role) => {
    const spec = ROLES[role].inputs.find(({ name }) => name === 'capabilities');
    const accepted = CAPABILITIES.map(({ name }) => name).filter(
      (name) => spec !== undefined && inputProblems(spec, [name], 'capabilities').length === 0,
    );
    expect(accepted).toEqual(namesOf(role));
    expect(spec && inputProblems(spec, ['ec3'], 'capabilities')).toHaveLength(1);
  });

  test('the roles read nothing of each other, and both know what both need', () => {
    const by = (role: string): readonly string[] => CAPABILITIES.filter((capability) => capability.role === role).map(({ name }) => name);
    expect(by('target')).toEqual(['organizations']);
    expect(by('platform')).toEqual(['error_reporting', 'health_checks', 'platform_updates', 'core_platform']);
    expect(by('both')).toHaveLength(CAPABILITIES.length - 5);
    expect(new Set(CAPABILITIES.map(({ name }) => name)).size).toBe(CAPABILITIES.length);
  });

  test.each(SIDES)('the trust of the %s role depends on no capability', (role) => {
    const { trust } = ROLES[role];
    expect(everyGuard(trust, trust.statements).flatMap((guard) => inputsOf(guard, trust.guards))).not.toContain('capabilities');
  });
});

describe('what is chosen without asking', () => {
  /** What runs code, changes a customer's resources, reports outwards, spans the organisation or runs the platform. */
  const OPT_IN = [
    'ecs',
    'memory_forensics',
    'triage',
    'isolate_ec2',
    'guardduty',
    'organizations',
    'error_reporting',
    'health_checks',
    'platform_updates',
    'core_platform',
  ];
  /** Every action of a default role that does more than read. Copies, the platform's own things, and use of keys. */
  const WRITES = {
    platform: `
      ec2:AttachVolume ec2:CopyImage ec2:CopySnapshot ec2:CreateSnapshot ec2:CreateSnapshots ec2:CreateTags ec2:CreateVolume
      ec2:DeleteSnapshot ec2:DeleteVolume ec2:DeregisterImage ec2:DetachVolume iam:CreateServiceLinkedRole
      iam:SimulatePrincipalPolicy kms:CreateAlias kms:CreateGrant kms:CreateKey kms:Decrypt kms:Encrypt
      kms:GenerateDataKey* kms:ReEncrypt* kms:ScheduleKeyDeletion s3:RestoreObject
    `,
    target: `
      ec2:CopyImage ec2:CopySnapshot ec2:CreateSnapshot ec2:CreateSnapshots ec2:CreateTags ec2:DeleteSnapshot
      ec2:DeregisterImage ec2:ModifySnapshotAttribute iam:SimulatePrincipalPolicy kms:CreateGrant kms:Decrypt kms:Encrypt
      kms:GenerateDataKey* kms:ReEncrypt* s3:RestoreObject
    `,
  } as const;
  const READS = /:(BatchGet|Describe|Filter|Get|List|Lookup)/;

  test('nothing of the opt-ins', () => {
    expect(CAPABILITIES.filter(({ byDefault }) => !byDefault).map(({ name }) => name)).toEqual(OPT_IN);
    for (const role of SIDES) {
      const { capabilities } = withDefaults(ROLES[role].inputs, required(role, 'aws'));
      expect(capabilities).toEqual(namesOf(role).filter((name) => !OPT_IN.includes(name)));
    }
  });

  test.each(SIDES)('the %s role only reads and copies', (role) => {
    const actions = Object.values(policies(role, {}))
      .flat()
      .flatMap(({ Action, Effect }) => (Effect === 'Allow' ? Action : []));
    expect([...new Set(actions)].filter((action) => !READS.test(action)).toSorted()).toEqual(WRITES[role].trim().split(/\s+/));
  });

  test.each(SIDES)('[] lets the %s role do nothing, at any level and by any method', (role) => {
    for (const { given } of ROLE_CASES.filter((one) => one.role === role)) {
      const { kms_tightening, acquisition_methods } = given;
      const statements = Object.values(policies(role, { ...regions('aws'), kms_tightening, acquisition_methods, capabilities: [] })).flat();
      expect(statements.filter(({ Effect }) => Effect === 'Allow')).toEqual([]);
      expect(sids(statements)).toEqual([]);
    }
  });
});
