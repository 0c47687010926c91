import { optionNotes, optionProblems, type ImportOptions } from '../../../src/doctor/subject/options';

const ROLE = 'arn:aws:iam::111122223333:role/CadoResponseRole';
const KEY = 'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';

test.each<[options: ImportOptions, problem: string]>([
  [
    { platformRole: 'x' },
    '--platform-role is "x", but must be the ARN of an IAM role (no user, session, account root or wildcard). Accepted: --platform-role arn:aws:iam::111122223333:role/CadoResponseRole',
  ],
  [
    { targetRole: 'arn:aws:iam::111122223333:root' },
    '--target-role is "arn:aws:iam::111122223333:root", but must be the ARN of an IAM role',
  ],
  [{ instanceRole: '' }, '--instance-role is "", but must be'],
  [
    { keyArn: 'alias/x' },
    '--key-arn is "alias/x", but must be the ARN of a KMS key (no alias or wildcard). Accepted: --key-arn arn:aws:kms:',
  ],
  [{ keyArn: '1234abcd-12ab-34cd-56ef-1234567890ab', targetRole: ROLE }, '--key-arn is "1234abcd-12ab-34cd-56ef-1234567890ab"'],
  [{ keyArn: '', targetRole: ROLE }, '--key-arn is "", but must be'],
  [{ platformRegion: 'eu' }, '--platform-region is "eu", but must be a Region code in lower case. Accepted: --platform-region eu-west-1'],
  [{ evidenceRegion: ['US-EAST-1'] }, '--evidence-region is ["US-EAST-1"], but must hold only Region codes in lower case'],
  [{ method: ['fast'] }, '--method is ["fast"], but must hold only create_volume and ebs_direct. Accepted: --method create_volume'],
  [{ protects: ['rds'] }, '--protects is ["rds"], but must hold only ebs and s3'],
  [
    { level: 'tight' },
    '--level is "tight", but must be one of documented, aws_resources, via_service, encryption_context, pinned. Accepted: --level pinned',
  ],
  [
    { ebsResourceId: ['vol-1'] },
    '--ebs-resource-id is ["vol-1"], but must hold only volume and snapshot ids, or the start of one and *. Accepted: --ebs-resource-id vol-0123456789abcdef0 snap-*',
  ],
  [{ sourceBucket: ['bucket'] }, '--source-bucket is ["bucket"], but must hold only ARNs of S3 buckets'],
  [
    { externalId: 'a b' },
    '--external-id is "a b", but must have at least 2 characters, only letters, digits and _+=,.@:/-. Accepted: --external-id ',
  ],
  [{ externalId: 'x'.repeat(1225) }, 'but must have at most 1224 characters'],
  [
    { organizationId: 'r-1234' },
    '--organization-id is "r-1234", but must be the id of an organisation. Accepted: --organization-id o-a1b2c3d4e5',
  ],
  [
    { platformRole: ROLE, targetRole: ROLE },
    `--platform-role and --target-role are both ${ROLE}. Of a role that imports in its own account, give --platform-role alone`,
  ],
  [
    { platformRole: ROLE, keyArn: KEY.replace('aws', 'aws-cn') },
    `${ROLE}, ${KEY.replace('aws', 'aws-cn')} lie in different partitions, and nothing crosses partitions. Give ARNs of one partition`,
  ],
  [
    { platformRole: ROLE, platformRegion: 'us-gov-west-1' },
    '--platform-region us-gov-west-1 is a Region of aws-us-gov, but the ARNs are of aws. Give Regions of that partition',
  ],
  [
    { keyArn: KEY, evidenceRegion: ['eu-west-1', 'cn-north-1'] },
    '--evidence-region cn-north-1 is a Region of aws-cn, but the ARNs are of aws',
  ],
  [{ context: ['aws:SourceIp'] }, '--context "aws:SourceIp" is no pair. Accepted: aws:SourceIp=203.0.113.7'],
  [{ context: ['=x'] }, '--context "=x" is no pair'],
  [{ context: ['SourceIp=x'] }, '--context "SourceIp=x": "SourceIp" is no condition key'],
  [{ context: ['aws:=x'] }, '--context "aws:=x": "aws:" is no condition key'],
  [{ context: ['aws:SourceIp=1', 'AWS:sourceip=2'] }, '--context "AWS:sourceip=2": AWS:sourceip is given twice. Give it once'],
  [
    { context: ['kms:ViaService=ec2.us-east-1.amazonaws.com'] },
    '--context "kms:ViaService=ec2.us-east-1.amazonaws.com": each call has its own kms:ViaService. Leave it out',
  ],
  [{ context: ['kms:EncryptionContext:aws:ebs:id=vol-1'] }, 'each call has its own kms:EncryptionContext:aws:ebs:id'],
  [{ context: ['aws:PrincipalArn=x'] }, 'each call has its own aws:PrincipalArn'],
  [{ context: ['sts:ExternalId=x'] }, '--external-id gives sts:ExternalId. Give it there'],
  [{ context: ['aws:PrincipalOrgID=o-a1b2c3d4e5'] }, '--organization-id gives aws:PrincipalOrgID. Give it there'],
])('%j is refused once, with what is accepted', (options, problem) => {
  const problems = optionProblems(options);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(problem);
});

test.each<[options: ImportOptions]>([
  [{}],
  [{ platformRole: ROLE, targetRole: ROLE.replace('111122223333', '444455556666'), keyArn: KEY, platformRegion: 'eu-west-1' }],
  [{ keyArn: KEY.replaceAll('aws:', 'aws-us-gov:').replace('us-east-1', 'us-gov-west-1'), evidenceRegion: ['us-gov-east-1'] }],
  [{ evidenceRegion: ['cn-north-1'] }],
  [{ ebsResourceId: ['vol-0123456789abcdef0', 'snap-*'], externalId: 'NoExternalIdRequired', organizationId: 'o-a1b2c3d4e5' }],
  [{ context: ['aws:SourceIp=203.0.113.7', 'aws:PrincipalTag/team=a=b', 'aws:SourceVpce=', 'kms:ResourceAliases=alias/x'] }],
])('%j is accepted', (options) => {
  expect([optionProblems(options), optionNotes(options)]).toEqual([[], []]);
});

test.each<[options: ImportOptions, notes: readonly string[]]>([
  [{ evidenceRegion: ['eu-wset-1', 'eu-west-1'] }, ['eu-wset-1 is like no Region that AWS has: see whether it is misspelt']],
  [{ platformRegion: 'xx-west-1' }, ['xx-west-1 is like no Region that AWS has: see whether it is misspelt']],
  [{ context: ['aws:SourcIp=1'] }, ['--context aws:SourcIp: no global condition key of this name is known']],
  [{ platformRegion: 'eusc-de-east-1', evidenceRegion: ['us-gov-west-1', 'us-isob-east-1', 'cn-northwest-1', 'mx-central-1'] }, []],
])('%j is accepted, with a note where it is odd', (options, notes) => {
  expect(optionNotes(options)).toEqual(notes);
});
