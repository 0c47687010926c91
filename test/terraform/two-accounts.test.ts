import { CADO_ROLE } from '../../src/catalogue/cado-role/definition';
import { CROSS_ACCOUNT_TRUST } from '../../src/catalogue/cross-account-trust/definition';
import { KMS_KEY_POLICY_INPUTS } from '../../src/catalogue/kms-key-policy/inputs';
import { KMS_KEY_POLICY_TEMPLATE, rootDelegation } from '../../src/catalogue/kms-key-policy/statements';
import { policyTemplate, type RoleDefinition } from '../../src/catalogue/roles/role-definition';
import type { InputValues } from '../../src/policy/guard';
import { withDefaults } from '../../src/policy/input-spec';
import type { Json, JsonObject, PolicyStatement } from '../../src/policy/policy-json';
import { resolve } from '../../src/policy/resolve';
import { canonicalPolicy } from './plan-matrix/canonical';
import { assumedAccessKey } from './test-bed/aws-query';
import { describeEmulated } from './test-bed/describe-terraform';
import { deploymentRole } from './test-bed/emulated-folder';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { iamClient, type IamClient } from './test-bed/iam-client';
import { kmsClient } from './test-bed/kms-client';
import type { TerraformRoot } from './test-bed/terraform-root';
import { EXTERNAL_ID, instanceRole, twoAccountsRoot, type Accounts } from './two-accounts-root';

const REGION = 'eu-west-1';
const ROLE = 'CadoResponseRole';

const ACCOUNTS = {
  hcl: { platform: '111122223333', target: '444455556666' },
  json: { platform: '777788889999', target: '222233334444' },
} as const;

let emulator: Emulator;

/** One account of the emulator, as its owner sees it. */
interface Account {
  readonly id: string;
  readonly iam: IamClient;
  readonly accessKey: string;
}

describeEmulated('The example cross-account, applied to two accounts in which nothing is', () => {
  beforeAll(async () => {
    emulator = await startEmulator();
  });

  afterAll(() => emulator?.stop());

  // The tests of one syntax follow it from its one apply to its destroy, so they run in this order.
  describe.each(['hcl', 'json'] as const)('with the modules in %s', (syntax) => {
    const accounts = ACCOUNTS[syntax];
    let root: TerraformRoot;
    let platform: Account;
    let target: Account;

    beforeAll(async () => {
      platform = await account(accounts.platform);
      target = await account(accounts.target);
      root = await twoAccountsRoot(emulator.endpoint, syntax, accounts);
      await root.terraform('apply', '-input=false', '-auto-approve');
    });

    afterAll(() => root?.remove());

    test('gives the platform exactly the role that the catalogue describes', async () => {
      await expectRole(platform, CADO_ROLE, {
        ...common(),
        trusted_role_arns: [instanceRole(accounts)],
        target_role_arns: [roleArn(accounts.target)],
      });
    });

    test('gives the target account exactly the role that the catalogue describes', async () => {
      await expectRole(target, CROSS_ACCOUNT_TRUST, {
        ...common(),
        platform_role_arn: roleArn(accounts.platform),
        external_id: EXTERNAL_ID,
      });
    });

    test('lets the two roles reach each other, and nobody else reach them', async () => {
      const statements = (policy: JsonObject): readonly PolicyStatement[] => policy['Statement'] as unknown as readonly PolicyStatement[];
      const assumes = (await policies(platform))
        .flatMap(statements)
        .filter(({ Action: action }) => [action].flat().includes('sts:AssumeRole'));
      expect(assumes.map(({ Resource: resource }) => resource)).toEqual([roleArn(accounts.target)]);
      expect(statements(await target.iam.trustPolicy(ROLE)).map(({ Principal: principal }) => principal)).toEqual([
        { AWS: roleArn(accounts.platform) },
      ]);
    });

    test('gives the key exactly the policy that the catalogue describes', async () => {
      const keyArn = await root.terraform('output', '-raw', 'key_arn');
      expect(keyArn.split(':')[4]).toBe(accounts.target);
      const policy = await kmsClient(emulator.endpoint, REGION, target.accessKey).keyPolicy(keyArn);
      expect(canonicalPolicy(policy as JsonObject)).toEqual(canonicalPolicy(expectedKeyPolicy(accounts)));
    });

    test('has nothing to change in a second plan', async () => {
      const { exitCode, stdout, stderr } = await root.tryTerraform('plan', '-input=false', '-detailed-exitcode');
      expect({ exitCode, stderr, stdout: exitCode === 0 ? '' : stdout }).toEqual({ exitCode: 0, stderr: '', stdout: '' });
    });

    test('leaves no role and no policy behind after a destroy', async () => {
      await root.terraform('destroy', '-auto-approve', '-input=false');
      for (const { iam } of [platform, target]) {
        expect({ roles: await iam.roleNames(), policies: await iam.managedPolicyArns() }).toEqual({ roles: [], policies: [] });
      }
    });
  });
});

async function account(id: string): Promise<Account> {
  const accessKey = await assumedAccessKey(emulator.endpoint, deploymentRole(id));
  return { id, accessKey, iam: iamClient(emulator.endpoint, accessKey) };
}

/** The role is there with the policies of its definition and no other, each with the statements that reader 1 gives. */
async function expectRole({ id, iam }: Account, { inputs, trust, permissions }: RoleDefinition, given: InputValues): Promise<void> {
  const values = withDefaults(inputs, given);
  const context = { partition: 'aws', accountId: id };
  const expected = permissions.policies.map((policy) => [
    `arn:aws:iam::${id}:policy/${ROLE}-${policy.key}`,
    canonicalPolicy(policyOf(resolve(policyTemplate(permissions, policy), values, context))),
  ]);
  const arns = await iam.attachedPolicyArns(ROLE);
  const attached = await Promise.all(arns.map(async (arn) => [arn, canonicalPolicy(await iam.managedPolicy(arn))]));
  expect(await iam.roleNames()).toEqual([ROLE]);
  expect(await iam.inlinePolicyNames(ROLE)).toEqual([]);
  expect(canonicalPolicy(await iam.trustPolicy(ROLE))).toEqual(canonicalPolicy(policyOf(resolve(trust, values, context))));
  expect(Object.fromEntries(attached)).toEqual(Object.fromEntries(expected));
}

async function policies({ iam }: Account): Promise<readonly JsonObject[]> {
  return Promise.all((await iam.attachedPolicyArns(ROLE)).map((arn) => iam.managedPolicy(arn)));
}

function expectedKeyPolicy({ platform, target }: Accounts): JsonObject {
  const inputs = withDefaults(KMS_KEY_POLICY_INPUTS, {
    ...common(),
    platform_role_arn: roleArn(platform),
    target_role_arn: roleArn(target),
  });
  return policyOf([rootDelegation('aws', target), ...resolve(KMS_KEY_POLICY_TEMPLATE, inputs, { partition: 'aws' })]);
}

function common(): InputValues {
  return { kms_tightening: 'encryption_context', platform_region: REGION };
}

function policyOf(statements: readonly PolicyStatement[]): JsonObject {
  return { Version: '2012-10-17', Statement: statements as unknown as readonly Json[] };
}

function roleArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:role/${ROLE}`;
}
