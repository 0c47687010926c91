import { decideCall, type Decision } from '../doctor/decide';
import type { PathResult } from '../doctor/examine';
import { isOnCustomerKey } from '../doctor/examined-key';
import type { Scene } from '../doctor/scene';

/** A call that a role may make no more. */
export interface LostCall {
  readonly was: Decision;
  readonly now: Decision;
}

/**
 * What a path loses on a key that is not in the plan, if its policy leaves it to the policies of the roles who uses it, as the default
 * one does and as `principal_match = "principal_arn"` does in the key's own account. A policy that names the role lets it do without.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam
 */
export function lostWhereLeftToIam({ decisions }: PathResult, old: Scene, now: Scene): LostCall | undefined {
  const [before, after] = [leftToIam(old), leftToIam(now)];
  for (const { call, state } of decisions) {
    if (state !== 'depends' || !isOnCustomerKey(call)) continue;
    const [was, then] = [decideCall(before, call, true), decideCall(after, call, true)];
    if (was !== undefined && was.state !== 'refused' && then?.state === 'refused') return { was, now: then };
  }
  return undefined;
}

const SCENES = new WeakMap<Scene, Scene>();

function leftToIam(scene: Scene): Scene {
  const known = SCENES.get(scene) ?? { ...scene, keysLeftToIam: true };
  SCENES.set(scene, known);
  return known;
}
