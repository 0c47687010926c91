import type { EstateRole } from '../estate/estate';
import type { Call } from '../proof/claims/call';
import { EVIDENCE_KEYS, keyRegion, PLATFORM_KEYS, type KeyName } from '../proof/claims/keys';
import type { RoleSide } from '../proof/claims/world';
import { accountOf, type Scene } from './scene';

/** Keys that customers make, of which nobody but their owners knows anything. */
export const CUSTOMER_KEYS: readonly KeyName[] = [...EVIDENCE_KEYS, ...PLATFORM_KEYS, 'evidence bucket'];

/** Whether a call is on one of these. */
export const isOnCustomerKey = ({ on }: Call): boolean => typeof on === 'object' && 'key' in on && CUSTOMER_KEYS.includes(on.key);

/** Whether a call is on one of these, in an account that nobody named either. */
export const isOnKeyOfNobody = ({ madeUp }: Scene, call: Call): boolean =>
  isOnCustomerKey(call) && madeUp.includes(accountOf(call.resource));

/** Whether a key of claims is the one that is examined. The policy of an evidence key is tried in other Regions too. */
export function isExamined({ keyName }: Scene, name: KeyName): boolean {
  return name === keyName || (keyName === 'evidence' && name === 'evidence in another Region');
}

/** Whether a call is on the key that is examined, in its own Region. */
export const isOnExaminedKey = ({ keyName }: Scene, { on }: Call): boolean => typeof on === 'object' && 'key' in on && on.key === keyName;

/** Whether a key of claims is one that AWS manages. */
export const isOfAws = (name: KeyName): boolean => name.startsWith('aws/ebs');

/** Whether a key has replicas, or is one: what describe-key told, or its id. */
export function isMultiRegion(scene: Scene, name: KeyName): boolean {
  const key = isExamined(scene, name) ? scene.subject.key : undefined;
  if (key === undefined) return name.startsWith('temporary') || name.startsWith('multi-Region');
  return key.isMultiRegion ?? key.arn.includes(':key/mrk-');
}

/** The role that a caller is; undefined for everybody else, and where none was named. */
export const roleOf = ({ subject }: Scene, by: Call['by'] | RoleSide): EstateRole | undefined =>
  by === 'platform' ? subject.platform : by === 'target' ? subject.target : undefined;

/** The Region of a call's endpoint. */
export function regionOf(scene: Scene, { by, on, resource }: Call): string {
  if (typeof on === 'object' && 'key' in on) return keyRegion(scene.world, on.key);
  const region = resource.split(':')[3] ?? '';
  if (region !== '' && region !== '*') return region;
  return by === 'target' ? scene.world.regions.evidence : scene.platformRegion;
}
