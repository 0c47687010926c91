import type { EstateKey } from '../../estate/estate';

/** Why nothing can be done with a key, whatever policies say. */
export interface Unusable {
  /** In words, e.g. `the key is disabled`. */
  readonly reason: string;
  /** What its owner can do about it. */
  readonly mend: string;
}

/** What the AWS CLI is given for a key, by its ARN. */
type Mend = (key: string) => string;

/** The AWS CLI asks its own Region otherwise, whatever the ARN says. */
const optionsFor = (key: string): string => `--region ${key.split(':')[3] ?? ''} --key-id ${key}`;

const enabled: Mend = (key) => `Enable it: aws kms enable-key ${optionsFor(key)}`;
const kept: Mend = (key) => `Keep it: aws kms cancel-key-deletion ${optionsFor(key)}, then aws kms enable-key ${optionsFor(key)}`;

/** States in which a key encrypts and decrypts nothing. Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
const STATES: Readonly<Record<string, readonly [words: string, mend: Mend]>> = {
  Disabled: ['is disabled', enabled],
  PendingDeletion: ['is going to be deleted', kept],
  PendingReplicaDeletion: ['is going to be deleted with its replicas', kept],
  PendingImport: ['has no key material', () => 'Import its key material: aws kms import-key-material'],
  Creating: ['is being made', () => 'Wait until it is enabled'],
  Unavailable: ['cannot be reached in its key store', () => 'Connect its key store: aws kms connect-custom-key-store'],
};

/** Why the paths of a key that a customer manages cannot be gone with it; undefined where its policies decide. */
export function unusable({ arn, state, usage, spec, manager }: EstateKey): Unusable | undefined {
  const known = state === undefined || !Object.hasOwn(STATES, state) ? undefined : STATES[state];
  if (known !== undefined) return { reason: `the key ${known[0]} (KeyState ${state ?? ''})`, mend: known[1](arn) };
  if (usage !== undefined && usage !== 'ENCRYPT_DECRYPT')
    return {
      reason: `the key is not for encrypting (KeyUsage ${usage}), so that no volume or object is under it`,
      mend: 'Give the key that the evidence is under',
    };
  // Source: https://docs.aws.amazon.com/ebs/latest/userguide/how-ebs-encryption-works.html
  if (spec !== undefined && spec !== 'SYMMETRIC_DEFAULT')
    return {
      reason: `the key is not symmetric (KeySpec ${spec}), and no volume or object is under such a key`,
      mend: 'Give the key that the evidence is under',
    };
  if (manager === 'AWS')
    return {
      reason: 'the key is managed by AWS: nobody can change its policy, and no other account can use it',
      mend: 'Nothing has to be changed on it: what is under it is read through EBS direct (path C), or copied to a temporary key of the platform (path G)',
    };
  return undefined;
}
