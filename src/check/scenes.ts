import type { ImportDescription } from '../doctor/subject/options';
import { examine } from '../doctor/examine';
import { partitionOf, sceneOf, type Scene } from '../doctor/scene';
import { trustsOf } from '../doctor/scene-names';
import type { Protected, Subject } from '../doctor/subject/subject';
import type { EstateKey, EstateRole, GivenPolicy } from '../estate/estate';
import { KMS_KEY_POLICY_OWN_STATEMENTS } from '../catalogue/kms-key-policy/own-statements';
import { TIGHTENING_LEVELS } from '../policy/guard';
import { statementsOf } from '../policy/key-policy';
import type { JsonObject } from '../policy/policy-json';
import { levelOf, regionsOf } from '../proof/plan/setting';
import { valuesOf, viewsIn } from '../proof/plan/statement-view';
import { regionsNamed } from './named-regions';
import { hintsIn } from '../doctor/subject/hints';
import type { Pair } from './pairs/pairs';
import { decidingTime } from './plan-time';

/** One place that both sides of a pair are asked about, in one world: nothing differs but what the plan changes. */
export interface ComparedScenes {
  readonly old: Scene | undefined;
  readonly now: Scene | undefined;
  /** Both sides together, which says what is asked for. */
  readonly both: Scene;
  /** The new side, told with what only it names: an external id, an organisation, buckets, volumes, a Region. @default - it names no more */
  readonly renamed?: Scene;
  /** Whether any policy names Regions of services through which keys are used. */
  readonly namesRegions: boolean;
  /** Whether it is a Region that no policy names, where the change is the first to name any: {@link renamed} is one that it names. */
  readonly isElsewhere: boolean;
  /** Whether the key's policy tells what it encrypts, which is nothing else then. */
  readonly tellsProtected: boolean;
}

/** What is known besides the policies of a pair. */
export interface SceneOptions {
  readonly described: ImportDescription;
  /** Whether what the keys encrypt was said, and is not to be told from their policies. */
  readonly isProtectsSaid: boolean;
  /** Regions of the providers, for plans whose policies name none. */
  readonly regions: readonly string[];
  /** When the plan was made. @default - it does not say */
  readonly time?: string;
}

/** The places that a pair is compared at: the Region of its key, or each Region that its roles lose, and one that they keep. */
export function scenesOf({ before, after }: Pair, options: SceneOptions): readonly ComparedScenes[] {
  const reference = before ?? after;
  const partition = reference === undefined ? undefined : partitionOf(reference);
  if (reference === undefined || partition === undefined) return [];
  const both = together(before, after);
  const { described } = options;
  const regions = [regionsNamed(before), regionsNamed(after)] as const;
  const namesRegions = [before, after].some((subject) => throughServices(subject).length > 0);
  const protects = options.isProtectsSaid ? undefined : protectsOf(before, after);
  const now = decidingTime(options.time, [...everyPolicy(before), ...everyPolicy(after)]);
  const shared = {
    ...hintsOf(reference, described),
    ...(protects !== undefined && { protects }),
    ...(now !== undefined && { now }),
  };
  const missing = missingNames(before, after, described);
  // What is asked is whether trust policies ask for it: a key's policy that does tells of the roles alone.
  const organization = organizationOf(before);
  const at = ({ named, ...place }: Place): ComparedScenes => {
    const hints = { ...shared, ...place };
    const newly = missing === undefined && named === undefined ? undefined : { ...missing, ...named };
    const scene = sceneOf({ ...both, ...hints }, partition);
    // Requests are kept by the names of their scene, and what they tell of a role or a key may change: tags, a key's spec.
    const told = (subject: Subject | undefined): Scene | undefined =>
      subject && { ...scene, named: { ...scene.named }, subject: { ...organization, ...subject, ...hints } };
    const renamed = after === undefined || newly === undefined ? undefined : sceneOf({ ...both, ...hints, ...newly }, partition);
    return {
      old: told(before),
      now: told(after),
      both: scene,
      ...(after !== undefined && renamed !== undefined && { renamed: { ...renamed, subject: { ...after, ...hints, ...newly } } }),
      isElsewhere: named !== undefined,
      namesRegions,
      tellsProtected: protects !== undefined,
    };
  };
  return placesOf(reference, regions, options).flatMap((places) => likeliest(places.map(at)) ?? []);
}

/** Everything that either side says, so that names which nobody has are free on both. */
function together(before: Subject | undefined, after: Subject | undefined): Subject {
  const reference = before ?? after;
  if (reference === undefined) throw new Error('A pair has a subject on one side at least');
  const platform = bothRoles(before?.platform, after?.platform);
  const target = bothRoles(before?.target, after?.target);
  const key = bothKeys(before?.key, after?.key);
  return { ...reference, ...(platform && { platform }), ...(target && { target }), ...(key && { key }) };
}

function bothRoles(before: EstateRole | undefined, after: EstateRole | undefined): EstateRole | undefined {
  if (before === undefined || after === undefined || before === after) return before ?? after;
  const trust = before.trust ?? after.trust;
  const given = [...(before.identity?.given ?? []), ...(after.identity?.given ?? [])];
  return { arn: before.arn, identity: { given, missing: [] }, ...(trust !== undefined && { trust }) };
}

function bothKeys(before: EstateKey | undefined, after: EstateKey | undefined): EstateKey | undefined {
  if (before === undefined || after === undefined || before === after) return before ?? after;
  const policies = [before.policy, after.policy].filter((policy) => policy !== undefined);
  const Statement = policies.flatMap(({ json }) => statementsOf(json));
  return { ...before, policy: { name: before.arn, json: { Statement } }, grants: [...before.grants, ...after.grants] };
}

const policiesOf = (subject: Subject | undefined): readonly GivenPolicy[] =>
  [subject?.platform, subject?.target].flatMap((role) => role?.identity?.given ?? []).concat(subject?.key?.policy ?? []);

const throughServices = (subject: Subject | undefined): readonly string[] =>
  regionsOf(viewsIn(policiesOf(subject).map(({ json }) => json)));

type Regions = Pick<Subject, 'platformRegion' | 'evidenceRegions'>;

/** Regions that are asked about. */
interface Place extends Regions {
  /** Those that only the new side names. @default - they are the same */
  readonly named?: Regions;
}

/**
 * Which Regions are asked about, each with those where the platform may be: those that were named before; of a change that is the first
 * to name any, those, and one that it does not name.
 */
function placesOf(
  { key }: Subject,
  [before, after]: readonly [readonly string[], readonly string[]],
  { described, regions }: SceneOptions,
): readonly (readonly Place[])[] {
  const named = [before, after, regions].find((some) => some.length > 0) ?? [];
  const own = key?.arn.split(':')[3] ?? '';
  const kept = before.find((region) => after.includes(region));
  const lost = before.filter((region) => !after.includes(region) && after.length > 0);
  const usual = kept === undefined && lost.length === 0 ? named.slice(0, 1) : [...(kept === undefined ? [] : [kept]), ...lost];
  const roles = described.evidenceRegions.length > 0 ? described.evidenceRegions : usual;
  const asked = own === '' ? roles : [own];
  if (asked.length === 0)
    return [[{ evidenceRegions: [], ...(described.platformRegion !== undefined && { platformRegion: described.platformRegion }) }]];
  const around = (region: string): readonly Regions[] => {
    const others = [...named.filter((one) => one !== region), region].slice(0, MOST_REGIONS);
    return (described.platformRegion === undefined ? others : [described.platformRegion]).map((platformRegion) => ({
      platformRegion,
      evidenceRegions: [region],
    }));
  };
  const isFirst = own === '' && described.evidenceRegions.length === 0 && before.length === 0 && after.length > 0;
  return [...asked.map(around), ...(isFirst ? [elsewhere(around(asked[0] ?? ''), after)] : [])];
}

/** The same places, with evidence in a Region that the change does not name. */
function elsewhere(places: readonly Regions[], named: readonly string[]): readonly Place[] {
  const [region = ''] = named;
  const other = Array.from({ length: 9 }, (_, index) => region.replace(/\d+$/, String(index + 1))).find((one) => !named.includes(one));
  return other === undefined ? [] : places.map((place) => ({ ...place, evidenceRegions: [other], named: place }));
}

/** So many Regions are tried as the platform's. */
const MOST_REGIONS = 6;

/** Nothing says where the platform is. It is where most import paths work. */
function likeliest(scenes: readonly ComparedScenes[]): ComparedScenes | undefined {
  const [first, ...others] = scenes;
  if (first === undefined || others.length === 0) return first;
  const count = ({ old, now }: ComparedScenes): number => {
    const scene = old ?? now;
    return scene === undefined ? 0 : examine(scene).filter(({ state }) => state !== 'blocked').length;
  };
  return scenes.map((scene) => [scene, count(scene)] as const).toSorted(([, one], [, other]) => other - one)[0]?.[0];
}

/** What describes an import, as options or policies tell it. What was named before counts, so that a change that leaves it out is seen. */
function hintsOf(reference: Subject, { ebsResourceIds, sourceBucketArns }: ImportDescription): Partial<Subject> {
  const hints = hintsIn(reference);
  return {
    ...hints,
    ...(ebsResourceIds !== undefined && { ebsResourceIds }),
    // None is any: each side would be asked about those that it names itself otherwise.
    sourceBucketArns: sourceBucketArns ?? hints.sourceBucketArns ?? [],
  };
}

/** The organisation of the roles, as policies name it before a change. */
function organizationOf(before: Subject | undefined): Pick<Subject, 'organizationId'> {
  const organizationId = before && valueIn(before, 'aws:PrincipalOrgID');
  return organizationId !== undefined && /^o-[a-z0-9]+$/.test(organizationId) ? { organizationId } : {};
}

/** What only the new side names; undefined where it names no more than the old one. */
function missingNames(before: Subject | undefined, after: Subject | undefined, described: ImportDescription): Partial<Subject> | undefined {
  if (before === undefined || after === undefined) return undefined;
  const [old, now] = [hintsIn(before), hintsOfAny(after)];
  const newly = (key: string): string | undefined => (valueIn(before, key) === undefined ? valueIn(after, key) : undefined);
  const [externalId, organizationId] = [newly('sts:ExternalId'), newly('aws:PrincipalOrgID')];
  const { ebsResourceIds, sourceBucketArns } = now;
  const names = {
    ...(old.ebsResourceIds === undefined && described.ebsResourceIds === undefined && ebsResourceIds !== undefined && { ebsResourceIds }),
    ...(old.sourceBucketArns === undefined &&
      described.sourceBucketArns === undefined &&
      sourceBucketArns !== undefined && { sourceBucketArns }),
    ...(described.externalId === undefined && externalId !== undefined && { externalId }),
    ...(described.organizationId === undefined && organizationId !== undefined && { organizationId }),
  };
  return Object.keys(names).length === 0 ? undefined : names;
}

/** One of them may name what the others do not. */
function hintsOfAny({ platform, target, key, ...shared }: Subject): ReturnType<typeof hintsIn> {
  return {
    ...(platform && hintsIn({ ...shared, platform })),
    ...(target && hintsIn({ ...shared, target })),
    ...(key && hintsIn({ ...shared, key })),
  };
}

/** What trust policies, policies of roles or the key's policy ask for, whether they allow or deny. */
const valueIn = (subject: Subject, key: string): string | undefined =>
  viewsIn([...trustsOf(subject), ...policiesOf(subject).map(({ json }) => json)]).flatMap((view) => valuesOf(view, key))[0];

/** Of the roles, the key and what limits them. */
function everyPolicy(subject: Subject | undefined): readonly JsonObject[] {
  if (subject === undefined) return [];
  const { platform, target, serviceControl, resourceControl = [] } = subject;
  const limits = [platform?.boundary, target?.boundary].filter((policy) => policy !== undefined);
  return [...trustsOf(subject), ...[...policiesOf(subject), ...limits, ...serviceControl, ...resourceControl].map(({ json }) => json)];
}

/** What our statements of a key say that it encrypts; undefined where none of ours are there. */
function protectsOf(before: Subject | undefined, after: Subject | undefined): readonly Protected[] | undefined {
  const [old, now] = [before, after].map((subject) => ownSids(subject?.key));
  if (old === undefined || now === undefined || (old.size === 0 && now.size === 0)) return undefined;
  // Below via_service the statement for volumes lets objects be read too, so that the other one is not there.
  const tellsObjects = [before, after].some((subject) => subject?.key?.policy !== undefined && isTight(subject.key.policy));
  const has = (sid: string): boolean => old.has(sid) || now.has(sid);
  const protects: readonly Protected[] = [
    ...(has('CadoResponseEbsUse') ? (['ebs'] as const) : []),
    ...(has('CadoResponseS3Decrypt') || (!tellsObjects && has('CadoResponseEbsUse')) ? (['s3'] as const) : []),
  ];
  return protects.length === 0 ? undefined : protects;
}

const isTight = ({ json }: GivenPolicy): boolean =>
  TIGHTENING_LEVELS.indexOf(levelOf(viewsIn([json]))) >= TIGHTENING_LEVELS.indexOf('via_service');

function ownSids(key: EstateKey | undefined): ReadonlySet<string> {
  const sids = key?.policy === undefined ? [] : viewsIn([key.policy.json]).map(({ sid }) => sid);
  return new Set(sids.filter((sid) => Object.hasOwn(KMS_KEY_POLICY_OWN_STATEMENTS, sid)));
}
