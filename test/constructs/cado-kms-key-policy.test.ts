import { Lazy, TerraformStack, Token } from 'cdktf';
import { RootConstruct } from 'constructs';
import { CadoKmsKeyPolicy, type CadoKmsKeyPolicyProps } from '../../src';

const ROLE = 'arn:aws:iam::111122223333:role/CadoResponseRole';

interface Statement {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly condition?: readonly { readonly variable: string }[];
  readonly dynamic?: unknown;
}

interface Rendered {
  readonly data: {
    readonly aws_iam_policy_document: Readonly<Record<string, { readonly statement: readonly Statement[]; readonly dynamic?: unknown }>>;
  };
  readonly locals: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, { readonly precondition: readonly { readonly error_message: string }[] }>>;
  readonly resource?: { readonly aws_kms_grant: Readonly<Record<string, { readonly for_each: unknown }>> };
}

const inStack = (build: (stack: TerraformStack) => void): Rendered => {
  const stack = new TerraformStack(new RootConstruct(), 'stack');
  build(stack);
  return stack.toTerraform() as Rendered;
};
const withProps = (props: CadoKmsKeyPolicyProps): Rendered => inStack((stack) => new CadoKmsKeyPolicy(stack, 'policy', props));
const ours = (rendered: Rendered): readonly Statement[] =>
  Object.values(rendered.data.aws_iam_policy_document)
    .flatMap(({ statement }) => statement)
    .filter(({ sid }) => sid.startsWith('CadoResponse'));
const problems = (props: object): readonly string[] => {
  try {
    withProps(props);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
};

test('literals are decided at synth: plain blocks, and only those that exist', () => {
  const rendered = withProps({ targetRoleArn: ROLE, createGrantFor: [], kmsTightening: 'via_service', platformRegion: 'eu-west-1' });
  expect(ours(rendered).map(({ sid }) => sid)).toEqual(['CadoResponseDescribeKey', 'CadoResponseEbsUse']);
  expect(ours(rendered)[1]?.condition?.map(({ variable }) => variable)).toEqual(['aws:PrincipalArn', 'kms:ViaService']);
  expect(JSON.stringify(rendered.data)).not.toContain('"dynamic"');
});

test('null for a prop in which it has no meaning is the default, as in Terraform', () => {
  const nothing = { kmsTightening: null, protects: null, enforce: null } as unknown as CadoKmsKeyPolicyProps;
  expect(ours(withProps({ ...nothing, targetRoleArn: ROLE }))).toEqual(ours(withProps({ targetRoleArn: ROLE })));
});

test('a guard that asks only whether a role is given takes a token for given', () => {
  const rendered = withProps({
    platformRoleArn: ROLE,
    targetRoleArn: Token.asString({ resolve: () => '${aws_iam_role.r.arn}', creationStack: [] }),
  });
  expect(JSON.stringify(rendered.locals)).toContain('compact([aws_iam_role.r.arn])');
});

test('a list of tokens has a length, so buckets of the same stack can be named', () => {
  const rendered = withProps({
    targetRoleArn: ROLE,
    protects: ['s3'],
    kmsTightening: 'encryption_context',
    platformRegion: 'eu-west-1',
    evidenceSourceBucketArns: [Token.asString({ resolve: () => '${aws_s3_bucket.evidence.arn}', creationStack: [] })],
  });
  expect(ours(rendered).map(({ sid }) => sid)).toContain('CadoResponseS3Decrypt');
  expect(JSON.stringify(rendered.locals)).toContain('for arn in [aws_s3_bucket.evidence.arn] :');
});

test('tokens in lists and inside text stay references', () => {
  const rendered = withProps({
    platformRoleArn: `arn:aws:iam::${Lazy.stringValue({ produce: () => '${data.aws_caller_identity.me.account_id}' })}:role/CadoResponseRole`,
    additionalPlatformRoleArns: Token.asList({ resolve: () => '${var.roles}', creationStack: [] }),
  });
  const locals = JSON.stringify(rendered.locals);
  expect(locals).toContain('arn:aws:iam::${data.aws_caller_identity.me.account_id}:role/CadoResponseRole');
  expect(locals.includes('], var.roles)')).toBe(true);
});

test('text never becomes syntax', () => {
  const policy = JSON.stringify({
    Statement: [
      { Sid: '${file("/etc/passwd")} %{ if true }', Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'kms:*', Resource: '*' },
    ],
  });
  const locals = JSON.stringify(withProps({ targetRoleArn: ROLE, existingPolicyJson: policy }).locals);
  expect(locals).toContain('$${file(');
  expect(locals).toContain('%%{ if true }');
  expect(locals).not.toMatch(/[^$]\$\{file\(/);
});

test('two constructs in one stack do not collide', () => {
  const rendered = inStack((stack) => {
    new CadoKmsKeyPolicy(stack, 'one', { targetRoleArn: ROLE });
    new CadoKmsKeyPolicy(stack, 'two', { platformRoleArn: ROLE, protects: ['s3'] });
  });
  expect(Object.keys(rendered.data.aws_iam_policy_document)).toHaveLength(4);
  expect(ours(rendered)).toHaveLength(5);
});

test('outputs are tokens that other resources take', () => {
  const rendered = inStack((stack) => {
    const policy = new CadoKmsKeyPolicy(stack, 'policy', {
      targetRoleArn: ROLE,
      grants: { incident: { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab', grantee: 'target' } },
    });
    for (const value of [policy.policyJson, policy.statementsJson, policy.policyBytes, policy.grantIds['incident']]) {
      expect(Token.isUnresolved(value)).toBe(true);
    }
  });
  expect(JSON.stringify(rendered.resource?.aws_kms_grant)).toContain('operations = [\\"Decrypt\\", \\"DescribeKey\\"]');
});

test('the checks of the merged policy ride on an output', () => {
  const messages = Object.values(withProps({ targetRoleArn: ROLE }).output).flatMap(({ precondition }) =>
    precondition.map((rule) => rule.error_message),
  );
  expect(messages).toHaveLength(3);
  expect(messages.join()).toContain('kms:PutKeyPolicy');
});

test('wrong props throw once, and name every one of them as the user wrote it', () => {
  const [header, ...list] = problems({
    platformRoleArn: 'arn:aws:iam::111122223333:user/alice',
    evidenceRegions: ['EU-WEST-1'],
    protects: [],
    kmsTightening: 'tight',
    enforce: 'yes',
    kmsTightness: 'pinned',
    existingPolicyJson: '{}',
    grants: { incident: { keyId: 'alias/volumes', grantee: 'everyone' } },
  });
  expect(header).toBe('stack/policy has 10 wrong props:');
  for (const name of [
    'platformRoleArn',
    'evidenceRegions',
    'protects',
    'kmsTightening',
    'enforce',
    'kmsTightness',
    'existingPolicyJson',
    'grants',
  ]) {
    expect(list.some((line) => line.startsWith(`- ${name} `))).toBe(true);
  }
});

test.each([
  [{}, 'platformRoleArn and targetRoleArn are both missing'],
  [{ targetRoleArn: ROLE, kmsTightening: 'via_service' }, 'ties the key to Regions'],
  [{ targetRoleArn: ROLE, createGrantFor: ['platform'] }, 'names a role that is not given'],
  [{ targetRoleArn: ROLE, platformRoleArn: 'arn:aws-cn:iam::111122223333:role/CadoResponseRole' }, 'different partitions'],
  [
    {
      targetRoleArn: ROLE,
      kmsTightening: 'pinned',
      platformRegion: 'eu-west-1',
      grants: { x: { keyId: `mrk-${'0'.repeat(32)}`, grantee: 'target' } },
    },
    'walk around kmsTightening',
  ],
  [
    { targetRoleArn: ROLE, grants: { x: { keyId: `mrk-${'0'.repeat(32)}`, grantee: 'target', operations: ['CreateGrant'] } } },
    'pass on CreateGrant',
  ],
  [{ targetRoleArn: ROLE, grants: { x: { keyId: `mrk-${'0'.repeat(32)}`, grantee: 'platform' } } }, 'whose role is not given'],
  [{ targetRoleArn: ROLE, existingPolicyJson: '{"Statement":\r1}' }, 'carriage return'],
])('%j is refused', (props, says) => {
  expect(problems(props).join('\n')).toContain(says);
});

test.each([
  'kmsTightening',
  'principalMatch',
  'protects',
  'acquisitionMethods',
  'createGrantFor',
  'enforce',
  'evidenceSourceBucketArns',
] as const)('a token for %s, which decides what exists, is refused by its name', (name) => {
  const token = { resolve: () => '${var.x}', creationStack: [] };
  const text = Token.asString(token);
  const value = name === 'enforce' ? token : ['kmsTightening', 'principalMatch'].includes(name) ? text : Token.asList(token);
  expect(problems({ targetRoleArn: ROLE, platformRegion: 'eu-west-1', [name]: value }).join('\n')).toMatch(
    new RegExp(`\n- ${name} must be a literal`),
  );
});
