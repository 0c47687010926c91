import { holds } from './condition';
import { NAMING } from './principal';
import { referenceTo, type Layer } from './policy-layers';
import type { RequestFacts } from './request-facts';
import { coversResource, naming, speaksOf, type Statement } from './statement';
import type { NearestMiss } from './verdict';

/** An element that a request does not fit. */
type Miss = Omit<NearestMiss, 'statement'> & {
  /** Place of the element in the order in which a statement is read. */
  readonly order: number;
};

/**
 * The statement of a layer that came closest to allowing: of those that speak of the action, the one with the fewest elements that
 * do not fit, and of these the one that fails last. It is told by its first element that does not fit.
 */
export function nearestMiss({ kind, policies, rules }: Layer, request: RequestFacts): NearestMiss | undefined {
  const candidates = policies.flatMap((policy) =>
    policy.statements
      .filter((statement) => statement.effect === 'Allow' && speaksOf(statement, request))
      .map((statement) => ({ statement: referenceTo(kind, policy, statement), misses: missesOf(statement, request, rules) })),
  );
  const [nearest] = candidates
    .filter(({ misses }) => misses.length > 0)
    .toSorted((one, other) => one.misses.length - other.misses.length || (other.misses[0]?.order ?? 0) - (one.misses[0]?.order ?? 0));
  const [first] = nearest?.misses ?? [];
  if (nearest === undefined || first === undefined) return undefined;
  const { order: _order, ...miss } = first;
  return { statement: nearest.statement, ...miss };
}

function missesOf(statement: Statement, request: RequestFacts, rules: Layer['rules']): readonly Miss[] {
  const { resources, principals, conditions } = statement;
  const { caller, resource } = request;
  const misses: Miss[] = [];
  if (!coversResource(statement, request, rules)) {
    const element = resources?.negated === true ? 'NotResource' : 'Resource';
    misses.push({ element, wanted: resources?.wanted ?? [], actual: [resource], order: 0 });
  }
  if (naming(statement, request, rules) === NAMING.none) {
    const actual = caller.session === undefined ? [caller.name] : [caller.name, caller.session];
    misses.push({ element: 'Principal', wanted: principals?.wanted ?? [], actual, order: 1 });
  }
  conditions.forEach((condition, index) => {
    if (holds(condition, request)) return;
    const { operator, key, wanted, lookup } = condition;
    const actual = request.values(lookup);
    misses.push({ element: `Condition.${operator}.${key}`, wanted, ...(actual.length > 0 && { actual }), order: 2 + index });
  });
  return misses;
}
