import type { JsonObject } from '../../src/policy/policy-json';
import { assumedAccessKey } from './test-bed/aws-query';
import { describeEmulated } from './test-bed/describe-terraform';
import { deploymentRole } from './test-bed/emulated-folder';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { exampleRoot } from './test-bed/example-root';
import { iamClient, type IamClient } from './test-bed/iam-client';
import type { Plan, ResourceChange, TerraformRoot } from './test-bed/terraform-root';

const ACCOUNT = '111122223333';
const ROLE = 'CadoResponseRole';
const INSTANCE_ROLE = `arn:aws:iam::${ACCOUNT}:role/CadoResponseInstanceRole`;
const WIDE = `arn:aws:iam::${ACCOUNT}:policy/CadoManaged`;
const KEYS = ['acquisition', 'kms', 'operations', 'platform', 'temporary_key'] as const;

// The tests follow one role from its first plan to its tightened form, so they run in this order.
describeEmulated('The example adopt-existing-role, with a wide role that was made by hand', () => {
  let emulator: Emulator;
  let iam: IamClient;
  let root: TerraformRoot;
  let plan: Plan;
  let uniqueId: string;

  beforeAll(async () => {
    emulator = await startEmulator();
    iam = iamClient(emulator.endpoint, await assumedAccessKey(emulator.endpoint, deploymentRole(ACCOUNT)));
    await makeRoleByHand(iam);
    uniqueId = await iam.roleId(ROLE);
    root = await exampleRoot('adopt-existing-role', {
      endpoint: emulator.endpoint,
      accountOf: () => ACCOUNT,
      variables: { platform_instance_role_arn: INSTANCE_ROLE },
    });
    plan = await root.plan();
  });

  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });

  test('imports the role, and neither replaces nor destroys anything', () => {
    expect(changeOf(plan, 'module.cado_role.aws_iam_role.this')?.actions).toEqual(['update']);
    expect((plan.resource_changes ?? []).flatMap(({ change }) => change.actions)).not.toContain('delete');
  });

  test('names every policy left on the role in the plan, and that it goes', () => {
    expect(changeOf(plan, 'aws_iam_role_policies_exclusive.cado')).toMatchObject({
      before: { policy_names: ['CadoWide', 'SsmByHand'] },
      after: { policy_names: [] },
    });
    expect(changeOf(plan, 'aws_iam_role_policy_attachments_exclusive.cado')).toMatchObject({
      before: { policy_arns: [WIDE] },
      after: { policy_arns: KEYS.map(policyArn) },
    });
  });

  test('leaves exactly the policies of the module on the same role', async () => {
    await root.terraform('apply', '-input=false', 'plan.tfplan');
    expect(await iam.inlinePolicyNames(ROLE)).toEqual([]);
    expect((await iam.attachedPolicyArns(ROLE)).toSorted()).toEqual(KEYS.map(policyArn));
    expect(await iam.roleId(ROLE)).toBe(uniqueId);
    expect(await root.terraform('output', '-raw', 'role_unique_id')).toBe(uniqueId);
  });

  test('has nothing to change in a second plan', async () => {
    const { exitCode, stdout, stderr } = await root.tryTerraform('plan', '-input=false', '-detailed-exitcode');
    expect({ exitCode, stderr, stdout: exitCode === 0 ? '' : stdout }).toEqual({ exitCode: 0, stderr: '', stdout: '' });
  });

  test('finds a policy that somebody adds by hand later', async () => {
    await iam.putRolePolicy(ROLE, 'Later', allow('*'));
    expect(changeOf(await root.plan(), 'aws_iam_role_policies_exclusive.cado')).toMatchObject({ before: { policy_names: ['Later'] } });
  });
});

async function makeRoleByHand(iam: IamClient): Promise<void> {
  await iam.createRole(ROLE, {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'sts:AssumeRole' }],
  });
  await iam.putRolePolicy(ROLE, 'CadoWide', allow('kms:*'));
  await iam.putRolePolicy(ROLE, 'SsmByHand', allow('ssm:*'));
  await iam.attachRolePolicy(ROLE, await iam.createPolicy('CadoManaged', allow('ec2:*')));
}

function allow(action: string): JsonObject {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] };
}

function policyArn(key: string): string {
  return `arn:aws:iam::${ACCOUNT}:policy/${ROLE}-${key}`;
}

function changeOf({ resource_changes: changes = [] }: Plan, wanted: string): ResourceChange['change'] | undefined {
  return changes.find(({ address }) => address === wanted)?.change;
}
