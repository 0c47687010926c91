import { capabilitiesOf } from '../../catalogue/capabilities';
import type { InputValues } from '../../policy/guard';
import type { KeyOwnersChoice, KeyVariant } from '../claims/import-path';
import type { Without } from '../claims/attack';
import { EXTERNAL_ID } from '../claims/import-steps';
import { EVIDENCE_BUCKET, SOURCE_BUCKET } from '../claims/buckets';
import { EVIDENCE_KEYS, keyArn, PLATFORM_KEYS } from '../claims/keys';
import { roleArn, type Partition, type RoleSide, type World } from '../claims/world';
import type { Choices } from './choices';

const SSM_TAGS = { CadoResponseSSMEnabled: 'true' } as const;

/** Inputs of the three modules. */
export interface ModuleInputs {
  readonly platform: InputValues;
  readonly target: InputValues;
  /** For the key of the evidence. */
  readonly evidenceKey: InputValues;
  /** For the platform's own key. */
  readonly platformKey: InputValues;
  /** Whether the keys' policies leave IAM policies of their account out. @default false */
  readonly keysLeaveIamOut?: boolean;
}

/** What the modules are given besides the choices. */
export interface Scope {
  /** Which roles the evidence key names. @default 'both roles' */
  readonly keyNames?: KeyOwnersChoice;
  /** How the keys' policies differ from the usual ones. @default - they do not */
  readonly keys?: KeyVariant;
  /** Whether the platform finds the targets by a role's name in an organisation. @default false */
  readonly organization?: boolean;
  /** Capabilities beyond the default ones. @default - none */
  readonly capabilities?: readonly string[];
  /** Inputs of both roles beyond the default ones. @default - none */
  readonly inputs?: InputValues;
}

/** Inputs for claims that something works: the defaults, and what is asked for. */
export function neededInputs(
  world: World,
  choices: Choices,
  { keyNames = 'both roles', keys: variant, organization = false, capabilities = [], inputs = {} }: Scope = {},
): ModuleInputs {
  const shared = sharedInputs(world, choices);
  const roles = { platform: roleArn(world, 'platform'), target: roleArn(world, 'target') };
  const keys = (...names: readonly Parameters<typeof keyArn>[1][]): InputValues =>
    choices.keysListed ? { kms_key_arns: names.map((name) => keyArn(world, name)) } : {};
  const capabilitiesFor = (side: RoleSide): InputValues => ({
    capabilities: [...new Set([...defaultCapabilities(side), ...known(side, capabilities)])],
  });
  const sources = choices.keysListed ? { evidence_source_bucket_arns: [`arn:${world.partition}:s3:::${SOURCE_BUCKET}`] } : {};
  const keyInputs = { ...shared, ...sources, protects: ['ebs', 's3'], enforce: variant === 'enforced' };
  return {
    platform: {
      ...shared,
      ...capabilitiesFor('platform'),
      // With keys listed, those of the organisation are none that the role finds by itself.
      ...(organization ? {} : keys(...EVIDENCE_KEYS, ...PLATFORM_KEYS)),
      trusted_role_arns: [roleArn(world, 'instance')],
      ...(organization ? organizationInputs(world) : { target_role_arns: [roles.target] }),
      evidence_bucket_name: EVIDENCE_BUCKET,
      evidence_bucket_kms_key_arn: keyArn(world, 'evidence bucket'),
      worker_role_arn: `arn:${world.partition}:iam::${world.accounts.platform}:role/CadoResponseWorker`,
      ssm_instance_tags: SSM_TAGS,
      ...sources,
      ...inputs,
    },
    target: {
      ...shared,
      ...capabilitiesFor('target'),
      ...keys(...EVIDENCE_KEYS),
      ...sources,
      platform_role_arn: roles.platform,
      external_id: EXTERNAL_ID,
      ssm_instance_tags: SSM_TAGS,
      ...inputs,
    },
    evidenceKey: {
      ...keyInputs,
      ...(keyNames !== 'the target role' && { platform_role_arn: roles.platform }),
      ...(keyNames !== 'the platform role' && { target_role_arn: roles.target }),
    },
    platformKey: { ...keyInputs, platform_role_arn: roles.platform },
    ...(variant === 'IAM left out' && { keysLeaveIamOut: true }),
  };
}

/**
 * Inputs for claims that something is refused: every capability, scoped where a capability can be. Left out is what opens a
 * door knowingly, and says so: `tag_after_create` and `temporary_key.delete_alias`.
 */
export function widestInputs(
  world: World,
  choices: Choices,
  { keys, without = {} }: { readonly keys?: KeyVariant; readonly without?: Without } = {},
): ModuleInputs {
  const { platform, target, evidenceKey, platformKey, keysLeaveIamOut } = neededInputs(world, choices, keys === undefined ? {} : { keys });
  const everything = (side: RoleSide): InputValues => ({
    capabilities: everyCapability(side, world.partition).filter((name) => without.capabilities?.includes(name) !== true),
    create_grant: true,
    import_image: true,
  });
  return {
    platform: {
      ...platform,
      ...everything('platform'),
      temporary_key: { replica_regions: [world.regions.platform] },
      ...organizationInputs(world),
      ...without.inputs,
    },
    target: {
      ...target,
      ...everything('target'),
      organization_id: world.organizationId,
      ...without.inputs,
    },
    evidenceKey: { ...evidenceKey, ...without.keyInputs },
    platformKey: { ...platformKey, ...without.keyInputs },
    ...(keysLeaveIamOut !== undefined && { keysLeaveIamOut }),
  };
}

/** A role of one name in every account of an organisation. */
export const organizationInputs = ({ organizationId }: World): InputValues => ({
  target_role_name: 'CadoResponseRole',
  organization_id: organizationId,
});

function sharedInputs({ regions }: World, { level, methods, principalMatch }: Choices): InputValues {
  return {
    kms_tightening: level,
    acquisition_methods: methods,
    principal_match: principalMatch,
    platform_region: regions.platform,
    evidence_regions: [regions.evidence],
  };
}

const defaultCapabilities = (side: RoleSide): readonly string[] =>
  capabilitiesOf(side)
    .filter(({ byDefault }) => byDefault)
    .map(({ name }) => name);

/** The vendor's bucket for error reports exists in one partition only. */
const everyCapability = (side: RoleSide, partition: Partition): readonly string[] =>
  capabilitiesOf(side)
    .map(({ name }) => name)
    .filter((name) => name !== 'error_reporting' || partition === 'aws');

const known = (side: RoleSide, names: readonly string[]): readonly string[] => {
  const all = capabilitiesOf(side).map(({ name }) => name);
  return names.filter((name) => all.includes(name));
};
