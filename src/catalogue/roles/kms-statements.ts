import { all, any, has, named, not, type Guard } from '../../policy/guard';
import type { ConditionTemplate, StatementTemplate, Values } from '../../policy/template';
import { DOCUMENTED_USE, EBS_GRANT_CONSTRAINTS, EBS_GRANT_OPERATIONS, EBS_USE, READ_USE } from '../kms-actions';

const EBS_REQUIREMENTS = 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html';
const CONDITION_KEYS = 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html';

/** A call that must come through a service in the Regions of the inputs. */
export const viaService = (services: string): ConditionTemplate => ({
  test: 'StringEquals',
  variable: 'kms:ViaService',
  values: { derived: services },
  when: named('at_least_via_service'),
});

const ebsContext: ConditionTemplate = {
  test: 'StringLike',
  variable: 'kms:EncryptionContext:aws:ebs:id',
  values: { input: 'ebs_resource_ids' },
  when: named('at_least_encryption_context'),
};

/** What a role's statement on keys differs in: which keys, for which inputs, under which further conditions. */
export interface KeyStatement {
  readonly sid: string;
  readonly purpose: string;
  readonly when: Guard;
  readonly keys: Values;
  /** @default - none */
  readonly conditions?: readonly ConditionTemplate[];
}

/** EBS uses a key for the role. */
export const useStatement = ({ sid, purpose, when, keys, conditions = [] }: KeyStatement): StatementTemplate => ({
  sid,
  effect: 'Allow',
  purpose,
  source: EBS_REQUIREMENTS,
  when,
  actions: [
    { when: not(named('create_volume')), actions: READ_USE },
    { when: named('at_least_encryption_context'), actions: EBS_USE },
    { actions: DOCUMENTED_USE },
  ],
  resources: keys,
  conditions: [...conditions, viaService('ec2_services'), ebsContext],
});

/** EBS takes a grant to use a key while a volume is attached or copied. */
export const createGrantStatement = ({ sid, purpose, when, keys, conditions = [] }: KeyStatement): StatementTemplate => ({
  sid,
  effect: 'Allow',
  purpose,
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/services-ebs.html',
  when,
  actions: [{ actions: ['kms:CreateGrant'] }],
  resources: keys,
  conditions: [
    ...conditions,
    { test: 'Bool', variable: 'kms:GrantIsForAWSResource', values: ['true'], when: named('at_least_aws_resources') },
    viaService('ec2_services'),
    ebsContext,
    { test: 'ForAllValues:StringEquals', variable: 'kms:GrantOperations', values: EBS_GRANT_OPERATIONS, when: named('at_least_pinned') },
    { test: 'Null', variable: 'kms:GrantOperations', values: ['false'], when: named('at_least_pinned') },
    { test: 'StringEquals', variable: 'kms:GrantConstraintType', values: EBS_GRANT_CONSTRAINTS, when: named('at_least_pinned') },
  ],
});

/** Reading a key's type: a direct call, so neither a service nor a context can be asked for. */
export const describeStatement = ({ sid, purpose, when, keys, conditions = [] }: KeyStatement): StatementTemplate => ({
  sid,
  effect: 'Allow',
  purpose,
  source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-copy-snapshot.html',
  when,
  actions: [{ actions: ['kms:DescribeKey'] }],
  resources: keys,
  conditions,
});

/** Whether the role asks keys for their type. */
export const READS_KEY_TYPES: Guard = any(named('volumes'), has('capabilities', 's3'));

/** The statements on keys that both roles have alike; below `via_service` the use statement already decrypts. */
export const READ_KEY_STATEMENTS: readonly StatementTemplate[] = [
  {
    sid: 'KmsS3Decrypt',
    effect: 'Allow',
    purpose: 'S3 decrypts objects that the role reads. Below via_service the statement for EBS allows it already.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
    when: all(named('objects'), named('reads_need_a_statement')),
    actions: [{ actions: READ_USE }],
    resources: { derived: 'key_arns' },
    conditions: [
      viaService('s3_services'),
      {
        test: 'StringLike',
        variable: 'kms:EncryptionContext:aws:s3:arn',
        values: { derived: 's3_context_arns' },
        when: named('at_least_encryption_context'),
      },
    ],
  },
  {
    sid: 'KmsLambdaDecrypt',
    effect: 'Allow',
    purpose: 'Lambda decrypts the code of a function that the role reads. Below via_service the statement for EBS allows it already.',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/encrypt-zip-package.html',
    when: all(has('capabilities', 'lambda'), named('reads_need_a_statement')),
    actions: [{ actions: READ_USE }],
    resources: { derived: 'key_arns' },
    conditions: [viaService('lambda_services')],
  },
  {
    sid: 'KmsListAliases',
    effect: 'Allow',
    purpose: 'The platform tells AWS managed keys from customer keys by their aliases; listing has no resource.',
    source: CONDITION_KEYS,
    when: READS_KEY_TYPES,
    actions: [{ actions: ['kms:ListAliases'] }],
    resources: ['*'],
    conditions: [],
  },
];
