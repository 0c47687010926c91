import { keyArn, type KeyName } from '../proof/claims/keys';
import { worldOf } from '../proof/claims/world';

/** Keys that claims speak of and nobody named, by their sample ids: how people are told of them, and how an ARN stands for them. */
const SAMPLES: readonly (readonly [id: string, words: (account: string) => string, resource: string])[] = (
  [
    ['temporary', () => "the platform's temporary key (key/mrk-*)", 'key/mrk-*'],
    ['aws/ebs of the target', (account) => `the AWS managed key aws/ebs of ${account}`, 'alias/aws/ebs'],
    ['aws/ebs of the platform', (account) => `the AWS managed key aws/ebs of ${account}`, 'alias/aws/ebs'],
    ['evidence', (account) => `the key of the evidence in ${account}`, 'key/*'],
  ] satisfies readonly (readonly [KeyName, (account: string) => string, string])[]
).map(([name, words, resource]) => [keyArn(worldOf('aws'), name).split('/')[1] ?? '', words, resource]);

const ARN = new RegExp(`arn:[a-z-]+:kms:[a-z0-9-]+:(\\d{12}):key/(${SAMPLES.map(([id]) => id).join('|')})`, 'g');

/** A text that tells of such keys in words. */
export const inWords = (text: string): string =>
  text.replaceAll(ARN, (arn: string, account: string, id: string) => SAMPLES.find(([sample]) => sample === id)?.[1](account) ?? arn);

/** An ARN that stands for such keys. */
export const asPattern = (arn: string): string =>
  arn.replaceAll(ARN, (whole: string, _account: string, id: string) =>
    whole.replace(`key/${id}`, SAMPLES.find(([sample]) => sample === id)?.[2] ?? `key/${id}`),
  );
