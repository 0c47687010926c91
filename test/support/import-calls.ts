import { evidenceRegion, keyArn, platformRegion, type KeyName, type Step } from './installation';
import type { RequestContext } from '../../src/proof/evaluator/access-request';
import { ACCOUNTS, type Partition, type RoleSide } from './role-cases';

/** Ids of what an import meets: the evidence, and the copy of it. */
export const VOLUME = 'vol-0123456789abcdef0';
/** A snapshot that was copied carries its own id. */
export const COPY = 'snap-0123456789abcdef0';

/** What the platform names as its own. */
export const OWN = { 'aws:ResourceTag/Name': 'CadoResponse-1' } as const;
/** What the platform names while it makes it. */
export const NAMED = { 'aws:RequestTag/Name': 'CadoResponse-1' } as const;

/** What EC2 asks for when it takes a grant. */
export const GRANT = {
  'kms:GrantIsForAWSResource': 'true',
  'kms:GrantOperations': ['Decrypt', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom', 'ReEncryptTo'],
  'kms:GrantConstraintType': 'EncryptionContextSubset',
} as const;

/** Calls of one role in one partition. */
export interface Calls {
  /** A call that touches resources, each asked for. */
  on(action: string, resources: readonly string[], context?: RequestContext): readonly Step[];
  /** Calls on a key that EC2 makes for the role, for a volume or snapshot. */
  throughEc2(key: KeyName, id: string, ...actions: readonly string[]): readonly Step[];
  /** The grant that EC2 takes. */
  grant(key: KeyName, id: string, context?: RequestContext): readonly Step[];
  /** Calls on a key that S3 makes for the role. */
  throughS3(key: KeyName, context: string): readonly Step[];
  /** A call on a key by the role itself. */
  direct(action: string, key: KeyName, context?: RequestContext): readonly Step[];
  /** The role asks for the type of a key. */
  keyType(key: KeyName): readonly Step[];
}

/** ARNs of EC2 as IAM sees them: snapshots and images have no account. */
export const ec2Arn = (partition: Partition, side: RoleSide, resource: string): string => {
  const region = side === 'target' ? evidenceRegion(partition) : platformRegion(partition);
  return `arn:${partition}:ec2:${region}:${/^(snapshot|image)\//.test(resource) ? '' : ACCOUNTS[side]}:${resource}`;
};

/** The calls of a role. */
export function callsOf(by: RoleSide, partition: Partition): Calls {
  const direct: Calls['direct'] = (action, key, context = {}) => [
    { by, key, check: { action: `kms:${action}`, resource: keyArn(partition, key), context } },
  ];
  const through = (service: string, key: KeyName): RequestContext => ({
    'kms:ViaService': `${service}.${keyArn(partition, key).split(':')[3] ?? ''}.amazonaws.com`,
  });
  const ebs = (key: KeyName, id: string): RequestContext => ({ ...through('ec2', key), 'kms:EncryptionContext:aws:ebs:id': id });
  return {
    on: (action, resources, context = {}) =>
      resources.map((resource) => ({
        by,
        check: { action, resource: resource.startsWith('arn:') || resource === '*' ? resource : ec2Arn(partition, by, resource), context },
      })),
    throughEc2: (key, id, ...actions) => actions.flatMap((action) => direct(action, key, ebs(key, id))),
    grant: (key, id, context = {}) => direct('CreateGrant', key, { ...ebs(key, id), ...GRANT, ...context }),
    throughS3: (key, context) => direct('Decrypt', key, { ...through('s3', key), 'kms:EncryptionContext:aws:s3:arn': context }),
    direct,
    keyType: (key) => direct('DescribeKey', key),
  };
}
