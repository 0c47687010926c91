import { KEY_ARN } from '../catalogue/arn-patterns';
import type { ImportDescription } from '../doctor/subject/options';
import { accountOf } from '../doctor/scene';
import { EVIDENCE_KEYS, PLATFORM_KEYS, type KeyName } from '../proof/claims/keys';
import { PARTITIONS, type Partition } from '../proof/claims/world';
import type { DeniedCall } from './denied-call';
import type { Ours, Side } from './whose-call';

/** The key of a call. */
export interface KeyOfCall {
  /** Temporary keys are multi-Region keys of the platform's account, which it makes itself. */
  readonly kind: 'customer' | 'temporary';
  /** Keys of the claims that it may be. */
  readonly names: readonly KeyName[];
}

/** A refused call, taken for one of a role of ours. */
export interface Reading {
  readonly denied: DeniedCall;
  readonly side: Side;
  readonly roleArn: string;
  readonly isNamed: boolean;
  readonly described: ImportDescription;
  readonly partition: Partition;
  /** The platform's account, as an option says or the event makes plausible. @default - unknown */
  readonly platform?: { readonly account: string; readonly isNamed: boolean };
  /** @default - it is about no key, or about none that the event names */
  readonly key?: KeyOfCall;
}

const IS_KEY = new RegExp(KEY_ARN);
/** Whether a call is about a key; others make one, or list what there is. */
export const isAboutKey = (action: string): boolean => action.startsWith('kms:') && !/^kms:(CreateKey|ListAliases)$/i.test(action);
/** AWS manages a key under an alias of its own, and its policy. */
export const isManaged = (alias: string | undefined): boolean => alias?.startsWith('alias/aws/') === true;
const isMultiRegion = (arn: string): boolean => arn.includes(':key/mrk-');

/** Takes a call for one of a side. */
export function readingOf(denied: DeniedCall, { roleArn, isNamed }: Ours, side: Side, described: ImportDescription): Reading {
  const [, name] = roleArn.split(':', 2);
  const base = { denied, side, roleArn, isNamed, described, partition: PARTITIONS.find((known) => known === name) ?? 'aws' };
  const platform = platformOf(base);
  const key = keyOf(base, platform?.account);
  return { ...base, ...(platform !== undefined && { platform }), ...(key !== undefined && { key }) };
}

type Base = Omit<Reading, 'platform' | 'key'>;

/** Snapshots are shared with the platform's account, and temporary keys lie in it. */
function platformOf({ denied, side, roleArn, isNamed, described }: Base): Reading['platform'] {
  if (described.platformArn !== undefined) return { account: accountOf(described.platformArn), isNamed: true };
  if (side !== 'target') return { account: accountOf(roleArn), isNamed };
  const { resource = '', known } = denied;
  const shared = [known['ec2:Add/userId'] ?? []].flat();
  const [first] = shared;
  if (first !== undefined) return shared.length === 1 && /^\d{12}$/.test(first) ? { account: first, isNamed: false } : undefined;
  const isForeign = IS_KEY.test(resource) && accountOf(resource) !== accountOf(roleArn);
  return isForeign && isMultiRegion(resource) ? { account: accountOf(resource), isNamed: false } : undefined;
}

function keyOf({ denied, side, roleArn, described }: Base, platform: string | undefined): KeyOfCall | undefined {
  const { resource = '', alias } = denied;
  if (!IS_KEY.test(resource)) return undefined;
  const account = accountOf(resource);
  if (isMultiRegion(resource) && account === platform) return { kind: 'temporary', names: ['temporary', 'temporary replica'] };
  const isOwn = account === accountOf(roleArn);
  const managed = (name: KeyName): readonly KeyName[] => (refusesManaged(denied) ? [name] : []);
  if (isManaged(alias) && !isOwn) return { kind: 'customer', names: [] };
  if (isManaged(alias))
    return { kind: 'customer', names: managed(side === 'platform' ? 'aws/ebs of the platform' : 'aws/ebs of the target') };
  if (side !== 'platform') {
    if (!isOwn) return { kind: 'customer', names: account === platform ? [] : EVIDENCE_KEYS };
    return { kind: 'customer', names: [...EVIDENCE_KEYS, ...managed('aws/ebs of the target')] };
  }
  if (!isOwn) return { kind: 'customer', names: EVIDENCE_KEYS };
  const isOneAccount = accountOf(described.targetArn) === account;
  return {
    kind: 'customer',
    names: [...PLATFORM_KEYS, 'evidence bucket', ...managed('aws/ebs of the platform'), ...(isOneAccount ? EVIDENCE_KEYS : [])],
  };
}

/**
 * Whether what refused may have refused a key that AWS manages. The policy of such a key lets EBS in for the whole account, so that only a
 * Deny or a policy beside it refuses, and resource control policies leave such keys alone; its type is asked for directly.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-limitations
 */
function refusesManaged({ action, refusal: { by, isExplicit } }: DeniedCall): boolean {
  const isSilent = by === 'resource control' || (!isExplicit && (by === 'boundary' || by === 'session'));
  return action.toLowerCase() === 'kms:describekey' || (by !== 'identity' && by !== 'resource' && !isSilent);
}

/** Account of the role that called. */
export const callerAccount = ({ roleArn }: Reading): string => accountOf(roleArn);

/** Whether the resource lies in the caller's account, as far as its ARN or the event tells. */
export function isInOwnAccount(reading: Reading): boolean {
  const account = resourceAccount(reading);
  return account === undefined || account === callerAccount(reading);
}

/** The account of the resource, where the event tells it. */
export function resourceAccount({ denied }: Reading): string | undefined {
  const account = accountOf(denied.resource);
  if (/^\d{12}$/.test(account)) return account;
  const owner = denied.known['aws:ResourceAccount'];
  return typeof owner === 'string' ? owner : undefined;
}
