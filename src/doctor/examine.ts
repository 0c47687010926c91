import { CAPABILITY_PATHS } from '../proof/claims/capability-paths';
import type { Call } from '../proof/claims/call';
import type { ImportPath } from '../proof/claims/import-path';
import { IMPORT_PATHS } from '../proof/claims/import-paths';
import { decideCall, hasSay, type Decision } from './decide';
import { isGone } from './gone-paths';
import { callsOf } from './path-calls';
import { isOnCustomerKey } from './examined-key';
import type { Scene } from './scene';

/** An import path, decided for a subject. */
export interface PathResult {
  readonly path: ImportPath;
  readonly title: string;
  readonly state: 'works' | 'blocked' | 'depends';
  /** Its calls, each once, but for those on keys that nobody named. */
  readonly decisions: readonly Decision[];
}

/**
 * Decides every import path that the subject can go and that something which was given has a say in, in order.
 *
 * @param asked whose paths they are. @default - the scene's
 */
export const examine = (scene: Scene, asked: Scene = scene): readonly PathResult[] =>
  IMPORT_PATHS.filter((path) => isGone(path, asked)).flatMap((path) => {
    const calls = callsOf(asked, path);
    if (!calls.some((call) => hasSay(asked, call))) return [];
    const decisions = decidedOnKeys(scene, calls);
    return [{ path, title: path.title, state: stateOf(decisions), decisions }];
  });

/** A path on keys of which nobody named any would work by what is left of it: there they are what is missing. */
function decidedOnKeys(scene: Scene, calls: readonly Call[]): readonly Decision[] {
  const decisions = decided(scene, calls, true);
  if (decisions.some(({ call }) => isOnCustomerKey(call)) || !calls.some(isOnCustomerKey)) return decisions;
  return decided({ ...scene, missesKeys: true }, calls, true);
}

/** Calls of all capabilities, by either role, beside those of import paths: whatever the platform may need. */
export const everyNeededCall = (scene: Scene): readonly Call[] => [
  ...IMPORT_PATHS.flatMap((path) => callsOf(scene, path)),
  ...CAPABILITY_PATHS.flatMap(({ calls }) => calls(scene.world)),
];

/** Decides calls. @param always whether calls count that nothing which was given has a say in, see {@link decideCall} */
export const decided = (scene: Scene, calls: readonly Call[], always: boolean): readonly Decision[] =>
  calls.flatMap((call) => decideCall(scene, call, always) ?? []);

function stateOf(decisions: readonly Decision[]): PathResult['state'] {
  if (decisions.some(({ state }) => state === 'refused')) return 'blocked';
  return decisions.some(({ state }) => state === 'depends') ? 'depends' : 'works';
}
