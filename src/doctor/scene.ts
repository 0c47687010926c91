import type { GivenPolicy } from '../estate/estate';
import { keyArn, type KeyName } from '../proof/claims/keys';
import { PARTITIONS, worldOf, type Partition, type World } from '../proof/claims/world';
import { renamer, type Renamer } from '../proof/plan/renamed';
import { valuesOf, viewsIn } from '../proof/plan/statement-view';
import { bucketsRead } from './subject/hints';
import { instanceIsPlatform, namesOf, platformArnOf, trustsOf } from './scene-names';
import type { Subject } from './subject/subject';

/** The world that claims are told in for a subject: its accounts, Regions and names. */
export interface Scene {
  readonly subject: Subject;
  readonly world: World;
  readonly named: Renamer;
  /** Which of the keys that claims speak of the examined key is. @default - no key is examined */
  readonly keyName?: KeyName;
  readonly platformRegion: string;
  /** Of evidence, the key's first. */
  readonly evidenceRegions: readonly string[];
  /** Account numbers of the world that nobody named: they stand for somebody, and nothing may be granted to them. */
  readonly madeUp: readonly string[];
  /** Whether keys of customers that nobody named are missing documents, and not none of anybody's business. @default false */
  readonly missesKeys?: boolean;
  /** Whether such keys leave to the policies of IAM who uses them, as most do, and are missing no more. @default false */
  readonly keysLeftToIam?: boolean;
  /** Whether the platform's role is that of its instance, which then assumes no other. */
  readonly instanceIsPlatform: boolean;
}

const part = (arn: string | undefined, index: number): string => arn?.split(':')[index] ?? '';
/** The account of an ARN, empty where it has none. */
export const accountOf = (arn: string | undefined): string => part(arn, 4);

/** The account of a principal, which may be the account's number itself. */
export const accountOfPrincipal = (name: string): string => (/^\d{12}$/.test(name) ? name : accountOf(name));

/** The partition that all ARNs of a subject lie in; undefined where no claims are made for it. */
export function partitionOf({ platform, target, key }: Subject): Partition | undefined {
  const arn = key?.arn ?? target?.arn ?? platform?.arn;
  return PARTITIONS.find((known) => known === part(arn, 1));
}

/**
 * Tells the world of claims for a subject.
 *
 * @param partition as {@link partitionOf} gives it
 * @param taken Regions that others speak of which are examined with it. @default - none
 */
export function sceneOf(given: Subject, partition: Partition, taken: readonly string[] = []): Scene {
  const subject = withBuckets(given);
  const { target, key } = subject;
  const usual = worldOf(partition);
  const keyRegion = part(key?.arn, 3);
  const shown = regionsIn(subject);
  const evidenceRegions = [...new Set([...(keyRegion === '' ? [] : [keyRegion]), ...subject.evidenceRegions])];
  if (evidenceRegions.length === 0) evidenceRegions.push(...shown.slice(-1));
  const platformRegion =
    subject.platformRegion ?? shown.find((region) => region !== evidenceRegions[0]) ?? evidenceRegions[0] ?? usual.regions.platform;
  if (evidenceRegions.length === 0) evidenceRegions.push(platformRegion);
  const platformArn = platformArnOf(subject);
  const isPlatformKey = key !== undefined && accountOf(key.arn) === accountOf(platformArn) && accountOf(key.arn) !== accountOf(target?.arn);
  const real = {
    ...(platformArn !== undefined && { platform: accountOf(platformArn) }),
    ...(key !== undefined && !isPlatformKey && { target: accountOf(key.arn) }),
    ...(target !== undefined && { target: accountOf(target.arn) }),
  };
  const accounts: World['accounts'] = { ...free(subject), ...real };
  const evidence = evidenceRegions[0] ?? platformRegion;
  const world = sameWorld({
    partition,
    accounts,
    regions: {
      platform: platformRegion,
      evidence,
      elsewhere: elsewhere(usual, JSON.stringify([policiesOf(subject), platformRegion, evidenceRegions, taken])),
    },
    organizationId: subject.organizationId ?? organizationIn(subject) ?? usual.organizationId,
  });
  const keyName = key === undefined ? undefined : nameOfKey(isPlatformKey, keyRegion === platformRegion && evidence === platformRegion);
  const examined = keyName === undefined ? '' : keyArn(world, keyName);
  return {
    subject,
    world,
    named: renamer({ names: namesOf(subject, world, examined), instanceTags: {} }),
    ...(keyName !== undefined && { keyName }),
    platformRegion,
    evidenceRegions,
    madeUp: Object.values(accounts).filter((account) => !Object.values(real).includes(account)),
    instanceIsPlatform: instanceIsPlatform(subject),
  };
}

const WORLDS = new Map<string, World>();
const MOST_WORLDS = 100;

/** One thing for worlds that say the same, so that calls of claims, which are told by it alone, are told once for subjects that share one. */
function sameWorld(world: World): World {
  const text = JSON.stringify(world);
  const same = WORLDS.get(text) ?? world;
  if (WORLDS.size >= MOST_WORLDS) WORLDS.clear();
  WORLDS.set(text, same);
  return same;
}

/** Where nobody named buckets, those that policies name are evidence. */
function withBuckets(subject: Subject): Subject {
  if (subject.sourceBucketArns !== undefined || !subject.protects.includes('s3')) return subject;
  const sourceBucketArns = bucketsRead(subject);
  return sourceBucketArns.length === 0 ? subject : { ...subject, sourceBucketArns };
}

function nameOfKey(isPlatformKey: boolean, isOneRegion: boolean): KeyName {
  if (isPlatformKey) return isOneRegion ? 'platform' : 'platform where evidence is';
  return 'evidence';
}

type Parts = Pick<Subject, 'platform' | 'target' | 'key'>;

const policiesOf = ({ platform, target, key }: Parts): readonly GivenPolicy[] =>
  [platform, target].flatMap((role) => role?.identity?.given ?? []).concat(key?.policy ?? []);

/** Regions of the services through which policies let keys be used, where nobody said which there are. */
export const regionsIn = (subject: Parts): readonly string[] => [
  ...new Set(
    [
      ...JSON.stringify(policiesOf(subject).map(({ json }) => json)).matchAll(/"ec2\.([a-z]{2,4}(?:-[a-z]+)+-\d{1,2})\.amazonaws\.com"/g),
    ].flatMap(([, region]) => region ?? []),
  ),
];

/** Account numbers that nobody of the subject has, for those who are nobody. */
function free({ platform, target, key }: Subject): World['accounts'] {
  const taken = JSON.stringify([platform, target, key]);
  const numbers = Array.from({ length: 99 }, (_, index) => `9000000000${String(index).padStart(2, '0')}`).filter(
    (number) => !taken.includes(number),
  );
  const [one = '', two = '', three = '', four = ''] = numbers;
  return { platform: one, target: two, member: three, stranger: four };
}

/** A Region that no policy speaks of. */
function elsewhere({ regions }: World, taken: string): string {
  const others = Array.from({ length: 9 }, (_, index) => regions.elsewhere.replace(/\d$/, String(index + 1)));
  return others.find((region) => !taken.includes(region)) ?? regions.elsewhere;
}

const organizationIn = (subject: Subject): string | undefined =>
  viewsIn(trustsOf(subject)).flatMap((view) => valuesOf(view, 'aws:PrincipalOrgID'))[0];
