import { TerraformLocal, TerraformOutput, TerraformStack, Token } from 'cdktf';
import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { RootConstruct } from 'constructs';
import { CadoKmsKeyPolicy } from '../../src';
import { KMS_KEY_POLICY_INPUTS } from '../../src/catalogue/kms-key-policy/inputs';
import { KMS_KEY_POLICY_TEMPLATE } from '../../src/catalogue/kms-key-policy/statements';
import { RequiredAwsProvider } from '../../src/modules/required-aws-provider';
import type { Json, JsonObject } from '../../src/policy/policy-json';
import { resolve } from '../../src/policy/resolve';
import { describeEmulated } from './test-bed/describe-terraform';
import { EMULATOR_ACCOUNT, startEmulator, type Emulator } from './test-bed/emulator';
import { emulatedProvider, REQUIRED_AWS, terraformRoot, type TerraformRoot } from './test-bed/terraform-root';

const TARGET = `arn:aws:iam::${EMULATOR_ACCOUNT}:role/CadoResponseRole`;
const PLATFORM = 'arn:aws:iam::111122223333:role/CadoResponseRole';
const SID = 'Not ${syntax} %{ at all } "quoted" \\ back';
const FOREIGN: JsonObject = {
  Sid: SID,
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${EMULATOR_ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
};

const LITERALS = { kmsTightening: 'pinned', platformRegion: 'eu-west-1', protects: ['ebs', 's3'], enforce: true } as const;

/** Two constructs in one stack: one of literals, one of tokens that other resources make. */
function stackOfTwo(): JsonObject {
  const stack = new TerraformStack(new RootConstruct(), 'stack');
  new RequiredAwsProvider(stack);
  const trust = new DataAwsIamPolicyDocument(stack, 'trust', {
    statement: [{ actions: ['sts:AssumeRole'], principals: [{ type: 'AWS', identifiers: [PLATFORM] }] }],
  });
  const role = new IamRole(stack, 'role', { name: 'CadoResponseRole', assumeRolePolicy: trust.json });
  const existing = new DataAwsIamPolicyDocument(stack, 'existing', {
    statement: [
      {
        sid: 'Root',
        actions: ['kms:*'],
        resources: ['*'],
        principals: [{ type: 'AWS', identifiers: [`arn:aws:iam::${EMULATOR_ACCOUNT}:root`] }],
      },
    ],
  });
  const literal = new CadoKmsKeyPolicy(stack, 'literal', {
    ...LITERALS,
    platformRoleArn: PLATFORM,
    targetRoleArn: TARGET,
    existingPolicyJson: JSON.stringify({ Statement: [FOREIGN] }),
  });
  const tokens = new CadoKmsKeyPolicy(stack, 'tokens', {
    ...LITERALS,
    platformRoleArn: PLATFORM,
    targetRoleArn: role.arn,
    additionalPlatformRoleArns: Token.asList({ resolve: () => '${[aws_iam_role.role.arn]}', creationStack: [] }),
    existingPolicyJson: existing.json,
  });
  new KmsKey(stack, 'key', { description: 'of tokens', policy: tokens.policyJson });
  for (const [name, { policyJson, statementsJson, policyBytes }] of Object.entries({ literal, tokens })) {
    for (const [key, value] of Object.entries({ policyJson, statementsJson, policyBytes })) {
      new TerraformOutput(stack, `${name}_${key}`, { value, staticId: true });
    }
  }
  return { ...(stack.toTerraform() as JsonObject), terraform: REQUIRED_AWS };
}

/** Lists in order and always lists, as the provider may render them either way. */
function normalised(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(normalised);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, listOf(key, normalised(inner))]));
}

function listOf(key: string, value: Json): Json {
  if (['Sid', 'Effect', 'Principal', 'Condition'].includes(key)) return value;
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly string[]).toSorted((left, right) => (left < right ? -1 : 1)) : value;
}

const expected = (additional: readonly string[]): Json => {
  const inputs = {
    ...Object.fromEntries(KMS_KEY_POLICY_INPUTS.map((spec) => [spec.name, spec.default ?? null])),
    platform_role_arn: PLATFORM,
    target_role_arn: TARGET,
    additional_platform_role_arns: additional,
    kms_tightening: 'pinned',
    platform_region: 'eu-west-1',
    protects: ['ebs', 's3'],
    enforce: true,
  };
  return normalised(resolve(KMS_KEY_POLICY_TEMPLATE, inputs, { partition: 'aws' }) as unknown as Json);
};

describeEmulated('two constructs in one stack', () => {
  let emulator: Emulator;
  let root: TerraformRoot;
  let outputs: Readonly<Record<string, { readonly value: unknown }>>;

  beforeAll(async () => {
    emulator = await startEmulator();
    root = await terraformRoot({ 'main.tf.json': { ...stackOfTwo(), provider: { aws: emulatedProvider(emulator.endpoint) } } });
    await root.terraform('validate');
    await root.terraform('apply', '-input=false', '-auto-approve');
    outputs = JSON.parse(await root.terraform('output', '-json')) as typeof outputs;
  });
  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });

  const text = (name: string): string => String(outputs[name]?.value);

  test('literals render what resolve() gives', () => {
    expect(normalised(JSON.parse(text('literal_statementsJson')) as Json)).toEqual(expected([]));
  });

  test('tokens of other resources render what resolve() gives', () => {
    expect(normalised(JSON.parse(text('tokens_statementsJson')) as Json)).toEqual(expected([TARGET]));
  });

  test("text of the user's arrives as text", () => {
    expect((JSON.parse(text('literal_policyJson')) as { readonly Statement: readonly Json[] }).Statement[0]).toEqual(FOREIGN);
  });

  test('the size is that of the policy', () => {
    for (const name of ['literal', 'tokens'])
      expect(outputs[`${name}_policyBytes`]?.value).toBe(Buffer.byteLength(text(`${name}_policyJson`)));
  });

  test('a second plan changes nothing', async () => {
    expect((await root.tryTerraform('plan', '-input=false', '-detailed-exitcode')).exitCode).toBe(0);
  });
});

describeEmulated('a construct whose tokens turn out to be wrong', () => {
  test('is refused at plan, with the prop, the value and what is accepted', async () => {
    const emulator = await startEmulator();
    const stack = new TerraformStack(new RootConstruct(), 'stack');
    new RequiredAwsProvider(stack);
    const user = new TerraformLocal(stack, 'user', 'arn:aws:iam::111122223333:user/alice');
    const policy = new TerraformLocal(stack, 'policy', '{"Statement": []}');
    new CadoKmsKeyPolicy(stack, 'wrong', { targetRoleArn: user.asString, existingPolicyJson: policy.asString });
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
    const message = stderr.replaceAll(/\s+/g, ' ');
    expect(exitCode).toBe(1);
    expect(message).toContain('targetRoleArn is "arn:aws:iam::111122223333:user/alice", but must be the ARN of an IAM role');
    expect(message).toContain('existingPolicyJson is');
    expect(message).toContain('Accepted:');
  });
});
