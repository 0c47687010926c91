import type { KeyName } from '../../proof/claims/keys';

/** How people are told of keys that claims speak of and nobody named: their ids are nobody's. */
export const KEY_WORDS: Readonly<Record<KeyName, (account: string, region: string) => string>> = {
  evidence: (account) => `the key of the evidence in ${account}`,
  'evidence where the platform is': (account, region) => `the key of the evidence in ${account} in ${region}`,
  'evidence in another Region': (account) => `a key of ${account} in a Region that nobody named`,
  platform: (account) => `a key of ${account}`,
  'platform where evidence is': (account, region) => `a key of ${account} in ${region}`,
  'aws/ebs of the target': (account) => `the AWS managed key aws/ebs of ${account}`,
  'aws/ebs of the platform': (account) => `the AWS managed key aws/ebs of ${account}`,
  temporary: () => "the platform's temporary key (key/mrk-*)",
  'temporary replica': () => "the replica of the platform's temporary key (key/mrk-*)",
  'multi-Region of the platform': (account) => `another multi-Region key of ${account}`,
  'evidence bucket': () => "the key of the platform's bucket",
  member: () => 'a key of another account of the organisation',
  'member in another Region': () => 'a key of another account of the organisation, in a Region that nobody named',
  stranger: () => "a stranger's key",
};
