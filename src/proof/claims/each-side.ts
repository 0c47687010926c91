import type { Call } from './call';
import { EVIDENCE_KEYS, keyAccount, PLATFORM_KEYS, type KeyName } from './keys';
import type { RoleSide, World } from './world';

/** Keys whose policy is what `cado-kms-key-policy` renders. */
const WITH_OUR_POLICY: readonly KeyName[] = [...EVIDENCE_KEYS, 'evidence in another Region', ...PLATFORM_KEYS];

/**
 * Across accounts, role and key must both say yes. An attack must be refused by either alone, whatever the other says: the one
 * may be older, looser or not ours. Within an account one yes is enough, so that there the two decide together.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
export function eachSideAlone(world: World, call: Call): readonly Call[] {
  const { by, on, rights } = call;
  if (rights !== undefined || (by !== 'platform' && by !== 'target') || typeof on !== 'object') return [call];
  if ('role' in on) return [{ ...call, rights: 'administrator' }];
  if (isInOwnAccount(world, by, on.key)) return [call];
  const roleAlone: Call = { ...call, on: 'open to everybody' };
  return WITH_OUR_POLICY.includes(on.key) ? [roleAlone, { ...call, rights: 'administrator' }] : [roleAlone];
}

const isInOwnAccount = ({ accounts }: World, by: RoleSide, key: KeyName): boolean => accounts[keyAccount(key)] === accounts[by];
