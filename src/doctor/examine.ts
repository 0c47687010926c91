import { CAPABILITY_PATHS } from '../proof/claims/capability-paths';
import type { Call } from '../proof/claims/call';
import type { ImportPath } from '../proof/claims/import-path';
import { IMPORT_PATHS } from '../proof/claims/import-paths';
import { EVIDENCE_KEYS, type KeyName } from '../proof/claims/keys';
import { asList, statementsOf } from '../policy/key-policy';
import { isJsonObject } from '../policy/policy-json';
import { decideCall, type Decision } from './decide';
import type { Scene } from './scene';
import type { Subject } from './subject';

/** An import path, decided for a subject. */
export interface PathResult {
  readonly path: ImportPath;
  readonly title: string;
  readonly state: 'works' | 'blocked' | 'depends';
  /** Calls that what was given has a say in, each once. */
  readonly decisions: readonly Decision[];
}

/** Decides every import path that the subject can go, in order. @param asked whose paths they are; @default the scene's */
export const examine = (scene: Scene, asked: Scene = scene): readonly PathResult[] =>
  IMPORT_PATHS.filter((path) => isGone(path, asked)).flatMap((path) => {
    const decisions = decided(scene, path.calls(scene.world));
    return decisions.length === 0 ? [] : [{ path, title: path.title, state: stateOf(decisions), decisions }];
  });

/** Calls of all capabilities, beside those of import paths: whatever the platform may need. */
export const everyNeededCall = (scene: Scene): readonly Call[] =>
  [...IMPORT_PATHS, ...CAPABILITY_PATHS].flatMap(({ calls }) => calls(scene.world));

/** Paths of special installations say what is true of modules; here are policies of anybody. */
function isGone(path: ImportPath, scene: Scene): boolean {
  const { subject, world } = scene;
  if (path.keys !== undefined || path.inputs !== undefined || path.capabilities !== undefined || path.organization === true) return false;
  if (path.partition !== undefined && path.partition !== world.partition) return false;
  if (path.method !== undefined && !subject.methods.includes(path.method)) return false;
  if (path.keyNames === 'the platform role' && subject.target !== undefined) return false;
  const calls = path.calls(world);
  if (!isAboutImport(calls, scene) || calls.some(({ on }) => typeof on === 'object' && 'key' in on && on.key === 'evidence bucket'))
    return false;
  if (calls.some(({ action }) => action.startsWith('lambda:')) && !readsFunctions(subject)) return false;
  if (calls.some(({ action }) => action === 's3:GetObject') && !subject.protects.includes('s3')) return false;
  const onKey = calls.filter((call) => isOnExaminedKey(scene, call));
  if (onKey.some(isThrough('s3')) && !subject.protects.includes('s3')) return false;
  if (onKey.some(isThrough('ec2')) && !subject.protects.includes('ebs')) return false;
  const isAboutRoles = subject.platform?.identity !== undefined || subject.target?.identity !== undefined;
  if (onKey.length > 0 && !path.modules.includes('cado-kms-key-policy') && !isAboutRoles) return false;
  // Half of a path on a key would say that it works.
  return onKey.every(
    ({ by }) => (by !== 'platform' || subject.platform !== undefined) && (by !== 'target' || subject.target !== undefined),
  );
}

/** With a target role the import is out of its account: what the platform does in its own account is another one. */
function isAboutImport(calls: readonly Call[], { subject, keyName }: Scene): boolean {
  if (subject.target === undefined)
    return (
      !calls.some(({ by, action }) => by === 'target' && (action.startsWith('kms:') || action.startsWith('s3:'))) ||
      subject.platform === undefined
    );
  if (keyName?.startsWith('platform') === true) return true;
  return calls.some(({ by, on }) => by === 'target' || (typeof on === 'object' && 'key' in on && EVIDENCE_SIDE.includes(on.key)));
}

const EVIDENCE_SIDE: readonly KeyName[] = [...EVIDENCE_KEYS, 'aws/ebs of the target', 'temporary', 'temporary replica'];

/** Code of functions is evidence where a role is meant to read it: nobody says that all are. */
const readsFunctions = ({ platform, target }: Subject): boolean =>
  [platform, target].some((role) =>
    (role?.identity?.given ?? []).some(({ json }) =>
      statementsOf(json).some(
        (statement) =>
          isJsonObject(statement) &&
          asList(statement['Action']).some((action) => typeof action === 'string' && /^(\*$|lambda:)/i.test(action)),
      ),
    ),
  );

const isThrough =
  (service: string) =>
  ({ context = {} }: Call): boolean => {
    const via = context['kms:ViaService'];
    return typeof via === 'string' && via.startsWith(`${service}.`);
  };

/** Whether a call is on the key that is examined. */
export const isOnExaminedKey = ({ keyName }: Scene, { on }: Call): boolean => typeof on === 'object' && 'key' in on && on.key === keyName;

/** Decides calls, each once, leaving out those that nothing given has a say in. */
export function decided(scene: Scene, calls: readonly Call[]): readonly Decision[] {
  const seen = new Set<string>();
  return calls.flatMap((call) => {
    const key = JSON.stringify([call.by, call.action, call.resource, call.context, call.on, call.rights]);
    if (seen.has(key)) return [];
    seen.add(key);
    return decideCall(scene, call) ?? [];
  });
}

function stateOf(decisions: readonly Decision[]): PathResult['state'] {
  if (decisions.some(({ state }) => state === 'refused')) return 'blocked';
  return decisions.some(({ state }) => state === 'depends') ? 'depends' : 'works';
}
