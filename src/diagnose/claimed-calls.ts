import { CAPABILITY_PATHS } from '../proof/claims/capability-paths';
import type { Call } from '../proof/claims/call';
import type { ImportPath } from '../proof/claims/import-path';
import { IMPORT_PATHS } from '../proof/claims/import-paths';
import { KEY_NAMES, keyArn, type KeyName } from '../proof/claims/keys';
import { PARTITIONS, worldOf, type Partition } from '../proof/claims/world';
import { isKindOf } from './resource-kind';
import type { Reading } from './reading';

/** A call that a claim speaks of, with names of the world that claims are told in. */
export interface ClaimedCall {
  readonly path: ImportPath;
  readonly call: Call;
  /** The service that calls for the role. @default - the role calls directly */
  readonly service?: string;
  /** @default - it is about no key */
  readonly keyName?: KeyName;
}

/** Paths that differ from a usual one in how keys are, or how targets are found, make the same calls. */
const isUsual = ({ keys, organization }: ImportPath): boolean => keys === undefined && organization !== true;

const CALLS = new Map<Partition, ReadonlyMap<string, readonly ClaimedCall[]>>();

/** Every call of every claim, by action in lower case; made once for a partition. */
function callsOf(partition: Partition): ReadonlyMap<string, readonly ClaimedCall[]> {
  const known = CALLS.get(partition);
  if (known !== undefined) return known;
  const world = worldOf(partition);
  const names = new Map(KEY_NAMES.map((name) => [keyArn(world, name), name] as const));
  const paths = [...IMPORT_PATHS, ...CAPABILITY_PATHS].filter((path) => isUsual(path) && (path.partition ?? partition) === partition);
  const all = paths.flatMap((path) =>
    path.calls(world).map((call): ClaimedCall => {
      const [service, keyName] = [serviceOf(call), names.get(call.resource)];
      return { path, call, ...(service !== undefined && { service }), ...(keyName !== undefined && { keyName }) };
    }),
  );
  const made = new Map<string, ClaimedCall[]>();
  for (const claimed of all) {
    const action = claimed.call.action.toLowerCase();
    made.set(action, [...(made.get(action) ?? []), claimed]);
  }
  CALLS.set(partition, made);
  return made;
}

function serviceOf({ context = {} }: Call): string | undefined {
  const via = context['kms:ViaService'];
  return typeof via === 'string' ? via.split('.', 1)[0] : undefined;
}

/** Whether any claim in any partition speaks of an action. */
export const isClaimedAction = (action: string): boolean => PARTITIONS.some((partition) => callsOf(partition).has(action.toLowerCase()));

/** Services in the order in which an unnamed one is taken for them: volumes are what imports mostly read. */
const LIKELY: readonly (string | undefined)[] = ['ec2', 's3', 'lambda', undefined];

/** Calls of the claims that the refused one may be: by whom, what, through which service, on which kind of thing. */
export function claimedCalls(reading: Reading): readonly ClaimedCall[] {
  const { denied, side, partition } = reading;
  const action = denied.action.toLowerCase();
  const found = (callsOf(partition).get(action) ?? []).filter(
    (claimed) => claimed.call.by === side && isOnSameKind(claimed, reading) && isThroughSame(claimed, reading),
  );
  if (action === 'kms:describekey') return found;
  const service = LIKELY.find((likely) => found.some((claimed) => claimed.service === likely));
  return forSame(
    found.filter((claimed) => claimed.service === service),
    reading,
  );
}

/** What tells one step of an import from another: the call that makes what is named, and whether it is about a volume or a copy. */
const TELLING = ['ec2:CreateAction', 'kms:EncryptionContext:aws:ebs:id'] as const;

/** Of several steps that make such a call those that the event is, where it tells; otherwise all. */
function forSame(found: readonly ClaimedCall[], { denied }: Reading): readonly ClaimedCall[] {
  return TELLING.reduce((left, key) => {
    const told = key === 'ec2:CreateAction' ? denied.known[key] : denied.encryptionContext?.['aws:ebs:id'];
    const same = left.filter(({ call }) => typeof told === 'string' && kindOfId(String(call.context?.[key])) === kindOfId(told));
    return same.length === 0 ? left : same;
  }, found);
}

/** Ids of volumes and snapshots differ in what stands before the hyphen. */
const kindOfId = (text: string): string => text.replace(/-.*$/s, '-');

function isOnSameKind({ call, keyName }: ClaimedCall, { denied, key }: Reading): boolean {
  const { resource } = denied;
  if (resource === undefined) return true;
  if (keyName !== undefined) return key?.names.includes(keyName) === true;
  return isKindOf(call.resource, resource);
}

/** A key's type is read directly, and by services too. A direct call says what it is for by its encryption context alone. */
function isThroughSame({ call, service }: ClaimedCall, { denied }: Reading): boolean {
  const { action, through, encryptionContext } = denied;
  if (!action.toLowerCase().startsWith('kms:') || action.toLowerCase() === 'kms:describekey') return true;
  const contexts = contextKeys(call);
  const isSameContext = contexts.every((key) => encryptionContext?.[key] !== undefined);
  switch (through.how) {
    case 'directly':
      return service === undefined && isSameContext;
    case 'a service':
      return service === through.service && (encryptionContext === undefined || isSameContext);
    case 'a hidden service':
      // A context that claims speak of would have told the service.
      return service !== undefined && encryptionContext === undefined;
    case 'unknown':
      return encryptionContext === undefined || isSameContext;
  }
}

/** Whether a direct call is one of an import for some encryption context, and nobody asked for that of this one. */
export const isContextMissing = ({ denied, side, partition }: Reading): boolean =>
  denied.through.how === 'directly' &&
  denied.isContextUnasked === true &&
  (callsOf(partition).get(denied.action.toLowerCase()) ?? []).some(
    ({ call, service }) => call.by === side && service === undefined && contextKeys(call).length > 0,
  );

/** Keys of the encryption context that a call gives. */
export const contextKeys = ({ context = {} }: Call): readonly string[] =>
  Object.keys(context).flatMap((key) => /^kms:EncryptionContext:(.+)$/.exec(key)?.[1] ?? []);
