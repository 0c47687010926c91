import { parseArn } from './arn';
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
  /** How unlike the caller whom a statement names is, from 0. @default 0 */
  readonly unlike?: number;
};

/**
 * The statement of a layer that came closest to allowing: of those that speak of the action, the one with the fewest elements that
 * do not fit, and of these the one that fails last, or that names whoever is most like the caller. It is told by its first element that
 * does not fit.
 */
export function nearestMiss({ kind, policies, rules }: Layer, request: RequestFacts): NearestMiss | undefined {
  const candidates = policies.flatMap((policy) =>
    policy.statements
      .filter((statement) => statement.effect === 'Allow' && speaksOf(statement, request))
      .map((statement) => ({ statement: referenceTo(kind, policy, statement), misses: missesOf(statement, request, rules) })),
  );
  const [nearest] = candidates
    .filter(({ misses }) => misses.length > 0)
    .toSorted(
      ({ misses: one }, { misses: other }) =>
        one.length - other.length || (other[0]?.order ?? 0) - (one[0]?.order ?? 0) || (one[0]?.unlike ?? 0) - (other[0]?.unlike ?? 0),
    );
  const [first] = nearest?.misses ?? [];
  if (nearest === undefined || first === undefined) return undefined;
  const { order: _order, unlike: _unlike, ...miss } = first;
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
    const wanted = principals?.wanted ?? [];
    const unlike = Math.min(...wanted.map((name) => unlikeness(name, caller.name)));
    // A statement for somebody else is farther than one for the caller on something else.
    misses.push({ element: 'Principal', wanted, actual, order: unlike === ANYBODY ? -1 : 1, unlike });
  }
  conditions.forEach((condition, index) => {
    if (holds(condition, request)) return;
    const { operator, key, wanted, lookup } = condition;
    const actual = request.values(lookup);
    misses.push({ element: `Condition.${operator}.${key}`, wanted, ...(actual.length > 0 && { actual }), order: 2 + index });
  });
  return misses;
}

const ANYBODY = 3;

/**
 * How unlike a caller a principal is: one of its name in its account, whose path is another; one of its name; the id of one that is
 * gone; anybody else.
 */
function unlikeness(principal: string, caller: string): number {
  const [one, other] = [parseArn(principal), parseArn(caller)];
  const nameOf = (resource = ''): string => resource.slice(resource.lastIndexOf('/') + 1);
  if (one !== undefined && other !== undefined && nameOf(one.resource) === nameOf(other.resource))
    return one.account === other.account ? 0 : 1;
  return principal.startsWith('AROA') ? 2 : ANYBODY;
}
