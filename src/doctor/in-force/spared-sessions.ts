import type { Call } from '../../proof/claims/call';
import { roleOf } from '../examined-key';
import type { Scene } from '../scene';
import type { Missing } from './missing';

const BEFORE_ROLE = 'the name of the session of ';
const SESSION = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/;

/** What stands for a session that a `NotPrincipal` names, in place of a condition key; undefined for other principals. */
export const keyOfSession = (principal: string): string | undefined => {
  const [, partition = '', account = '', role] = SESSION.exec(principal) ?? [];
  return role === undefined ? undefined : `${BEFORE_ROLE}arn:${partition}:iam::${account}:role/${role}`;
};

/**
 * Whether such a session may be the caller's, which depends on how it is named. A boundary makes `NotPrincipal` spare nobody.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function undecidedSession(key: string, scene: Scene, { by }: Call): Missing | undefined {
  const role = roleOf(scene, by);
  if (role === undefined || !key.startsWith(BEFORE_ROLE)) return undefined;
  const { arn, boundary, missingBoundary } = role;
  // A session's ARN holds the role's name without its path.
  const isOwn = key === `${BEFORE_ROLE}${arn.replace(/:role\/.*\//, ':role/')}`;
  return isOwn && boundary === undefined && missingBoundary === undefined ? { what: key, kind: 'session' } : undefined;
}
