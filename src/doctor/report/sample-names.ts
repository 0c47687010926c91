import { KEY_NAMES, keyArn, type KeyName } from '../../proof/claims/keys';
import { worldOf } from '../../proof/claims/world';
import { KEY_WORDS } from './key-words';

/** What stands for keys that claims made up in an ARN. @default `key/*` */
const PATTERNS: Partial<Readonly<Record<KeyName, string>>> = {
  temporary: 'key/mrk-*',
  'aws/ebs of the target': 'alias/aws/ebs',
  'aws/ebs of the platform': 'alias/aws/ebs',
};

const idOf = (name: KeyName): string => keyArn(worldOf('aws'), name).split('/')[1] ?? '';

/** Names by ids; a key of several Regions has one id, and the first name is of where the evidence is. */
const NAMES = new Map(KEY_NAMES.toReversed().map((name) => [idOf(name), name]));
const KEY_ARN = new RegExp(`(arn:[a-z-]+:kms:([a-z0-9-]+):(\\d{12}):)key/(${[...NAMES.keys()].join('|')})`, 'g');
/** Volumes, snapshots, instances and images of claims. */
const RESOURCE = /\b(volume|snapshot|instance|image)\/(?:vol|snap|i|ami)-(?:\d|0123456789abcdef0)\b/g;
const EBS_ID = /\b(vol|snap)-0(?:123456789abcdef|fedcba987654321)0\b/g;
/** Accounts that nobody named, see `scene.ts`. */
const MADE_UP_ACCOUNT = /\b9000000000\d\d\b/g;
const MADE_UP_ROLE = /arn:[a-z-]+:iam::9000000000\d\d:role\/[\w+=,.@/-]+/g;

const withoutIds = (text: string): string => text.replaceAll(RESOURCE, '$1/*').replaceAll(EBS_ID, '$1-*');

/** A text that tells in words of what claims made up. */
export const inWords = (text: string): string =>
  withoutIds(
    text
      .replaceAll(MADE_UP_ROLE, 'a role that nobody named')
      .replaceAll(KEY_ARN, (arn: string, _start: string, region: string, account: string, id: string) => {
        const name = NAMES.get(id);
        return name === undefined ? arn : KEY_WORDS[name](account, region);
      }),
  );

/** An ARN that stands for what claims made up. */
export const asPattern = (arn: string): string =>
  withoutIds(
    arn.replaceAll(KEY_ARN, (_arn: string, start: string, _region: string, _account: string, id: string) => {
      const name = NAMES.get(id);
      return start + ((name && PATTERNS[name]) ?? 'key/*');
    }),
  ).replaceAll(MADE_UP_ACCOUNT, '*');
