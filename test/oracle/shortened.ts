import { conditionsOf, isOfAws, statementsOf, withCondition, withoutPolicies, withStatement, type Pair } from './pair';

/** A pair in which the same is true, without whatever can go. */
export async function shortened(pair: Pair, holds: (pair: Pair) => Promise<boolean>): Promise<Pair> {
  for (const shorter of shorterThan(pair)) {
    if (await isTrueOf(shorter, holds)) return shortened(shorter, holds);
  }
  return pair;
}

/** What the oracle does not take is no shorter pair. */
async function isTrueOf(pair: Pair, holds: (pair: Pair) => Promise<boolean>): Promise<boolean> {
  try {
    return await holds(pair);
  } catch {
    return false;
  }
}

/** Pairs with one thing less. */
function* shorterThan(pair: Pair): Generator<Pair> {
  for (const attached of pair.policies) if (!isOfAws(attached)) yield withoutPolicies(pair, (found) => found === attached);
  const levels = new Set(pair.policies.filter((attached) => !isOfAws(attached)).map(({ level }) => level));
  const idle = pair.policies.filter((attached) => isOfAws(attached) && !levels.has(attached.level));
  if (idle.length > 0) yield withoutPolicies(pair, (found) => idle.includes(found));
  for (const placed of statementsOf(pair)) if (placed.attached.policy.Statement.length > 1) yield withStatement(pair, placed);
  for (const placed of conditionsOf(pair)) yield withCondition(pair, placed);
  for (const placed of conditionsOf(pair))
    if (placed.values.length > 1) yield withCondition(pair, placed, { values: placed.values.slice(1) });
  for (const key of Object.keys(pair.request.context ?? {})) {
    const { context: { [key]: _dropped, ...context } = {}, ...request } = pair.request;
    yield { ...pair, request: Object.keys(context).length === 0 ? request : { ...request, context } };
  }
}
