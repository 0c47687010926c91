import type { Attack } from '../attack';
import { onKey } from '../calls';

/** Actions that change a key, by what they do. */
const CHANGES: Readonly<Record<string, readonly string[]>> = {
  'changing the policy of a key': ['PutKeyPolicy'],
  'deleting a key': ['ScheduleKeyDeletion'],
  'disabling a key': ['DisableKey', 'EnableKey'],
  'deleting the material of a key': ['DeleteImportedKeyMaterial', 'ImportKeyMaterial'],
  'stopping the rotation of a key': ['DisableKeyRotation', 'EnableKeyRotation', 'RotateKeyOnDemand'],
  'tagging a key': ['TagResource', 'UntagResource'],
  "moving or deleting a key's alias": ['DeleteAlias', 'UpdateAlias'],
  'taking grants of others back': ['RetireGrant', 'RevokeGrant'],
  'reading grants and policies of a key': ['GetKeyPolicy', 'ListGrants', 'ListKeyPolicies'],
  'replicating a key': ['ReplicateKey', 'UpdatePrimaryRegion'],
};

/** Nobody administers a key that its owner made. */
export const KEY_ADMINISTRATION: readonly Attack[] = Object.entries(CHANGES).map(([title, actions]) => ({
  title,
  allowedBy: 'leftover administrator',
  // Each role in the account of the key: from elsewhere KMS takes most of these from nobody.
  calls: (world) => actions.flatMap((action) => [onKey(world, 'target', action, 'evidence'), onKey(world, 'platform', action, 'platform')]),
}));
