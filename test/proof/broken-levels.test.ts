import type { TighteningLevel } from '../../src/policy/guard';
import type { JsonObject } from '../../src/policy/policy-json';
import { failureInWords } from '../../src/proof/failure-words';
import { everyChoice } from '../../src/proof/installation/choices';
import { renderedPolicies } from '../../src/proof/installation/rendered-installation';
import { prove } from '../../src/proof/prove';
import { changedStatement, withCondition } from '../support/changed-statement';

interface BrokenLevel {
  readonly what: string;
  readonly level: TighteningLevel;
  /** Sids of the statements that are changed, in roles and key policies. */
  readonly sids: readonly string[];
  readonly change: (statement: JsonObject) => JsonObject | undefined;
  /** What the message must name: the path, the statement and the element. */
  readonly named: readonly string[];
}

const EBS_USE = ['KmsUse', 'CadoResponseEbsUse'];
const onEbsId = (values: readonly string[]): BrokenLevel['change'] => {
  return (statement) => withCondition(statement, 'StringLike', 'kms:EncryptionContext:aws:ebs:id', values);
};

const BROKEN: readonly BrokenLevel[] = [
  {
    what: 'volumes are left out of the encryption context',
    level: 'encryption_context',
    sids: EBS_USE,
    change: onEbsId(['snap-*']),
    named: ['B: blocks are read', 'KmsUse', 'kms:EncryptionContext:aws:ebs:id', 'vol-'],
  },
  {
    what: 'copied snapshots are left out of the encryption context',
    level: 'encryption_context',
    sids: EBS_USE,
    change: onEbsId(['vol-*']),
    named: ['B: blocks are read', 'KmsUse', 'kms:EncryptionContext:aws:ebs:id', 'snap-'],
  },
  {
    what: 'the condition of grants stands on use',
    level: 'aws_resources',
    sids: EBS_USE,
    change: (statement) => withCondition(statement, 'Bool', 'kms:GrantIsForAWSResource', 'true'),
    named: ['F: across accounts', 'kms:GrantIsForAWSResource', 'the request has none'],
  },
  {
    what: 'another Region is pinned',
    level: 'via_service',
    sids: EBS_USE,
    change: (statement) => withCondition(statement, 'StringEquals', 'kms:ViaService', ['ec2.eu-north-1.amazonaws.com']),
    named: ['B: blocks are read', 'KmsUse', 'kms:ViaService', 'ec2.eu-north-1.amazonaws.com'],
  },
  {
    what: 'the type of a key may be read through EC2 only',
    level: 'via_service',
    sids: ['KmsDescribe', 'CadoResponseDescribeKey'],
    change: (statement) => withCondition(statement, 'StringEquals', 'kms:ViaService', ['ec2.us-east-1.amazonaws.com']),
    named: ['kms:DescribeKey', 'KmsDescribe', 'kms:ViaService', 'the request has none'],
  },
  {
    what: 'the encryption context of EBS stands on objects of S3',
    level: 'encryption_context',
    sids: ['KmsS3Decrypt', 'CadoResponseS3Decrypt'],
    change: onEbsId(['vol-*', 'snap-*']),
    named: ['I: objects of S3', 'S3Decrypt', 'kms:EncryptionContext:aws:ebs:id'],
  },
  {
    what: 'an alias is asked for where keys are used',
    level: 'documented',
    sids: EBS_USE,
    change: (statement) => withCondition(statement, 'ForAnyValue:StringLike', 'kms:ResourceAliases', 'alias/CadoResponse-KMS-Alias*'),
    named: ['kms:ResourceAliases', 'the request has none'],
  },
];

test.each(BROKEN.map((broken) => [broken.what, broken] as const))(
  'the proof fails and says where, if %s',
  (_what, { level, sids, change, named }) => {
    const { failures } = prove({
      installations: everyChoice([level]).filter(({ partition }) => partition === 'aws'),
      render: (world, inputs) => sids.reduce((policies, sid) => changedStatement(policies, sid, change), renderedPolicies(world, inputs)),
    });
    const messages = failures.map(failureInWords);
    expect(messages.filter((message) => named.every((part) => message.includes(part)))).not.toEqual([]);
  },
);
