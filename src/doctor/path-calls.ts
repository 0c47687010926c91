import { SOURCE_BUCKET } from '../proof/claims/buckets';
import type { Call } from '../proof/claims/call';
import { COPY, VOLUME } from '../proof/claims/calls';
import { assumed, replicatedToEvidence } from '../proof/claims/import-steps';
import type { ImportPath } from '../proof/claims/import-path';
import { keyArn, type KeyName } from '../proof/claims/keys';
import type { World } from '../proof/claims/world';
import { distinctCalls, textOfCall } from './distinct-calls';
import { bucketName, idsOf } from './scene-names';
import type { Scene } from './scene';

type Told = Pick<ImportPath, 'calls' | 'keyNames'>;

/** Calls of a world by paths, and by what they are: paths share most of them. */
interface ToldCalls {
  readonly byPath: Map<Told['calls'], readonly Call[]>;
  readonly byText: Map<string, Call>;
}

const CALLS = new WeakMap<World, ToldCalls>();

/** Calls of a path as claims tell it, which stay the same whatever policies say. What several paths call is one thing. */
export function toldCalls(world: World, { calls: tell }: Told): readonly Call[] {
  const { byPath, byText } = CALLS.get(world) ?? { byPath: new Map<Told['calls'], readonly Call[]>(), byText: new Map<string, Call>() };
  CALLS.set(world, { byPath, byText });
  const shared = (call: Call): Call => {
    const same = byText.get(textOfCall(call)) ?? call;
    byText.set(textOfCall(call), same);
    return same;
  };
  const calls = byPath.get(tell) ?? tell(world).map(shared);
  byPath.set(tell, calls);
  return calls;
}

/** The calls of a path, each once: for every volume, snapshot and bucket that is evidence, where some were named. */
export const callsOf = (scene: Scene, path: Told): readonly Call[] =>
  distinctCalls(
    onOwnKey(scene, path, ofTheImport(scene, eitherWay(scene, toldCalls(scene.world, path))))
      .filter(({ by, action }) => !(scene.instanceIsPlatform && by === 'instance' && action === 'sts:AssumeRole'))
      .flatMap((call) => withIds(scene, call))
      .flatMap((call) => withBuckets(scene, call)),
  );

/** Where no role acts as another, each does the same in its own account: the import is out of that of the target's role, if there is one. */
function ofTheImport({ subject, world }: Scene, calls: readonly Call[]): readonly Call[] {
  const sides = new Set(calls.map(({ by }) => by));
  if (calls.some(({ action }) => action === 'sts:AssumeRole')) return calls;
  const isApart = sides.has('platform') && sides.has('target');
  const own = isApart ? calls.filter(({ by }) => by === (subject.target === undefined ? 'platform' : 'target')) : calls;
  // Nobody but the platform acts as the target's role.
  return subject.target !== undefined && own.some(({ by }) => by === 'target') ? [...toldCalls(world, { calls: assumed }), ...own] : own;
}

/** What the platform copies out of another Region of its own account is under a key of its own there, where that is examined. */
function onOwnKey({ keyName, subject, world }: Scene, { keyNames }: Told, calls: readonly Call[]): readonly Call[] {
  if (keyName !== OWN_KEY || subject.target !== undefined || keyNames !== undefined) return calls;
  const isOnEvidenceKey = ({ by, on }: Call): boolean =>
    by === 'platform' && typeof on === 'object' && 'key' in on && on.key === 'evidence';
  const isCopied = calls.every(({ by }) => by === 'platform') && calls.some(({ action }) => action === 'ec2:CopySnapshot');
  if (!isCopied) return calls;
  return calls.map((call) => (isOnEvidenceKey(call) ? { ...call, on: { key: OWN_KEY }, resource: keyArn(world, OWN_KEY) } : call));
}

const OWN_KEY: KeyName = 'platform where evidence is';

/** A temporary key may be made in the Region of the platform or of the evidence, and is taken to the other one. */
const eitherWay = ({ world }: Scene, calls: readonly Call[]): readonly Call[] =>
  calls.some(({ action }) => action === 'kms:CreateKey') ? [...calls, ...toldCalls(world, { calls: replicatedToEvidence })] : calls;

/** Ids for what is made, which nobody can have named. */
const FRESH: Readonly<Record<string, string>> = { [VOLUME]: 'vol-0fedcba9876543210', [COPY]: 'snap-0fedcba9876543210' };

/**
 * A copy of a snapshot, and a volume that is made of it, carry ids of their own: those that were named are on the key that the evidence
 * is under.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/services-ebs.html#ebs-encryption-context
 */
function withIds(scene: Scene, call: Call): readonly Call[] {
  if (scene.subject.ebsResourceIds === undefined) return [call];
  const { volumes, copies } = idsOf(scene.subject);
  const isEvidence = isOnEvidence(scene, call);
  const replaced = (sample: string, ids: readonly string[]): readonly (readonly [string, string])[] =>
    (isEvidence ? ids : [FRESH[sample] ?? sample]).map((id) => [sample, id]);
  return eachReplaced(eachReplaced([call], replaced(VOLUME, volumes)), replaced(COPY, copies));
}

/** Whether a call is about the evidence itself, and not about a copy of it. */
function isOnEvidence({ keyName, subject }: Scene, { on, action }: Call): boolean {
  if (typeof on !== 'object' || !('key' in on)) return true;
  if (on.key !== keyName) return on.key.startsWith('evidence') || on.key === 'aws/ebs of the target';
  if (keyName === 'evidence') return true;
  return subject.target === undefined && (action === 'kms:Decrypt' || action === 'kms:ReEncryptFrom');
}

const withBuckets = ({ subject: { sourceBucketArns = [] } }: Scene, call: Call): readonly Call[] =>
  eachReplaced(
    [call],
    sourceBucketArns.flatMap((arn) => bucketName(arn) ?? []).map((name) => [SOURCE_BUCKET, name]),
  );

/** Calls with each of some names in place of a sample; those that do not speak of it stay as they are. */
function eachReplaced(calls: readonly Call[], names: readonly (readonly [sample: string, name: string])[]): readonly Call[] {
  const [sample = ''] = names[0] ?? [];
  return calls.flatMap((call) => {
    const { resource, context = {} } = call;
    if (sample === '' || !JSON.stringify([resource, context]).includes(sample)) return [call];
    return names.map(([, name]) => ({
      ...call,
      resource: resource.replaceAll(sample, name),
      context: Object.fromEntries(
        Object.entries(context).map(([key, value]) => [
          key,
          typeof value === 'string' ? value.replaceAll(sample, name) : value.map((one) => one.replaceAll(sample, name)),
        ]),
      ),
    }));
  });
}
