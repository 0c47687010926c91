import type { AccountName, World } from './world';

/** Keys that claims speak of, by whose they are. */
export type KeyName =
  | 'evidence'
  | 'evidence where the platform is'
  | 'evidence in another Region'
  | 'platform'
  | 'platform where evidence is'
  | 'aws/ebs of the target'
  | 'aws/ebs of the platform'
  | 'temporary'
  | 'temporary replica'
  | 'multi-Region of the platform'
  | 'evidence bucket'
  | 'member'
  | 'member in another Region'
  | 'stranger';

type KeyPlace = readonly [account: AccountName, region: keyof World['regions'], id: string];

const MULTI_REGION_ID = 'mrk-66666666666666666666666666666666';

const KEYS: Readonly<Record<KeyName, KeyPlace>> = {
  evidence: ['target', 'evidence', '22222222-2222-2222-2222-222222222222'],
  'evidence where the platform is': ['target', 'platform', '2a2a2a2a-2222-2222-2222-222222222222'],
  'evidence in another Region': ['target', 'elsewhere', '22222222-2222-2222-2222-222222222222'],
  platform: ['platform', 'platform', '33333333-3333-3333-3333-333333333333'],
  'platform where evidence is': ['platform', 'evidence', '3b3b3b3b-3333-3333-3333-333333333333'],
  'aws/ebs of the target': ['target', 'evidence', '44444444-4444-4444-4444-444444444444'],
  'aws/ebs of the platform': ['platform', 'platform', '55555555-5555-5555-5555-555555555555'],
  temporary: ['platform', 'evidence', MULTI_REGION_ID],
  'temporary replica': ['platform', 'platform', MULTI_REGION_ID],
  'multi-Region of the platform': ['platform', 'platform', 'mrk-77777777777777777777777777777777'],
  'evidence bucket': ['platform', 'platform', '88888888-8888-8888-8888-888888888888'],
  member: ['member', 'evidence', 'abababab-abab-abab-abab-abababababab'],
  'member in another Region': ['member', 'elsewhere', 'abababab-abab-abab-abab-abababababab'],
  stranger: ['stranger', 'evidence', '99999999-9999-9999-9999-999999999999'],
};

/** Every key. */
export const KEY_NAMES = Object.keys(KEYS) as readonly KeyName[];

/** Keys that evidence may be under, in each Region. */
export const EVIDENCE_KEYS = ['evidence', 'evidence where the platform is'] as const;
/** The platform's own keys, in each Region. */
export const PLATFORM_KEYS = ['platform', 'platform where evidence is'] as const;

/** The ARN of a key. */
export function keyArn(world: World, name: KeyName): string {
  const [account, , id] = KEYS[name];
  return `arn:${world.partition}:kms:${keyRegion(world, name)}:${world.accounts[account]}:key/${id}`;
}

/** The Region of a key. */
export function keyRegion({ regions }: World, name: KeyName): string {
  return regions[KEYS[name][1]];
}

/** Whose account a key is of. */
export function keyAccount(name: KeyName): AccountName {
  return KEYS[name][0];
}
