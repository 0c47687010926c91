import { TerraformStack, Token } from 'cdktf';
import { RootConstruct } from 'constructs';
import { CadoCrossAccountTrust, CadoRole, type CadoCrossAccountTrustProps, type CadoRoleProps } from '../../src';

const INSTANCE_ROLE = 'arn:aws:iam::111122223333:role/CadoResponseInstanceRole';
const PLATFORM_ROLE = 'arn:aws:iam::111122223333:role/CadoResponseRole';
const token = (text: string): string => Token.asString({ resolve: () => `\${${text}}`, creationStack: [] });

const synthesized = (build: (stack: TerraformStack) => void): string => {
  const stack = new TerraformStack(new RootConstruct(), 'stack');
  build(stack);
  return JSON.stringify(stack.toTerraform());
};
const role = (props: Partial<CadoRoleProps>): string =>
  synthesized((stack) => new CadoRole(stack, 'role', { trustedRoleArns: [INSTANCE_ROLE], ...props }));
const trust = (props: Partial<CadoCrossAccountTrustProps>): string =>
  synthesized((stack) => new CadoCrossAccountTrust(stack, 'trust', { platformRoleArn: PLATFORM_ROLE, ...props }));

const problems = (build: () => unknown): readonly string[] => {
  try {
    build();
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
};

test('literals are decided at synth: only the statements that exist, and nothing dynamic but tags', () => {
  const rendered = role({ capabilities: ['ec2'], acquisitionMethods: ['ebs_direct'] });
  expect(rendered).toContain('SnapshotReadBlocks');
  expect(rendered).not.toContain('TempKeyCreate');
  expect(rendered).not.toContain('"dynamic"');
});

test('roles of the same stack can refer to each other, since neither ARN depends on a policy', () => {
  const rendered = trust({ platformRoleArn: token('aws_iam_role.platform.arn') });
  expect(rendered).toContain('aws_iam_role.platform.arn');
});

test('Regions may be tokens', () => {
  const rendered = role({ platformRegion: token('var.region'), evidenceRegions: [token('var.other')], kmsTightening: 'pinned' });
  expect(rendered).toContain('TempKeyReplicate');
  expect(rendered).toContain('var.region');
});

test('part of the temporary key leaves the rest as it is by default', () => {
  const rendered = role({ temporaryKey: { replicaRegions: ['us-east-1'] } });
  expect(rendered).toContain('TempKeyCreate');
  expect(rendered).toContain('CadoResponse-KMS-Alias');
});

test('every problem of a role is named at once, in terms of its props', () => {
  const found = problems(() =>
    role({
      trustedRoleArns: ['arn:aws:iam::111122223333:root'],
      roleName: 'Forensics',
      maxSessionDuration: 60,
      targetRoleName: 'CadoResponseRole',
      kmsTightening: 'via_service',
      temporaryKey: { aliasPrefix: 'aws/x' },
      capabilities: ['organizations'],
      kmsKeyArns: [],
      typo: true,
    } as unknown as CadoRoleProps),
  );
  expect(found[0]).toBe('stack/role has 8 wrong props:');
  for (const name of [
    'typo',
    'trustedRoleArns',
    'roleName',
    'maxSessionDuration',
    'capabilities',
    'temporaryKey',
    'platformRegion',
    'targetRoleName',
  ])
    expect(found.filter((line) => line.startsWith('- ') && line.includes(name)).length).toBeGreaterThan(0);
});

test('an attribute of the wrong type or name is a problem, never a default', () => {
  const found = problems(() =>
    role({ temporaryKey: { enabled: 'no', alias: 'x' } as unknown as NonNullable<CadoRoleProps['temporaryKey']> }),
  );
  expect(found).toEqual([
    'stack/role has 2 wrong props:',
    '- temporaryKey.enabled must be of type boolean, not string "no"',
    '- temporaryKey.alias is not known. Known: enabled, aliasPrefix, replicaRegions, serviceLinkedRole, deleteAlias',
  ]);
});

test('what decides which statements exist must be a literal', () => {
  const found = problems(() => role({ capabilities: Token.asList({ resolve: () => '${var.c}', creationStack: [] }) as unknown as [] }));
  expect(found[1]).toContain('capabilities must be a literal');
});

test('the public external id is refused, with the reason', () => {
  expect(problems(() => trust({ externalId: 'NoExternalIdRequired' }))[1]).toContain('everybody knows it');
});

test('a prop that is missing is named', () => {
  const found = problems(() => trust({ platformRoleArn: undefined as unknown as string }));
  expect(found[1]).toBe('- platformRoleArn is required');
});
