import { CAPABILITIES, capabilitiesOf } from '../catalogue/capabilities';
import type { InputValues } from '../policy/guard';
import { EVIDENCE_BUCKET } from '../proof/claims/buckets';
import type { ClaimedCall } from './claimed-calls';
import { isRoleArn } from './read/arns';
import type { Reading } from './reading';
import { hasOurName } from './whose-call';

/** What a module has to be given beyond its defaults, so that a role may make a call. */
export interface Need {
  readonly capabilities: readonly string[];
  readonly inputs: InputValues;
}

/** Nothing beyond the defaults. */
const isNothing = ({ capabilities, inputs }: Need): boolean => capabilities.length === 0 && Object.keys(inputs).length === 0;

/** What the call of a claim needs; undefined where the event does not tell the name that an input takes. */
export function needOf(claimed: ClaimedCall, reading: Reading): Need | undefined {
  const { path, call } = claimed;
  const ofPath = path.principalMatch === undefined ? (path.inputs ?? {}) : {};
  const byDefault = capabilitiesOf(reading.side === 'target' ? 'target' : 'platform').filter((one) => one.byDefault);
  const capabilities = (path.capabilities ?? []).filter((name) => !byDefault.some((one) => one.name === name));
  const own = call.action === 'iam:PassRole' ? workerRole(reading) : isOnOwnBucket(claimed) ? ownBucket(reading) : {};
  return own === undefined ? undefined : { capabilities, inputs: { ...ofPath, ...own } };
}

const isOnOwnBucket = ({ call, keyName }: ClaimedCall): boolean => keyName === 'evidence bucket' || call.resource.includes(EVIDENCE_BUCKET);

function ownBucket({ denied }: Reading): InputValues | undefined {
  const name = denied.bucket?.split(':')[5];
  if (name === undefined) return undefined;
  const isKey = denied.action.startsWith('kms:');
  return { evidence_bucket_name: name, ...(isKey && { evidence_bucket_kms_key_arn: denied.resource }) };
}

/** Workers get one role, which is told from any other by its name alone. */
function workerRole({ denied }: Reading): InputValues | undefined {
  const { resource } = denied;
  return resource !== undefined && isRoleArn(resource) && hasOurName(resource) ? { worker_role_arn: resource } : undefined;
}

/** Calls of claims by what they need: first what needs nothing, then capabilities, then inputs that name something. */
export function byNeed(calls: readonly ClaimedCall[], reading: Reading): readonly (readonly [Need, readonly ClaimedCall[]])[] {
  const groups = new Map<string, [Need, ClaimedCall[]]>();
  for (const claimed of calls) {
    const need = needOf(claimed, reading);
    if (need === undefined) continue;
    const key = JSON.stringify(need);
    const group = groups.get(key) ?? [need, []];
    group[1].push(claimed);
    groups.set(key, group);
  }
  const rank = (need: Need): number => (isNothing(need) ? 0 : Object.keys(need.inputs).length === 0 ? 1 : 2);
  return [...groups.values()].toSorted(([one], [other]) => rank(one) - rank(other));
}

const MODULES = { platform: 'cado-role', target: 'cado-cross-account-trust', instance: 'cado-role' } as const;

/** The module that makes the role of a side. */
export const moduleOf = ({ side }: Pick<Reading, 'side'>): string => MODULES[side];

/** What a need is, for people; undefined for nothing. @param others capabilities each of which would do as well */
export function needInWords(need: Need, others: readonly string[], reading: Reading): string | undefined {
  if (isNothing(need)) return undefined;
  const [capability] = need.capabilities;
  const purpose = CAPABILITIES.find(({ name }) => name === capability)?.purpose.replaceAll('**', '');
  const asWell = others.length === 0 ? '' : ` (or ${others.map((name) => `"${name}"`).join(', ')})`;
  const parts = [
    ...(capability === undefined ? [] : [`"${capability}"${asWell} in its capabilities`]),
    ...Object.entries(need.inputs).map(([name, value]) => `${name} = ${JSON.stringify(value)}${value === true ? ' (off by default)' : ''}`),
  ];
  const why = purpose === undefined ? '' : `. That is opt-in: ${purpose}`;
  return `${moduleOf(reading)} gives this only with ${parts.join(' and ')}${why}`;
}
