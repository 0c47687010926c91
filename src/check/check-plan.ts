import type { ImportDescription } from '../doctor/options';
import type { Subject } from '../doctor/subject';
import { compare } from './compare';
import type { CheckFinding, PlanCheck } from './findings';
import { fingerprint, pairsIn } from './pairs';
import type { PlanEstates } from './plan-estates';

/** Compares what a plan makes of roles, keys and grants with what is there: paths that are lost, and attacks that get through. */
export function checkPlan(plan: PlanEstates, described: ImportDescription): PlanCheck {
  const pairs = pairsIn(plan, described);
  const changed = pairs.filter(({ before, after }) => fingerprint(before) !== fingerprint(after));
  const found = [
    ...plan.problems.map(({ problem }): CheckFinding => ({
      rule: 'not-a-policy',
      severity: 'error',
      place: problem.slice(0, Math.max(problem.indexOf(': '), 0)),
      message: problem,
      mend: 'AWS would refuse this policy. Mend its text',
    })),
    ...changed.flatMap(({ before, after }) => compare(before, after, described)),
    ...plan.unknown.map((place): CheckFinding => ({
      rule: 'unknown-until-apply',
      severity: 'warning',
      place,
      message: `${place} is unknown until apply, so that nothing can be said of it`,
      mend: 'Plan again once what it depends on exists',
    })),
  ];
  const known = new Set<string>();
  // One cause shows with every key that the role uses: it is told once.
  const findings = found.filter(({ rule, place, message }) => {
    const key = JSON.stringify([rule, place, message.split(/ works and would be lost| would be /)[0]]);
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
  const count = (of: (subject: Subject) => readonly (string | undefined)[]): number =>
    new Set(
      pairs
        .flatMap(({ before, after }) => [before, after].flatMap((one) => (one === undefined ? [] : of(one))))
        .filter((arn) => arn !== undefined),
    ).size;
  return {
    findings,
    roles: count(({ platform, target }) => [platform?.arn, target?.arn]),
    keys: count(({ key }) => [key?.arn]),
    changed: changed.length,
  };
}
