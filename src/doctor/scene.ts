import { EVIDENCE_BUCKET, SOURCE_BUCKET } from '../proof/claims/buckets';
import type { GivenPolicy } from '../estate/estate';
import { COPY, VOLUME } from '../proof/claims/calls';
import { EXTERNAL_ID } from '../proof/claims/import-steps';
import { keyArn, type KeyName } from '../proof/claims/keys';
import { PARTITIONS, roleArn, worldOf, type Partition, type World } from '../proof/claims/world';
import { renamer, type Renamer } from '../proof/plan/renamed';
import { rolesNamedBy, viewsIn, valuesOf, type StatementView } from '../proof/plan/statement-view';
import type { Subject } from './subject';

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
}

const part = (arn: string | undefined, index: number): string => arn?.split(':')[index] ?? '';
/** The account of an ARN, empty where it has none. */
export const accountOf = (arn: string | undefined): string => part(arn, 4);

/** The partition that all ARNs of a subject lie in; undefined where no claims are made for it. */
export function partitionOf({ platform, target, key }: Subject): Partition | undefined {
  const arn = key?.arn ?? target?.arn ?? platform?.arn;
  return PARTITIONS.find((known) => known === part(arn, 1));
}

/** Tells the world of claims for a subject. @param partition as {@link partitionOf} gives it */
export function sceneOf(subject: Subject, partition: Partition): Scene {
  const { platform, target, key } = subject;
  const usual = worldOf(partition);
  const keyRegion = part(key?.arn, 3);
  const shown = regionsIn(subject);
  const evidenceRegions = [...new Set([...(keyRegion === '' ? [] : [keyRegion]), ...subject.evidenceRegions])];
  if (evidenceRegions.length === 0) evidenceRegions.push(...shown.slice(-1));
  const platformRegion =
    subject.platformRegion ?? shown.find((region) => region !== evidenceRegions[0]) ?? evidenceRegions[0] ?? usual.regions.platform;
  if (evidenceRegions.length === 0) evidenceRegions.push(platformRegion);
  const isPlatformKey =
    key !== undefined && accountOf(key.arn) === accountOf(platform?.arn) && accountOf(key.arn) !== accountOf(target?.arn);
  const accounts = {
    ...usual.accounts,
    ...free(subject),
    ...(platform !== undefined && { platform: accountOf(platform.arn) }),
    ...(key !== undefined && !isPlatformKey && { target: accountOf(key.arn) }),
    ...(target !== undefined && { target: accountOf(target.arn) }),
  };
  const evidence = evidenceRegions[0] ?? platformRegion;
  const world: World = {
    partition,
    accounts,
    regions: {
      platform: platformRegion,
      evidence,
      elsewhere: elsewhere(usual, JSON.stringify([policiesOf(subject), platformRegion, evidenceRegions])),
    },
    organizationId: subject.organizationId ?? organizationIn(subject) ?? usual.organizationId,
  };
  const keyName = key === undefined ? undefined : nameOfKey(isPlatformKey, keyRegion === platformRegion && evidence === platformRegion);
  return {
    subject,
    world,
    named: renamer({ names: namesOf(subject, world, keyName), instanceTags: {} }),
    ...(keyName !== undefined && { keyName }),
    platformRegion,
    evidenceRegions,
  };
}

function nameOfKey(isPlatformKey: boolean, isOneRegion: boolean): KeyName {
  if (isPlatformKey) return isOneRegion ? 'platform' : 'platform where evidence is';
  return 'evidence';
}

const policiesOf = ({ platform, target, key }: Subject): readonly GivenPolicy[] =>
  [platform, target].flatMap((role) => role?.identity?.given ?? []).concat(key?.policy ?? []);

/** Regions of the services through which policies let keys be used, where nobody said which there are. */
const regionsIn = (subject: Subject): readonly string[] => [
  ...new Set(
    [
      ...JSON.stringify(policiesOf(subject).map(({ json }) => json)).matchAll(/"ec2\.([a-z]{2,4}(?:-[a-z]+)+-\d{1,2})\.amazonaws\.com"/g),
    ].flatMap(([, region]) => region ?? []),
  ),
];

/** Account numbers that nobody of the subject has, for those who are nobody. */
function free({ platform, target, key }: Subject): Pick<World['accounts'], 'platform' | 'target' | 'member' | 'stranger'> {
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

const viewsOf = ({ platform, target }: Subject): readonly StatementView[] =>
  [platform?.trust, target?.trust].flatMap((trust) => (trust === undefined ? [] : viewsIn([trust.json])));

const organizationIn = (subject: Subject): string | undefined =>
  viewsOf(subject).flatMap((view) => valuesOf(view, 'aws:PrincipalOrgID'))[0];

/** The role of the platform's instance: whom the platform's role trusts. */
export function instanceOf({ platform, instanceArn }: Subject): string | undefined {
  const trust = platform?.trust === undefined ? [] : viewsIn([platform.trust.json]);
  return instanceArn ?? trust.flatMap((view) => rolesNamedBy(view)).find((arn) => arn.includes(':role/'));
}

function namesOf(subject: Subject, world: World, keyName: KeyName | undefined): ReadonlyMap<string, string> {
  const { platform, target, key, ebsResourceIds = [], sourceBucketArns = [] } = subject;
  const externalId = subject.externalId ?? viewsOf(subject).flatMap((view) => valuesOf(view, 'sts:ExternalId'))[0];
  const bucket = sourceBucketArns[0]?.split(':')[5];
  const exact = ebsResourceIds.filter((id) => !id.includes('*'));
  const [volume, copy] = ['vol-', 'snap-'].map((start) => exact.find((id) => id.startsWith(start)) ?? exact[0]);
  const pairs: readonly (readonly [string, string | undefined])[] = [
    [roleArn(world, 'target'), target?.arn],
    [roleArn(world, 'platform'), platform?.arn],
    [roleArn(world, 'instance'), instanceOf(subject)],
    [keyName === undefined ? '' : keyArn(world, keyName), key?.arn],
    [EXTERNAL_ID, externalId],
    [SOURCE_BUCKET, bucket],
    [EVIDENCE_BUCKET, undefined],
    [VOLUME, volume],
    [COPY, copy],
  ];
  return new Map(pairs.flatMap(([sample, real]) => (sample === '' || real === undefined ? [] : [[sample, real] as const])));
}
