import { decideCall, type Decision } from '../doctor/decide';
import { allowingStatements, decidingStatements, reasonInWords } from '../doctor/report/words';
import { accountOf, partitionOf, sceneOf } from '../doctor/scene';
import { trustedRoles } from '../doctor/scene-names';
import type { ImportDescription } from '../doctor/subject/options';
import { isCalledOurs } from '../doctor/subject/sides';
import type { EstateRole } from '../estate/estate';
import { assume } from '../proof/claims/calls';
import { roleArn } from '../proof/claims/world';
import { renamer } from '../proof/plan/renamed';
import { fingerprintOfRole } from './findings/fingerprints';
import type { Outcome } from './findings/outcome';
import { isGivenByEc2 } from './instance-trust';
import type { LeftOpen } from './left-open';
import type { OurRoles } from './pairs/our-roles';
import { placeOfRole } from './places';
import type { PlanEstates } from './plan-estates';

/** What is known besides the roles. */
interface Options {
  readonly described: ImportDescription;
  readonly isLeftOpen: LeftOpen;
}

type Roles = ReadonlyMap<string, EstateRole>;

/** The roles of one side, and one of the platform's among them. */
interface Side {
  readonly roles: Roles;
  readonly platform: EstateRole;
}

/**
 * What the platform's instance loses of its own role, through which it acts as the platform's: every import path begins with that. Where
 * another role is left that the instance may have, nothing is lost. What the trust policy of the platform's role says is told of the paths.
 */
export function instanceRoleLosses(
  { before, after }: Pick<PlanEstates, 'before' | 'after'>,
  ours: OurRoles,
  options: Options,
): readonly Outcome[] {
  const [old, now] = [before, after].map(({ roles }): Roles => new Map(roles.map((role) => [role.arn, role])));
  if (old === undefined || now === undefined) return [];
  const isChanged = ([arn, role]: readonly [string, EstateRole]): boolean => fingerprintOfRole(role) !== fingerprintOfRole(now.get(arn));
  const changed = [...old].filter(isChanged).map(([arn]) => arn);
  return ours.platforms.flatMap((arn): readonly Outcome[] => {
    const isElsewhere = !old.has(arn) && !now.has(arn);
    const [was, will] = isElsewhere ? [{ arn }, { arn }] : [old.get(arn), now.get(arn)];
    const isApart = !changed.some((one) => one !== arn && accountOf(one) === accountOf(arn));
    if (was === undefined || will === undefined || isApart) return [];
    return lossesOf({ roles: old, platform: was }, { roles: now, platform: will }, options);
  });
}

function lossesOf(before: Side, after: Side, options: Options): readonly Outcome[] {
  const { instanceArn } = options.described;
  if (instanceArn === undefined && isOfEc2(after.platform)) return [];
  const instances = instanceArn === undefined ? instancesOf(before, options) : [instanceArn];
  const losses = instances
    .filter((arn) => stateOf(before.roles.get(arn), before.platform, options) !== 'refused')
    .map((arn) => lossOf(before.roles.get(arn), after.roles.get(arn), before.platform, after.platform, options));
  if (losses.some((loss) => loss === undefined)) return [];
  const isOther = (role: EstateRole): boolean => !instances.includes(role.arn) && isOfEc2(role) && isLikeOneOf(role, instances);
  if (instanceArn === undefined && actingAs(after, options).some(isOther)) return [];
  return losses.filter((loss) => loss !== undefined);
}

/** Roles that the instance may have: whom the platform's role names; otherwise whoever EC2 is trusted with and may act as it. */
function instancesOf(side: Side, options: Options): readonly string[] {
  const { trust } = side.platform;
  const named = trustedRoles(trust?.json);
  if (trust === undefined || (named.length > 0 && !named.some((arn) => /[*?]/.test(arn)))) return named;
  const all = actingAs(side, options)
    .filter((role) => role.trust !== undefined && isOfEc2(role))
    .map(({ arn }) => arn);
  const called = all.filter(isCalledOurs);
  return called.length > 0 ? called : all;
}

/** A role by another name than ours is not the instance's where one of our names was. */
const isLikeOneOf = ({ arn }: EstateRole, instances: readonly string[]): boolean => isCalledOurs(arn) || !instances.some(isCalledOurs);

const actingAs = ({ roles, platform }: Side, options: Options): readonly EstateRole[] =>
  [...roles.values()].filter(
    (role) =>
      role.arn !== platform.arn && accountOf(role.arn) === accountOf(platform.arn) && stateOf(role, platform, options) !== 'refused',
  );

/** Whether EC2 may give a role to an instance, as far as is known. */
const isOfEc2 = ({ arn, trust }: EstateRole): boolean => trust === undefined || isGivenByEc2(trust, arn);

/** A role of another configuration is as it was. */
const stateOf = (role: EstateRole | undefined, platform: EstateRole, options: Options): Decision['state'] =>
  role === undefined ? 'depends' : (decided(role, platform, options)?.state ?? 'depends');

/** Decides whether a role may act as the platform's, as if that were a target of it. */
function decided(role: EstateRole, platform: EstateRole, { described }: Options): Decision | undefined {
  const { platformArn: _platform, targetArn: _target, keyArn: _key, instanceArn: _instance, ...shared } = described;
  const subject = { ...shared, serviceControl: [], platform: role, target: platform };
  const partition = partitionOf(subject);
  if (partition === undefined) return undefined;
  const scene = sceneOf(subject, partition);
  const { world } = scene;
  // In one account, claims have one name for both roles.
  const named = renamer({ names: new Map([[roleArn(world, 'target'), platform.arn]]), instanceTags: {} });
  return decideCall({ ...scene, named }, assume(world, 'platform', 'target'), true);
}

/** Undefined where the instance keeps its role, or the platform's role trusts it no more, which is told of the paths. */
function lossOf(
  was: EstateRole | undefined,
  now: EstateRole | undefined,
  before: EstateRole,
  after: EstateRole,
  options: Options,
): Outcome | undefined {
  if (was === undefined || stateOf(was, after, options) === 'refused') return undefined;
  const place = placeOfRole(was) ?? '';
  if (now === undefined)
    return lost(place, `${was.arn}, through which the platform's instance acts as ${after.arn}, would be destroyed`, 'Keep the role');
  if (isOfEc2(was) && !isOfEc2(now))
    return lost(
      now.trust?.name ?? place,
      `EC2 could not give ${now.arn} to the platform's instance any more, which acts through it as ${after.arn}`,
      'Keep the trust of ec2.amazonaws.com',
    );
  const [old, then] = [decided(was, before, options), decided(now, after, options)];
  if (then === undefined || then.state === 'allowed') return undefined;
  const call = `the role of the platform's instance, ${now.arn}: sts:AssumeRole on ${after.arn}`;
  const cause = placeOfLoss(old, then, after) ?? place;
  if (then.state === 'refused') return lost(cause, `${call} would be ${reasonInWords(then)}`, 'Let it act as the role of the platform');
  if (!options.isLeftOpen(old, then)) return undefined;
  return {
    ...lost(cause, `${call} ${reasonInWords(then)}`, 'Plan what it depends on together with this'),
    rule: 'possible-loss',
    severity: 'warning',
  };
}

/** The policy that denies, or that allowed. */
function placeOfLoss(was: Decision | undefined, now: Decision, { trust }: EstateRole): string | undefined {
  const isDenied = now.verdict.outcome === 'denied explicitly';
  const statements = isDenied ? decidingStatements(now) : was === undefined ? [] : allowingStatements(was);
  return statements.find(({ policy }) => policy !== trust?.name)?.policy;
}

const lost = (place: string, message: string, mend: string): Outcome => ({
  rule: 'lost-path',
  severity: 'error',
  place,
  what: 'every import path',
  message: `${message}, and no import path works without`,
  mend: `${mend}. If that is meant, --accept lost-path=${place} says so`,
  rank: 0,
});
