import { KMS_KEY_POLICY_INPUTS } from '../../src/catalogue/kms-key-policy/inputs';
import { KMS_KEY_POLICY_TEMPLATE, rootDelegation } from '../../src/catalogue/kms-key-policy/statements';
import type { InputValues, TighteningLevel } from '../../src/policy/guard';
import { withDefaults } from '../../src/policy/input-spec';
import { resolve } from '../../src/policy/resolve';
import { everyCombination } from './every-combination';
import { mayUseKey, verdict, type AccessCheck, type AnyStatement } from './policy-evaluator';
import { ACCOUNTS, PARTITIONS, regions, required, statementsOf, type Partition, type RoleSide } from './role-cases';

/** What an installation of the three modules may differ in. */
export interface Choices {
  readonly partition: Partition;
  readonly level: TighteningLevel;
  /** How the key policy names roles. */
  readonly match: string;
  /** Whether the roles name their keys, or take every key of the accounts. */
  readonly listed: boolean;
}

/** Keys of an import, by whose they are. */
export type KeyName = 'evidence' | 'platform' | 'aws/ebs of the target' | 'aws/ebs of the platform' | 'temporary' | 'temporary replica';

/** A call of a role, on a key or on anything else. */
export interface Step {
  readonly by: RoleSide;
  readonly key?: KeyName;
  readonly check: AccessCheck;
}

/** Both roles and the policies of the keys, as the modules write them. */
export interface Installation {
  readonly identity: Readonly<Record<RoleSide, readonly AnyStatement[]>>;
  readonly keyPolicies: Readonly<Record<KeyName, readonly AnyStatement[]>>;
}

/** Inputs of the three modules besides those that follow from the choices. */
export interface ModuleInputs {
  readonly platform?: InputValues;
  readonly target?: InputValues;
  readonly key?: InputValues;
}

/** What an installation may look like, at one level. */
export const installations = (level: TighteningLevel): readonly Choices[] =>
  everyCombination<string | boolean>({
    partition: Object.keys(PARTITIONS),
    match: ['role_arn', 'principal_arn'],
    listed: [true, false],
  }).map((chosen) => ({ ...chosen, level }) as Choices);

/** The role in an account; both have the name by default. */
export const roleIn = (partition: Partition, side: RoleSide): string => `arn:${partition}:iam::${ACCOUNTS[side]}:role/CadoResponseRole`;

/** The Region of the evidence; the platform is in the other one. */
export const evidenceRegion = (partition: Partition): string => PARTITIONS[partition][1];
/** The Region of the platform. */
export const platformRegion = (partition: Partition): string => PARTITIONS[partition][0];

const KEYS: Readonly<Record<KeyName, readonly [side: RoleSide, region: (partition: Partition) => string, id: string]>> = {
  evidence: ['target', evidenceRegion, '22222222-2222-2222-2222-222222222222'],
  platform: ['platform', platformRegion, '33333333-3333-3333-3333-333333333333'],
  'aws/ebs of the target': ['target', evidenceRegion, '44444444-4444-4444-4444-444444444444'],
  'aws/ebs of the platform': ['platform', platformRegion, '55555555-5555-5555-5555-555555555555'],
  temporary: ['platform', evidenceRegion, 'mrk-66666666666666666666666666666666'],
  'temporary replica': ['platform', platformRegion, 'mrk-66666666666666666666666666666666'],
};

/** The ARN of a key. */
export function keyArn(partition: Partition, name: KeyName): string {
  const [side, region, id] = KEYS[name];
  return `arn:${partition}:kms:${region(partition)}:${ACCOUNTS[side]}:key/${id}`;
}

/**
 * The policy of the key that AWS manages for EBS, which nobody can edit: whoever is in the account, through EC2.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
function awsManaged(partition: Partition, name: KeyName): readonly AnyStatement[] {
  const [side, region] = KEYS[name];
  const through = { 'kms:CallerAccount': ACCOUNTS[side], 'kms:ViaService': `ec2.${region(partition)}.amazonaws.com` };
  return [
    {
      Effect: 'Allow',
      Principal: { AWS: ['*'] },
      Action: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      Resource: ['*'],
      Condition: { StringEquals: through },
    },
    { ...rootDelegation(partition, ACCOUNTS[side]), Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'] },
  ];
}

/** Both roles and all keys of an import; the evidence key is let to both roles unless `key` says otherwise. */
export function install({ partition, level, match, listed }: Choices, more: ModuleInputs = {}): Installation {
  const shared = { ...regions(partition), kms_tightening: level };
  const keys = (...names: readonly KeyName[]): InputValues =>
    listed ? { kms_key_arns: names.map((name) => keyArn(partition, name)) } : {};
  const [platform, target] = [roleIn(partition, 'platform'), roleIn(partition, 'target')];
  const ofModule = (side: RoleSide, given: InputValues): readonly AnyStatement[] => [
    rootDelegation(partition, ACCOUNTS[side]),
    ...resolve(
      KMS_KEY_POLICY_TEMPLATE,
      withDefaults(KMS_KEY_POLICY_INPUTS, { ...shared, principal_match: match, protects: ['ebs', 's3'], ...given }),
      { partition },
    ),
  ];
  const temporary = [
    rootDelegation(partition, ACCOUNTS.platform),
    { Effect: 'Allow', Principal: { AWS: [target] }, Action: ['kms:*'], Resource: ['*'] } as const,
  ];
  return {
    identity: {
      platform: statementsOf(
        'platform',
        { ...required('platform', partition), ...shared, ...keys('evidence', 'platform'), target_role_arns: [target], ...more.platform },
        partition,
      ),
      target: statementsOf('target', { ...required('target', partition), ...shared, ...keys('evidence'), ...more.target }, partition),
    },
    keyPolicies: {
      evidence: ofModule('target', more.key ?? { platform_role_arn: platform, target_role_arn: target }),
      platform: ofModule('platform', { platform_role_arn: platform }),
      'aws/ebs of the target': awsManaged(partition, 'aws/ebs of the target'),
      'aws/ebs of the platform': awsManaged(partition, 'aws/ebs of the platform'),
      temporary,
      'temporary replica': temporary,
    },
  };
}

/** Whether a step of an import goes through. */
export function goesThrough({ identity, keyPolicies }: Installation, partition: Partition, { by, key, check }: Step): boolean {
  if (key === undefined) return verdict(identity[by], check) === 'allow';
  return mayUseKey({ identity: identity[by], keyPolicy: keyPolicies[key] }, { principal: roleIn(partition, by), ...check });
}
