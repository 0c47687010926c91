import { keyArn, type KeyName } from '../../proof/claims/keys';
import { worldOf } from '../../proof/claims/world';

/** Keys that claims speak of and nobody named: how people are told of them, and what stands for them in an ARN. */
const KEYS: readonly (readonly [name: KeyName, words: (account: string) => string, resource: string])[] = [
  ['temporary', () => "the platform's temporary key (key/mrk-*)", 'key/mrk-*'],
  ['aws/ebs of the target', (account) => `the AWS managed key aws/ebs of ${account}`, 'alias/aws/ebs'],
  ['aws/ebs of the platform', (account) => `the AWS managed key aws/ebs of ${account}`, 'alias/aws/ebs'],
  ['evidence', (account) => `the key of the evidence in ${account}`, 'key/*'],
];

const idOf = (name: KeyName): string => keyArn(worldOf('aws'), name).split('/')[1] ?? '';

const KEY_ARN = new RegExp(`(arn:[a-z-]+:kms:[a-z0-9-]+:(\\d{12}):)key/(${KEYS.map(([name]) => idOf(name)).join('|')})`, 'g');
/** Volumes, snapshots, instances and images of claims. */
const RESOURCE = /\b(volume|snapshot|instance|image)\/(?:vol|snap|i|ami)-(?:\d|0123456789abcdef0)\b/g;
const EBS_ID = /\b(vol|snap)-0(?:123456789abcdef|fedcba987654321)0\b/g;
/** Accounts that nobody named, see `scene.ts`. */
const MADE_UP_ACCOUNT = /\b9000000000\d\d\b/g;

const withoutIds = (text: string): string => text.replaceAll(RESOURCE, '$1/*').replaceAll(EBS_ID, '$1-*');

/** A text that tells in words of what claims made up. */
export const inWords = (text: string): string =>
  withoutIds(
    text.replaceAll(
      KEY_ARN,
      (arn: string, _start: string, account: string, id: string) => KEYS.find(([name]) => idOf(name) === id)?.[1](account) ?? arn,
    ),
  );

/** An ARN that stands for what claims made up. */
export const asPattern = (arn: string): string =>
  withoutIds(
    arn.replaceAll(
      KEY_ARN,
      (_whole: string, start: string, _account: string, id: string) =>
        start + (KEYS.find(([name]) => idOf(name) === id)?.[2] ?? `key/${id}`),
    ),
  ).replaceAll(MADE_UP_ACCOUNT, '*');
