import { CADO_ROLE } from '../../src/catalogue/cado-role/definition';
import { CROSS_ACCOUNT_TRUST } from '../../src/catalogue/cross-account-trust/definition';
import { policyTemplate, type RoleDefinition } from '../../src/catalogue/roles/role-definition';
import { withDefaults } from '../../src/policy/input-spec';
import { MANAGED_POLICY_MAX_CHARACTERS, policyCharacters, TRUST_POLICY_MAX_CHARACTERS } from '../../src/policy/policy-size';
import type { JsonObject } from '../../src/policy/policy-json';
import { resolve } from '../../src/policy/resolve';
import { describeEmulated } from './test-bed/describe-terraform';
import { EMULATOR_ACCOUNT, startEmulator, type Emulator } from './test-bed/emulator';
import { failedPlan, type FailedPlan } from './test-bed/failed-plan';
import { emulatedProvider, MODULES, REQUIRED_AWS, terraformRoot, type TerraformRoot } from './test-bed/terraform-root';

const ROLE = 'arn:aws:iam::111122223333:role/CadoResponse';

/** `length` characters of filling in so many different texts, of nearly equal length. */
function filling({ length, count }: Filling): readonly string[] {
  return Array.from({ length: count }, (_unused, index) => {
    const size = Math.floor(length / count) + (index < length % count ? 1 : 0);
    return `${'abcdefghij'[Math.floor(index / 10)] ?? ''}${'abcdefghij'[index % 10] ?? ''}`.padEnd(size, 'x');
  });
}

interface Filling {
  readonly length: number;
  readonly count: number;
}

interface Limit {
  readonly definition: RoleDefinition;
  /** Key of the policy, or `trust`. */
  readonly policy: string;
  /** Inputs that grow the policy by a character for each of the filling. */
  readonly grow: (fill: Filling) => JsonObject;
  /** The longest text that one of them takes. */
  readonly longest: number;
}

const trusted = { trusted_role_arns: [`${ROLE}InstanceRole`] };
const platform = { platform_role_arn: `${ROLE}Role` };
const keys = (fill: Filling): JsonObject => ({
  capabilities: ['lambda'],
  kms_tightening: 'via_service',
  platform_region: 'eu-west-1',
  kms_key_arns: filling(fill).map((text) => `arn:aws:kms:${text}:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`),
});
const buckets = (fill: Filling): JsonObject => ({
  capabilities: fill.length % 2 === 0 ? ['s3'] : ['s3', 'ecs'],
  evidence_source_bucket_arns: filling({ ...fill, length: Math.floor(fill.length / 2) }).map((text) => `arn:aws:s3:::bucket${text}`),
});
const tags = (fill: Filling): JsonObject => ({
  capabilities: ['memory_forensics'],
  ssm_instance_tags: Object.fromEntries(filling(fill).map((text, index) => [`tag${index}`, text])),
});
const roles = (fill: Filling): readonly string[] => filling(fill).map((text) => `${ROLE}${text}`);

const LIMITS: readonly Limit[] = [
  { definition: CADO_ROLE, policy: 'trust', grow: (fill) => ({ trusted_role_arns: roles(fill) }), longest: 48 },
  { definition: CADO_ROLE, policy: 'kms', grow: (fill) => ({ ...trusted, ...keys(fill) }), longest: 900 },
  {
    definition: CADO_ROLE,
    policy: 'temporary_key',
    grow: (fill) => ({ ...trusted, temporary_key: { replica_regions: filling(fill).map((text) => `eu-${text}-1`) } }),
    longest: 900,
  },
  { definition: CADO_ROLE, policy: 'acquisition', grow: (fill) => ({ ...trusted, ...buckets(fill) }), longest: 90 },
  { definition: CADO_ROLE, policy: 'operations', grow: (fill) => ({ ...trusted, ...tags(fill) }), longest: 250 },
  {
    definition: CADO_ROLE,
    policy: 'platform',
    grow: (fill) => ({ ...trusted, capabilities: [], target_role_arns: roles(fill) }),
    longest: 48,
  },
  {
    definition: CROSS_ACCOUNT_TRUST,
    policy: 'trust',
    grow: (fill) => ({ ...platform, additional_platform_role_arns: roles(fill) }),
    longest: 48,
  },
  { definition: CROSS_ACCOUNT_TRUST, policy: 'kms', grow: (fill) => ({ ...platform, ...keys(fill) }), longest: 900 },
  { definition: CROSS_ACCOUNT_TRUST, policy: 'acquisition', grow: (fill) => ({ ...platform, ...buckets(fill) }), longest: 90 },
  { definition: CROSS_ACCOUNT_TRUST, policy: 'operations', grow: (fill) => ({ ...platform, ...tags(fill) }), longest: 250 },
];

const most = ({ policy }: Limit): number => (policy === 'trust' ? TRUST_POLICY_MAX_CHARACTERS : MANAGED_POLICY_MAX_CHARACTERS);

function sizeOf({ definition, policy }: Limit, given: JsonObject): number {
  const found = definition.permissions.policies.find(({ key }) => key === policy);
  const template = found === undefined ? definition.trust : policyTemplate(definition.permissions, found);
  const context = { partition: 'aws', accountId: EMULATOR_ACCOUNT };
  return policyCharacters(resolve(template, withDefaults(definition.inputs, given), context));
}

/** Inputs that make the policy as long as said, with the fewest texts that do. */
function inputsOfSize(limit: Limit, size: number): JsonObject {
  for (let count = 1; count <= 99; count += 1) {
    for (const shortest of [4 * count, 4 * count + 1]) {
      const missing = size - sizeOf(limit, limit.grow({ length: shortest, count }));
      const given = limit.grow({ length: shortest + missing, count });
      if (missing >= 0 && shortest + missing <= limit.longest * count && sizeOf(limit, given) === size) return given;
    }
  }
  throw new Error(`No filling makes ${nameOf(limit)} ${size} characters long`);
}

const nameOf = ({ definition, policy }: Limit): string => `${definition.moduleName.replaceAll('-', '_')}_${policy}`;

/** A root that calls each module so that the policy named is as long as IAM takes, and some more. */
const rootOf = (emulator: Emulator, more: number): JsonObject => ({
  terraform: REQUIRED_AWS,
  provider: { aws: emulatedProvider(emulator.endpoint) },
  module: Object.fromEntries(
    LIMITS.map((limit, index) => [
      nameOf(limit),
      {
        source: `${MODULES}/${limit.definition.moduleName}`,
        role_name: `CadoResponse${index}`,
        ...inputsOfSize(limit, most(limit) + more),
      },
    ]),
  ),
});

describeEmulated('the sizes that IAM takes', () => {
  let emulator: Emulator;
  let root: TerraformRoot | undefined;

  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => root?.remove());
  afterAll(() => emulator?.stop());

  test('a policy of exactly that size is planned, for every policy of both roles', async () => {
    root = await terraformRoot({ 'main.tf.json': rootOf(emulator, 0) });
    const { resource_changes = [] } = await root.plan();
    expect(resource_changes.filter(({ type }) => type === 'aws_iam_role')).toHaveLength(LIMITS.length);
  });

  test('one character more is refused, with the figure, for every policy of both roles', async () => {
    root = await terraformRoot({ 'main.tf.json': rootOf(emulator, 1) });
    const { failures }: FailedPlan = await failedPlan(root);
    const messages = Object.fromEntries(failures.map(({ module, messages: found }) => [module, found.join(' ')]));
    expect(Object.keys(messages).toSorted()).toEqual(LIMITS.map(nameOf).toSorted());
    for (const limit of LIMITS) {
      const text = messages[nameOf(limit)];
      expect(text).toContain(`has ${most(limit) + 1} characters without whitespace and IAM takes ${most(limit)}.`);
      expect(text).toContain(limit.policy === 'trust' ? 'trust policy' : `Policy ${limit.policy} of`);
    }
  });
});
