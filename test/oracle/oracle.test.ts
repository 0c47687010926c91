import { OPERATORS as KNOWN_OPERATORS } from '../../src/proof/evaluator/condition-operators';
import { compare } from './comparison';
import { OPERATORS } from './operators';
import { ourOutcome, type Outcome } from './ours';
import { isOfAws, statementsOf, withoutPolicies, withRequest, withStatement, type AttachedPolicy, type Pair } from './pair';
import { failuresOf, leastDecided } from './report';
import { RULES } from './rules';
import type { Disagreement } from './tally';

const SEED = 20_261_124;
const PAIRS = 5000;

test(`the oracle agrees on ${PAIRS} pairs, and every rule decides some`, async () => {
  const tally = await compare({ seed: SEED, from: 0, to: PAIRS });
  expect(failuresOf(tally)).toEqual([]);
  expect(tally.pairs).toBe(PAIRS);
}, 120_000);

test('every operator of the evaluator is tried', () => {
  expect(OPERATORS.map(({ name }) => name).toSorted()).toEqual([...KNOWN_OPERATORS.keys()].toSorted());
});

test('a run that lacks something says so', () => {
  const tally = { pairs: 200_000, allowed: 50_000, nearMisses: 49_999, decided: {}, differences: {}, disagreements: [] };
  expect(failuresOf(tally)).toHaveLength(1 + RULES.length);
  expect(leastDecided(PAIRS)).toBe(25);
  expect(leastDecided(400_000)).toBe(1000);
});

const without =
  (kind: AttachedPolicy['kind']) =>
  (pair: Pair): Outcome =>
    ourOutcome(withoutPolicies(pair, (attached) => attached.kind === kind && !isOfAws(attached)));

function withoutDenies(pair: Pair): Outcome {
  let left = pair;
  for (;;) {
    const deny = statementsOf(left).find(({ statement }) => statement.Effect === 'Deny');
    if (deny === undefined) return ourOutcome(left);
    left = withStatement(left, deny);
  }
}

const asIn = (changed: (pair: Pair) => Partial<Pair['request']>) => (pair: Pair) => ourOutcome(withRequest(pair, changed(pair)));

/** Evaluators with one mistake each. */
const MISTAKEN: Readonly<Record<string, (pair: Pair) => Outcome>> = {
  'allows everything': () => 'allowed',
  'knows no boundary': without('boundary'),
  'knows no session policy': without('session'),
  'knows no service control policy': without('service control'),
  'knows no resource control policy': without('resource control'),
  'knows no Deny': withoutDenies,
  'knows no session': ({ request: { sessionName: _unknown, ...request }, policies }) => ourOutcome({ request, policies }),
  'knows one account only': asIn(({ request }) => ({ resourceAccount: request.principal.split(':')[4] ?? '' })),
  'takes every session for another': asIn(({ request }) => (request.sessionName === undefined ? {} : { sessionName: 'another' })),
};

test.each(Object.entries(MISTAKEN))('an evaluator that %s is found out, by a short pair', async (_mistake, evaluate) => {
  let first: Disagreement | undefined;
  for (let from = 0; first === undefined && from < PAIRS; from += 100) {
    [first] = (await compare({ seed: SEED, from, to: from + 100 }, evaluate)).disagreements;
  }
  expect(first).toBeDefined();
  expect(first?.ours).not.toBe(first?.oracle);
  expect(first === undefined ? [] : statementsOf(first.pair).length).toBeLessThan(5);
});
