import { asList, statementsOf } from '../policy/key-policy';
import { isJsonObject } from '../policy/policy-json';
import type { Call } from '../proof/claims/call';
import type { ImportPath } from '../proof/claims/import-path';
import { replicatedToEvidence } from '../proof/claims/import-steps';
import { EVIDENCE_KEYS, type KeyName } from '../proof/claims/keys';
import { VOLUME_PATHS } from '../proof/claims/volume-paths';
import { isOnExaminedKey } from './examined-key';
import { toldCalls } from './path-calls';
import type { Scene } from './scene';
import type { Subject } from './subject/subject';

/** Whether a subject can go a path. Paths of special installations say what is true of modules; here are policies of anybody. */
export function isGone(path: ImportPath, scene: Scene): boolean {
  const { subject, world } = scene;
  if (path.keys !== undefined || path.inputs !== undefined || path.capabilities !== undefined || path.organization === true) return false;
  // Two calls of a temporary key, which whoever makes one may need: see `path-calls.ts`.
  if (path.calls === replicatedToEvidence) return false;
  if (path.partition !== undefined && path.partition !== world.partition) return false;
  if (path.method !== undefined && !subject.methods.includes(path.method)) return false;
  if (path.keyNames === 'the platform role' && subject.target !== undefined) return false;
  if (VOLUME_PATHS.includes(path) && !subject.protects.includes('ebs')) return false;
  const calls = toldCalls(world, path);
  if (!isAboutImport(calls, scene) || calls.some(({ on }) => typeof on === 'object' && 'key' in on && on.key === 'evidence bucket'))
    return false;
  if (calls.some(({ action }) => action.startsWith('lambda:')) && !readsFunctions(subject)) return false;
  if (calls.some(({ action }) => action === 's3:GetObject') && !subject.protects.includes('s3')) return false;
  const onKey = calls.filter((call) => isOnExaminedKey(scene, call));
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

/** Code of functions is evidence where the role that imports is let read it, as by everything: nobody says that all are. */
export const readsFunctions = ({ platform, target }: Subject): boolean =>
  ((target ?? platform)?.identity?.given ?? []).some(({ json }) =>
    statementsOf(json).some(
      (statement) =>
        isJsonObject(statement) &&
        statement['Effect'] === 'Allow' &&
        asList(statement['Action']).some((action) => typeof action === 'string' && /^(\*$|lambda:)/i.test(action)),
    ),
  );
