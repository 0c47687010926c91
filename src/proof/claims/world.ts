/** Partitions that claims are made for. */
export const PARTITIONS = ['aws', 'aws-us-gov', 'aws-cn'] as const;

/** A partition. */
export type Partition = (typeof PARTITIONS)[number];

/** A role of ours. */
export type RoleSide = 'platform' | 'target';

/** Whose an account is. */
export type AccountName = RoleSide | 'member' | 'stranger';

/** Account numbers, Regions and names that claims speak of; none of them is anybody's. */
export interface World {
  readonly partition: Partition;
  /** `member` belongs to the organisation, `stranger` to nobody. */
  readonly accounts: Readonly<Record<AccountName, string>>;
  /** Where the platform is, where the evidence is, and a Region that nobody named. */
  readonly regions: Readonly<Record<'platform' | 'evidence' | 'elsewhere', string>>;
  readonly organizationId: string;
}

const REGIONS: Readonly<Record<Partition, World['regions']>> = {
  aws: { platform: 'eu-west-1', evidence: 'us-east-1', elsewhere: 'ap-south-1' },
  'aws-us-gov': { platform: 'us-gov-west-1', evidence: 'us-gov-east-1', elsewhere: 'us-gov-north-9' },
  'aws-cn': { platform: 'cn-north-1', evidence: 'cn-northwest-1', elsewhere: 'cn-south-9' },
};

/**
 * The world of a partition.
 *
 * @param oneRegion whether platform and evidence lie in the same Region; @default false
 */
export function worldOf(partition: Partition, oneRegion = false): World {
  const regions = REGIONS[partition];
  return {
    partition,
    accounts: { platform: '111122223333', target: '444455556666', member: '777788889999', stranger: '999988887777' },
    regions: oneRegion ? { ...regions, evidence: regions.platform } : regions,
    organizationId: 'o-a1b2c3d4e5',
  };
}

/** Who calls in a claim: our roles, and those who should get nothing out of them. */
export type Caller =
  | RoleSide
  /** The role of the platform's own instance. */
  | 'instance'
  /** Another role in the platform's account, which may do anything there. */
  | 'neighbour'
  /** Another role in the target's account, with the same rights. */
  | 'colleague'
  /** A role of an account that has nothing to do with either, with the same rights. */
  | 'stranger'
  /** The EC2 service, as which every instance of an account could come. */
  | 'service';

const CALLERS: Readonly<Record<Exclude<Caller, 'service'>, readonly [account: AccountName, name: string]>> = {
  platform: ['platform', 'CadoResponseRole'],
  target: ['target', 'CadoResponseRole'],
  instance: ['platform', 'CadoResponseInstanceRole'],
  neighbour: ['platform', 'Developer'],
  colleague: ['target', 'Developer'],
  stranger: ['stranger', 'CadoResponseRole'],
};

/**
 * The caller as policies name it: a role's ARN, or the service.
 * Source of the service's name: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
 */
export function callerName(world: World, caller: Caller): string {
  if (caller === 'service') return ec2Service(world);
  return roleArn(world, caller);
}

/** EC2 as a service principal. */
export const ec2Service = ({ partition }: World): string => (partition === 'aws-cn' ? 'ec2.amazonaws.com.cn' : 'ec2.amazonaws.com');

/** The role's ARN. */
export function roleArn({ partition, accounts }: World, caller: Exclude<Caller, 'service'>): string {
  const [account, name] = CALLERS[caller];
  return `arn:${partition}:iam::${accounts[account]}:role/${name}`;
}
