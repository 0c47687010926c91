import { EVIDENCE_BUCKET, SOURCE_BUCKET } from '../proof/claims/buckets';
import type { AccessRequest, RequestContext } from '../proof/evaluator/access-request';
import type { Call } from '../proof/claims/call';
import { contextKeys, type ClaimedCall } from './claimed-calls';
import { callerAccount, type Reading } from './reading';

/** A call, and the service that makes it for the role. */
type CallThrough = Pick<ClaimedCall, 'call' | 'service'>;

/**
 * The refused call itself as IAM was asked, by the call of a claim that it is: whatever the event tells is the event's own, and what
 * CloudTrail never tells (tags, whom a grant is for) is as the claim has it. Several where one call names several accounts.
 */
export function ownRequests(claimed: CallThrough, reading: Reading): readonly AccessRequest[] {
  const { denied, roleArn } = reading;
  const owner = denied.known['aws:ResourceAccount'];
  const base: AccessRequest = {
    principal: roleArn,
    action: denied.action,
    resource: denied.resource ?? relocated(claimed, reading),
    ...(typeof owner === 'string' && { resourceAccount: owner }),
    context: contextOf(claimed, reading),
  };
  const shared = base.context?.['ec2:Add/userId'];
  // Each account that a snapshot is shared with is asked for by itself.
  if (typeof shared === 'string' || shared === undefined || shared.length === 0) return [base];
  return shared.map((account) => ({ ...base, context: { ...base.context, 'ec2:Add/userId': account } }));
}

/** The resource of a claim in the account and Region of the call. */
function relocated({ call }: CallThrough, reading: Reading): string {
  if (!call.resource.startsWith('arn:')) return call.resource;
  const [arn, partition, service, region = '', account = '', ...rest] = call.resource.split(':');
  const here = [arn, partition, service, region && (reading.denied.region ?? region), account && callerAccount(reading), ...rest].join(':');
  return withBucket(here, reading);
}

/** Buckets of the world that claims are told in, in place of which stands the event's. */
function withBucket(text: string, { denied }: Reading): string {
  const name = denied.bucket?.split(':')[5];
  return name === undefined ? text : text.replace(new RegExp(`${SOURCE_BUCKET}|${EVIDENCE_BUCKET}`), () => name);
}

function contextOf(claimed: CallThrough, reading: Reading): RequestContext {
  const { denied } = reading;
  const { region } = denied;
  const ofClaim = Object.entries(claimed.call.context ?? {}).flatMap(([key, value]) => {
    const own = key in denied.known ? denied.known[key] : valueHere(key, value, reading);
    return own === undefined ? [] : [[key, own] as const];
  });
  const service = denied.through.how === 'a service' ? denied.through.service : claimed.service;
  const isKms = denied.action.toLowerCase().startsWith('kms:');
  return {
    ...(region !== undefined && { 'aws:RequestedRegion': region }),
    ...Object.fromEntries(ofClaim),
    ...denied.known,
    ...(isKms && service !== undefined && { 'kms:ViaService': `${service}.${keyRegion(reading)}.amazonaws.com` }),
    ...encryptionContextKeys(claimed, reading),
  };
}

const keyRegion = ({ denied }: Reading): string => denied.resource?.split(':')[3] || (denied.region ?? '');

/** The value of a key that the event does not tell; undefined where only the event could. */
function valueHere(key: string, value: string | readonly string[], reading: Reading): string | readonly string[] | undefined {
  if (key.startsWith('kms:EncryptionContext')) return undefined;
  switch (key) {
    case 'kms:ViaService':
    case 'sts:ExternalId':
    case 'aws:PrincipalOrgID':
    case 'aws:ResourceOrgID':
      return undefined;
    case 'aws:RequestedRegion':
      return reading.denied.region;
    case 'aws:ResourceAccount':
      return callerAccount(reading);
    case 'kms:ReplicaRegion':
      return reading.described.platformRegion;
    case 'ec2:Add/userId':
      return reading.platform?.account;
    default:
      return value;
  }
}

/** The event's own encryption context; where it has none, that of the claim. */
function encryptionContextKeys({ call }: CallThrough, reading: Reading): RequestContext {
  const { encryptionContext, action } = reading.denied;
  const names = contextKeys(call);
  const given = encryptionContext ?? sampleContext(call.context ?? {}, names, reading);
  if (names.length === 0 || action.toLowerCase() === 'kms:describekey') return {};
  const own = names.map((name) => [`kms:EncryptionContext:${name}`, given[name] ?? ''] as const);
  return { ...Object.fromEntries(own), 'kms:EncryptionContextKeys': names };
}

const sampleContext = (context: RequestContext, names: readonly string[], reading: Reading): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, withBucket(String(context[`kms:EncryptionContext:${name}`]), reading)]));

/** The refused call by what the event tells alone, for calls that no claim speaks of. */
export function bareRequests(reading: Reading): readonly AccessRequest[] {
  const { denied } = reading;
  const context = Object.keys(denied.encryptionContext ?? {}).map((name) => [`kms:EncryptionContext:${name}`, ''] as const);
  const call: Call = { by: reading.side, action: denied.action, resource: denied.resource ?? '*', context: Object.fromEntries(context) };
  return ownRequests({ call }, reading);
}
