import type { Call } from '../../proof/claims/call';
import { keyArn, type KeyName } from '../../proof/claims/keys';
import { roleArn } from '../../proof/claims/world';
import type { Policy } from '../../proof/evaluator/policy';
import { compiled, leftToIam, managedKeyPolicy, OPEN, temporaryKeyPolicy } from './assumed-policies';
import { CUSTOMER_KEYS, isExamined, roleOf } from '../examined-key';
import { missingDocument, sure, type Bounds, type Missing } from './missing';
import { accountOf, type Scene } from '../scene';

/** What the resource says, and whether it is among what was given. */
export interface ResourceSay {
  readonly bounds: Bounds<Policy | undefined>;
  readonly isGiven: boolean;
}

/** The policy of what a call is on; undefined where none is asked. */
export function resourceBounds(scene: Scene, call: Call): ResourceSay | undefined {
  const { on } = call;
  if (on === undefined) return undefined;
  if (on === 'open to everybody') return { bounds: sure(OPEN), isGiven: false };
  if (on === 'left to IAM') return { bounds: sure(leftToIam(scene.world, accountOf(call.resource))), isGiven: false };
  if ('key' in on) return keyBounds(scene, on.key);
  const trust = roleOf(scene, on.role)?.trust;
  if (trust !== undefined) return { bounds: sure(compiled(trust)), isGiven: true };
  return { bounds: unknown(missingDocument(`the trust policy of ${scene.named.text(roleArn(scene.world, on.role))}`)), isGiven: false };
}

const unknown = (missing: Missing): Bounds<Policy | undefined> => ({ best: OPEN, worst: undefined, missing: [missing] });

function keyBounds(scene: Scene, name: KeyName): ResourceSay {
  const { world, subject } = scene;
  const { key } = subject;
  if (isExamined(scene, name) && key !== undefined) {
    if (key.policy !== undefined) return { bounds: sure(compiled(key.policy)), isGiven: true };
    return { bounds: unknown(missingDocument(key.missing ?? `the policy of ${key.arn}`)), isGiven: false };
  }
  if (CUSTOMER_KEYS.includes(name) && scene.keysLeftToIam !== true)
    return { bounds: unknown(missingDocument('the key that the evidence is under (--key-arn) and its policy')), isGiven: false };
  const [, , , region = '', account = ''] = keyArn(world, name).split(':');
  if (name.startsWith('aws/ebs'))
    return {
      bounds: sure(managedKeyPolicy(world, account, region)),
      isGiven: false,
    };
  const target = roleOf(scene, 'target')?.arn ?? roleArn(world, 'target');
  return {
    bounds: sure(name.startsWith('temporary') ? temporaryKeyPolicy(world, account, target) : leftToIam(world, account)),
    isGiven: false,
  };
}
