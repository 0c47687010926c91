import { TerraformLocal, TerraformOutput, TerraformStack } from 'cdktf';
import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { RootConstruct } from 'constructs';
import { CadoCrossAccountTrust, CadoRole } from '../../src';
import { CADO_ROLE } from '../../src/catalogue/cado-role/definition';
import { CROSS_ACCOUNT_TRUST } from '../../src/catalogue/cross-account-trust/definition';
import { policyTemplate, type RoleDefinition } from '../../src/catalogue/roles/role-definition';
import { RequiredAwsProvider } from '../../src/modules/required-aws-provider';
import { withDefaults } from '../../src/policy/input-spec';
import { statementsOf } from '../../src/policy/key-policy';
import type { Json, JsonObject } from '../../src/policy/policy-json';
import { resolve } from '../../src/policy/resolve';
import { describeEmulated } from './test-bed/describe-terraform';
import { EMULATOR_ACCOUNT, startEmulator, type Emulator } from './test-bed/emulator';
import { canonicalStatements } from './plan-matrix/canonical';
import { emulatedProvider, REQUIRED_AWS, terraformRoot, type TerraformRoot } from './test-bed/terraform-root';

const inEmulator = (name: string): string => `arn:aws:iam::${EMULATOR_ACCOUNT}:role/${name}`;
const INSTANCE_ROLE = inEmulator('CadoResponseInstanceRole');
const TARGET_ROLE = 'arn:aws:iam::444455556666:role/CadoResponseRole';
const BUCKET = 'arn:aws:s3:::example-evidence';
const EXTERNAL_ID = 'ours:42/a';

const ROLE_INPUTS: JsonObject = {
  trusted_role_arns: [INSTANCE_ROLE],
  target_role_arns: [TARGET_ROLE],
  capabilities: ['ec2', 's3', 'triage'],
  kms_tightening: 'pinned',
  platform_region: 'eu-west-1',
  evidence_regions: ['us-east-1'],
  evidence_source_bucket_arns: [BUCKET],
  ssm_instance_tags: { Team: 'a/b c' },
  temporary_key: { replica_regions: ['eu-west-3'] },
  tags: { team: 'forensics' },
};
const TRUST_INPUTS: JsonObject = {
  platform_role_arn: INSTANCE_ROLE,
  external_id: EXTERNAL_ID,
  kms_tightening: 'via_service',
  platform_region: 'eu-west-1',
  principal_match: 'principal_arn',
};

/** Two of each construct in one stack: of literals, and of tokens that other resources make. */
function stackOfFour(): JsonObject {
  const stack = new TerraformStack(new RootConstruct(), 'stack');
  new RequiredAwsProvider(stack);
  const trust = new DataAwsIamPolicyDocument(stack, 'assume', {
    statement: [{ actions: ['sts:AssumeRole'], principals: [{ type: 'Service', identifiers: ['ec2.amazonaws.com'] }] }],
  });
  const instance = new IamRole(stack, 'instance', { name: 'CadoResponseInstanceRole', assumeRolePolicy: trust.json });
  const local = (id: string, value: string): string => new TerraformLocal(stack, id, value).asString;
  const tokens = {
    arn: instance.arn,
    region: local('region', 'eu-west-1'),
    bucket: local('bucket', BUCKET),
    other: local('other', 'us-east-1'),
    replica: local('replica', 'eu-west-3'),
    target: local('target', TARGET_ROLE),
    tag: local('tag', 'a/b c'),
    id: local('external', EXTERNAL_ID),
  };
  const role = (id: string, roleName: string, own: typeof tokens): CadoRole =>
    new CadoRole(stack, id, {
      roleName,
      trustedRoleArns: [own.arn],
      targetRoleArns: [own.target],
      capabilities: ['ec2', 's3', 'triage'],
      kmsTightening: 'pinned',
      platformRegion: own.region,
      evidenceRegions: [own.other],
      evidenceSourceBucketArns: [own.bucket],
      ssmInstanceTags: { Team: own.tag },
      temporaryKey: { replicaRegions: [own.replica] },
      tags: { team: 'forensics' },
    });
  const target = (id: string, roleName: string, own: typeof tokens): CadoCrossAccountTrust =>
    new CadoCrossAccountTrust(stack, id, {
      roleName,
      platformRoleArn: own.arn,
      externalId: own.id,
      kmsTightening: 'via_service',
      platformRegion: own.region,
      principalMatch: 'principal_arn',
    });
  const literals = {
    arn: INSTANCE_ROLE,
    region: 'eu-west-1',
    bucket: BUCKET,
    other: 'us-east-1',
    replica: 'eu-west-3',
    target: TARGET_ROLE,
    tag: 'a/b c',
    id: EXTERNAL_ID,
  };
  const constructs = {
    literal_role: role('literal-role', 'CadoResponseLiteral', literals),
    token_role: role('token-role', 'CadoResponseToken', tokens),
    literal_trust: target('literal-trust', 'CadoResponseLiteralTrust', literals),
    token_trust: target('token-trust', 'CadoResponseTokenTrust', tokens),
  };
  for (const [name, { policyJson, trustPolicyJson, roleArn }] of Object.entries(constructs))
    new TerraformOutput(stack, name, { value: { trust: trustPolicyJson, arn: roleArn, ...policyJson }, staticId: true });
  return { ...(stack.toTerraform() as JsonObject), terraform: REQUIRED_AWS };
}

function expected({ inputs, trust, permissions }: RoleDefinition, given: JsonObject): Readonly<Record<string, Json>> {
  const values = withDefaults(inputs, given);
  const context = { partition: 'aws', accountId: EMULATOR_ACCOUNT };
  const policies = permissions.policies.map(
    (policy) => [policy.key, resolve(policyTemplate(permissions, policy), values, context)] as const,
  );
  return Object.fromEntries(
    [['trust', resolve(trust, values, context)] as const, ...policies].map(([key, statements]) => [
      key,
      canonicalStatements(statements as unknown as readonly Json[]),
    ]),
  );
}

describeEmulated('two of each role in one stack', () => {
  let emulator: Emulator;
  let root: TerraformRoot;
  let outputs: Readonly<Record<string, { readonly value: Readonly<Record<string, string>> }>>;

  beforeAll(async () => {
    emulator = await startEmulator();
    root = await terraformRoot({ 'main.tf.json': { ...stackOfFour(), provider: { aws: emulatedProvider(emulator.endpoint) } } });
    await root.terraform('validate');
    await root.terraform('apply', '-input=false', '-auto-approve');
    outputs = JSON.parse(await root.terraform('output', '-json')) as typeof outputs;
  });
  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });

  test.each([
    ['literal_role', 'CadoResponseLiteral', CADO_ROLE, ROLE_INPUTS],
    ['token_role', 'CadoResponseToken', CADO_ROLE, ROLE_INPUTS],
    ['literal_trust', 'CadoResponseLiteralTrust', CROSS_ACCOUNT_TRUST, TRUST_INPUTS],
    ['token_trust', 'CadoResponseTokenTrust', CROSS_ACCOUNT_TRUST, TRUST_INPUTS],
  ])('%s has the policies that resolve() gives', (output, role_name, definition, given) => {
    const { arn, ...policies } = outputs[output]?.value ?? {};
    expect(arn).toBe(inEmulator(role_name));
    const rendered = Object.entries(policies).map(([key, json]) => [
      key,
      canonicalStatements(statementsOf(JSON.parse(json) as JsonObject)),
    ]);
    expect(Object.fromEntries(rendered)).toEqual(expected(definition, { ...given, role_name }));
  });

  test('a second plan changes nothing', async () => {
    expect((await root.tryTerraform('plan', '-input=false', '-detailed-exitcode')).exitCode).toBe(0);
  });
});

describeEmulated('a role whose tokens turn out to be wrong', () => {
  test('is refused at plan, with the prop, the value and what is accepted', async () => {
    const emulator = await startEmulator();
    const stack = new TerraformStack(new RootConstruct(), 'stack');
    new RequiredAwsProvider(stack);
    const user = new TerraformLocal(stack, 'user', 'arn:aws:iam::111122223333:user/alice');
    const region = new TerraformLocal(stack, 'region', 'EU-WEST-1');
    new CadoRole(stack, 'wrong', { trustedRoleArns: [user.asString], platformRegion: region.asString });
    const root = await terraformRoot({
      'main.tf.json': {
        ...(stack.toTerraform() as JsonObject),
        terraform: REQUIRED_AWS,
        provider: { aws: emulatedProvider(emulator.endpoint) },
      },
    });
    const { exitCode, stderr } = await root.tryTerraform('plan', '-input=false');
    root.remove();
    await emulator.stop();
    const message = stderr.replaceAll(/[\s│╷╵]+/g, ' ');
    expect(exitCode).toBe(1);
    expect(message).toContain('trustedRoleArns is ["arn:aws:iam::111122223333:user/alice"], but must hold only ARNs of IAM roles');
    expect(message).toContain('platformRegion is "EU-WEST-1"');
  });
});
