import { accountOf } from '../doctor/scene';
import type { ImportDescription } from '../doctor/subject/options';
import type { EstateRole } from '../estate/estate';
import { withoutAccepted, type Acceptance } from './findings/accepted';
import { compare, type CompareOptions } from './compare';
import { CHECK_RULES, type CheckFinding, type CheckRule, type PlanCheck } from './findings/findings';
import { leftOpenBeside } from './left-open';
import { letInByKey, letInByRole } from './let-in';
import { instanceRoleLosses } from './instance-role';
import { instanceProfileLosses } from './instance-profiles';
import { instanceTrustLost } from './instance-trust';
import { organisationOutcomes } from './organisation/outcomes';
import { lockoutsIn } from './lockouts';
import { ourRoles, type OurRoles } from './pairs/our-roles';
import { findingsByBlock, findingsOf, type Outcome } from './findings/outcome';
import { classesOf, type PairClass } from './pairs/pair-classes';
import { examinedIn, type Examined } from './pairs/pairs';
import type { PlanEstates } from './plan-estates';
import { redactor } from './findings/redaction';
import { remadeOutcomes } from './remade-policies';
import { withOrphans } from './replaced-roles';
import { retold } from './pairs/retold';
import { untoldOutcomes } from './untold';
import { arnOf, matchedKeys } from './pairs/users';

/** What a check is about, besides the plan. */
export interface CheckQuestion extends ImportDescription {
  /** Whether it was said what the keys encrypt, or their policies tell. @default false */
  readonly isProtectsSaid?: boolean;
  /** What is meant, and no failure. @default - nothing */
  readonly accepted?: readonly Acceptance[];
}

/** Compares what a plan makes of roles, keys and grants with what is there: paths that are lost, attacks that get through, who is let in. */
export function checkPlan(plan: PlanEstates, { isProtectsSaid = false, accepted = [], ...described }: CheckQuestion): PlanCheck {
  const ours = ourRoles(plan.before, plan.after, described);
  const { after, orphaned } = withOrphans(plan.before, plan.after, plan.replaced);
  const examined = examinedIn(plan.before, after, ours, described);
  const untold = untoldOutcomes(plan, ours, examined);
  const accounts = [...ours.platforms, ...ours.targets].map(accountOf);
  const { regions, time } = plan;
  const known = { described, isProtectsSaid, regions, ...(time !== undefined && { time }) };
  const options = { ...known, replacements: { orphaned, bare: plan.bare }, isLeftOpen: leftOpenBeside(untold.told), accounts };
  const isLookedAt = new Set([...ours.platforms, ...ours.targets, ...examined.keys.map(arnOf)]);
  const outcomes = [
    ...classesOf(examined.pairs(), ours, plan.bare).flatMap((one) => classOutcomes(one, ours, options)),
    ...letIn(plan, examined, ours),
    ...instanceRoleLosses(plan, ours, options),
    ...instanceProfileLosses(plan.profiles, { before: plan.before.roles, after: plan.after.roles }, ours),
    ...lockoutsIn(examined.keys, goneRoles(plan), time),
    ...remadeOutcomes(plan.remade, (arn) => isLookedAt.has(arn)),
    ...organisationOutcomes(plan.control, ours, examined, options),
    ...untold.outcomes,
    ...planOutcomes(plan, ours),
  ];
  const sorted = withoutAccepted(findingsOf(toldOnce(outcomes)), accepted);
  const unused = findingsOf(sorted.unused.map(unusedOutcome));
  const hide = redactor([plan.before, plan.after], plan.sensitive, plan.secrets, [...ours.platforms, ...ours.targets, ...ours.instances]);
  return {
    findings: findingsByBlock([...sorted.findings, ...unused])
      .map((finding) => hidden(finding, hide))
      .toSorted(gravestFirst),
    accepted: findingsByBlock(sorted.accepted).map((finding) => hidden(finding, hide)),
    platforms: ours.platforms.map(hide),
    targets: ours.targets.map(hide),
    keys: examined.keys.length,
    changed: examined.changed.size,
  };
}

/** What is found of one pair holds for all that are decided alike. */
function classOutcomes({ representative, members }: PairClass, ours: OurRoles, options: CompareOptions): readonly Outcome[] {
  const outcomes = compare(representative, options);
  return outcomes.length === 0 ? [] : members.flatMap((member) => retold(outcomes, representative, member, ours));
}

/** Who is let in, and whether EC2 still is. */
function letIn(plan: PlanEstates, { keys, changed }: Examined, ours: OurRoles): readonly Outcome[] {
  const byArn = (roles: readonly EstateRole[]): ReadonlyMap<string, EstateRole> => new Map(roles.map((role) => [role.arn, role]));
  const isLookedAt = new Set(keys.map(arnOf));
  const [old, now] = [byArn(plan.before.roles), byArn(plan.after.roles)];
  return [
    ...matchedKeys(plan.before.keys, plan.after.keys)
      .filter((key) => isLookedAt.has(arnOf(key)) && changed.has(arnOf(key)))
      .flatMap((key) => letInByKey(key, ours)),
    ...[...ours.platforms, ...ours.targets, ...ours.others]
      .filter((arn) => changed.has(arn))
      .flatMap((arn) => letInByRole(old.get(arn), now.get(arn), ours)),
    ...ours.platforms.filter((arn) => changed.has(arn)).flatMap((arn) => instanceTrustLost(old.get(arn), now.get(arn))),
  ];
}

function goneRoles({ before, after }: PlanEstates): ReadonlySet<string> {
  const kept = new Set(after.roles.map(({ arn }) => arn));
  return new Set(before.roles.map(({ arn }) => arn).filter((arn) => !kept.has(arn)));
}

/** What is wrong with the plan as a whole. */
function planOutcomes({ isIncomplete }: PlanEstates, { platforms, targets }: OurRoles): readonly Outcome[] {
  const whole = (rule: CheckRule, message: string, mend: string): Outcome => ({
    rule,
    severity: 'warning',
    place: '',
    what: rule,
    message,
    mend,
    rank: 0,
  });
  return [
    ...(isIncomplete
      ? [
          whole(
            'incomplete-plan',
            'The plan leaves resources out, which were taken to stay as they are',
            'Check a plan without -target too',
          ),
        ]
      : []),
    ...(platforms.length === 0 && targets.length === 0
      ? [
          whole(
            'no-role',
            'The plan has no role of the platform, and no key that names one, so that nothing was looked at',
            'Name roles with --platform-role and --target-role, or leave the check out where there are none',
          ),
        ]
      : []),
  ];
}

/** A hole is no permission beyond need besides, what a statement may open as well is no other hole, and what is lost may not be lost besides. */
function toldOnce(outcomes: readonly Outcome[]): readonly Outcome[] {
  const holes = new Set(outcomes.filter(({ rule }) => rule === 'new-hole').flatMap(({ by = [] }) => by));
  const lost = new Set(outcomes.filter(({ rule }) => rule === 'lost-path').map(pathAtPlace));
  return outcomes.filter((outcome) => {
    const { rule, by = [] } = outcome;
    if (rule === 'possible-loss') return !lost.has(pathAtPlace(outcome));
    return (rule !== 'beyond-need' && rule !== 'possible-hole') || !by.some((statement) => holes.has(statement));
  });
}

const pathAtPlace = ({ place, what }: Outcome): string => JSON.stringify([place, what]);

const unusedOutcome = ({ rule, what }: Acceptance): Outcome => ({
  rule: 'unused-accept',
  severity: 'warning',
  place: what,
  what: rule,
  message: `--accept ${rule}=${what} accepts what was not found`,
  mend: 'Take it out, so that it hides nothing later',
  rank: 0,
});

function hidden(finding: CheckFinding, hide: (text: string) => string): CheckFinding {
  return {
    ...finding,
    message: hide(finding.message),
    details: finding.details.map(({ what, message }) => ({ what: hide(what), message: hide(message) })),
  };
}

const RULES = Object.keys(CHECK_RULES);

const gravestFirst = (one: CheckFinding, other: CheckFinding): number =>
  Number(other.severity === 'error') - Number(one.severity === 'error') || RULES.indexOf(one.rule) - RULES.indexOf(other.rule);
