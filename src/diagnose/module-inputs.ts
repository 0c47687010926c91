import { REGION } from '../catalogue/arn-patterns';
import { capabilitiesOf } from '../catalogue/capabilities';
import type { InputValues, TighteningLevel } from '../policy/guard';
import { accountOf } from '../doctor/scene';
import type { Need } from './need';
import { isRoleArn } from './read/arns';
import { callerAccount, type Reading } from './reading';

const IS_REGION = new RegExp(REGION);

/** Regions that a call is about. */
export function regionsOfCall({ denied }: Reading): readonly string[] {
  const ofKey = denied.action.startsWith('kms:') ? denied.resource?.split(':')[3] : undefined;
  const replica = denied.known['kms:ReplicaRegion'];
  return [...new Set([ofKey, denied.region, replica].filter((one): one is string => typeof one === 'string' && IS_REGION.test(one)))];
}

/** The Regions of an import: those that options name, otherwise those of the call. */
export function regionInputs(reading: Reading, further: readonly string[] = []): InputValues {
  const { platformRegion, evidenceRegions } = reading.described;
  const here = regionsOfCall(reading);
  const evidence = [...(evidenceRegions.length > 0 ? evidenceRegions : here), ...further];
  const platform = platformRegion ?? here.find((region) => !evidence.includes(region)) ?? here[0];
  return { evidence_regions: evidence, platform_region: platform ?? null };
}

/** Regions of a call that options leave out. */
export function missingRegions(reading: Reading): readonly string[] {
  const { evidence_regions: evidence, platform_region: platform } = regionInputs(reading);
  const known = [evidence, platform].flat();
  return regionsOfCall(reading).filter((region) => !known.includes(region));
}

/** What the modules are given: the caller's module for its role, the same for the key. */
interface Chosen {
  readonly level: TighteningLevel;
  readonly need: Need;
  /** Regions beyond those of the options. @default - none */
  readonly further?: readonly string[];
}

/** Inputs of the module that makes the caller's role. */
export function roleInputs(reading: Reading, { level, need, further = [] }: Chosen): InputValues {
  const { side, denied, roleArn, platform, described } = reading;
  const role = side === 'target' ? 'target' : 'platform';
  const byDefault = capabilitiesOf(role).filter((one) => one.byDefault);
  const name = roleArn.slice(roleArn.indexOf(':role/') + ':role'.length);
  const cut = name.lastIndexOf('/') + 1;
  const shared = {
    kms_tightening: level,
    ...regionInputs(reading, further),
    capabilities: [...byDefault.map((one) => one.name), ...need.capabilities],
    kms_key_arns: keyArns(reading),
    role_name: name.slice(cut),
    role_path: name.slice(0, cut),
    ...sourceBuckets(reading),
    ...need.inputs,
  };
  if (role === 'target')
    return {
      ...shared,
      platform_role_arn: described.platformArn ?? someRole(reading, platform?.account),
      // Of an account that nobody knows there are no keys.
      platform_temporary_keys: platform !== undefined,
    };
  const isAssuming = denied.action === 'sts:AssumeRole' && denied.resource !== undefined && isRoleArn(denied.resource);
  return { ...shared, trusted_role_arns: [], target_role_arns: isAssuming ? [denied.resource] : [] };
}

/** A customer's key is named itself. The platform makes a temporary key for each import, so that only a pattern stands for them. */
function keyArns({ key, denied, side }: Reading): readonly string[] {
  const { resource = '' } = denied;
  if (key?.kind === 'customer') return [resource];
  return key?.kind === 'temporary' && side === 'platform' ? [resource.replace(/key\/mrk-.*$/, 'key/mrk-*')] : [];
}

const sourceBuckets = ({ denied }: Reading): InputValues =>
  denied.bucket === undefined ? {} : { evidence_source_bucket_arns: [denied.bucket] };

/** Of the platform's role only the account counts in a target's policies. Where it is unknown, no call can be about it. */
function someRole(reading: Reading, account: string = callerAccount(reading)): string {
  return `arn:${reading.partition}:iam::${account}:role/CadoResponseRole`;
}

/** Inputs of `cado-kms-key-policy` for the caller alone. */
export function keyInputs(reading: Reading, { level, further = [] }: Omit<Chosen, 'need'>): InputValues {
  const { side, roleArn } = reading;
  return {
    [side === 'target' ? 'target_role_arn' : 'platform_role_arn']: roleArn,
    protects: ['ebs', 's3'],
    kms_tightening: level,
    ...regionInputs(reading, further),
    ...sourceBuckets(reading),
  };
}

/** Inputs that decide whom a role trusts: the module of the role that is assumed. */
export function trustInputs({ side, roleArn, denied }: Reading): InputValues {
  if (side === 'instance') return { trusted_role_arns: [roleArn] };
  const shown = denied.known['sts:ExternalId'];
  return { platform_role_arn: roleArn, ...(typeof shown === 'string' && { external_id: shown }) };
}

/** Account of a role that is assumed. */
export const assumedAccount = ({ denied }: Reading): string => accountOf(denied.resource);
