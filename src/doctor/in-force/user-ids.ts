import { covers } from '../../policy/globs';
import type { Call } from '../../proof/claims/call';
import { roleOf } from '../examined-key';
import type { Scene } from '../scene';
import { SESSION_NAME } from './session-name';

/** The condition key, in lower case, that tells the id of the caller's role and the name of its session. */
export const USER_ID_KEY = 'aws:userid';

/**
 * The key's value in a call of a role whose id was given; whoever assumes the role names its session.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
export function userIdOf(scene: Scene, { by }: Call): string | undefined {
  const id = roleOf(scene, by)?.id;
  return id === undefined ? undefined : `${id}:${SESSION_NAME}`;
}

/** Whether what policies want of the key is the same for every session of the caller, so that the value stands for all. */
export function isSameForSessions(userId: string, wanted: readonly string[]): boolean {
  const [id = ''] = userId.split(':');
  return wanted.every((text) => {
    if (text.includes('${')) return false;
    const [ofRole = '', ...ofSession] = text.split(':');
    if (ofSession.length > 0) return !covers(ofRole, id) || ofSession.join(':') === '*';
    return !/[*?]/.test(text) || /^[^*?]*\*$/.test(text);
  });
}
