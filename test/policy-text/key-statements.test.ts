import { keyStatements } from '../../src/policy-text/key-statements';

const ROLE = 'arn:aws:iam::444455556666:role/CadoResponseRole';
const label = (input: string): string => `--${input.replaceAll('_', '-')}`;
const said = (inputs: Parameters<typeof keyStatements>[0], partition = 'aws'): string =>
  keyStatements(inputs, partition, label).problems.join('\n');

test.each<[what: string, inputs: Parameters<typeof keyStatements>[0], partition: string, message: string]>([
  [
    'a role of another partition',
    { target_role_arn: ROLE },
    'aws-cn',
    `of the key, aws-cn, since nothing crosses partitions; not ["${ROLE}"]`,
  ],
  [
    'a bucket of another partition',
    { target_role_arn: ROLE, evidence_source_bucket_arns: ['arn:aws-cn:s3:::example-evidence'] },
    'aws',
    'not ["arn:aws-cn:s3:::example-evidence"]. Accepted: arn:aws:iam::',
  ],
  [
    'Regions of another partition',
    { target_role_arn: ROLE, platform_region: 'cn-north-1', evidence_regions: ['us-gov-west-1', 'eu-west-1'] },
    'aws',
    '--platform-region and --evidence-regions must be Regions of the partition of the key, aws; not ["cn-north-1","us-gov-west-1"]',
  ],
])('%s is refused', (_what, inputs, partition, message) => expect(said(inputs, partition)).toContain(message));

test('what lies in the partition of the key is taken', () => {
  const china = 'arn:aws-cn:iam::444455556666:role/CadoResponseRole';
  expect(said({ target_role_arn: china, kms_tightening: 'via_service', platform_region: 'cn-north-1' }, 'aws-cn')).toBe('');
});

test('an accepted value stands as it does on the command line', () => {
  expect(said({ target_role_arn: 'x', evidence_regions: ['US'], ebs_resource_ids: [] }).split('\n')).toEqual([
    expect.stringMatching(/Accepted: --target-role-arn arn:aws:iam::111122223333:role\/CadoResponseRole$/),
    expect.stringMatching(/Accepted: --evidence-regions us-east-1$/),
    expect.stringMatching(/Accepted: --ebs-resource-ids vol-\* snap-\*$/),
  ]);
});

test('what is given twice counts once, in the order that Terraform gives a set', () => {
  const inputs = { target_role_arn: ROLE, kms_tightening: 'encryption_context', platform_region: 'eu-west-1' } as const;
  const { statements } = keyStatements({ ...inputs, evidence_regions: ['us-east-1', 'ap-south-1', 'us-east-1'] }, 'aws', label);
  const use = statements?.find(({ Sid }) => Sid === 'CadoResponseEbsUse')?.Condition;
  expect(use?.['StringEquals']?.['kms:ViaService']).toEqual(
    ['eu-west-1', 'ap-south-1', 'us-east-1'].map((region) => `ec2.${region}.amazonaws.com`),
  );
  expect(use?.['StringLike']?.['kms:EncryptionContext:aws:ebs:id']).toEqual(['snap-*', 'vol-*']);
});
