import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KNOWN_DIFFERENCES, kindsOfDifference } from './known-differences';
import { oracleOutcome } from './oracle';
import { ourOutcome, type Outcome } from './ours';
import type { Pair } from './pair';

/** A pair on which the two sides differ, and what each says. */
interface Case extends Pair {
  readonly ours: Outcome;
  readonly oracle: Outcome;
}

const CASES = join(__dirname, '../cases/oracle');
const MOST_KINDS = 8;

const caseOf = (name: string): Case => JSON.parse(readFileSync(join(CASES, `${name}.json`), 'utf8')) as Case;

test('known differences are few, and each has a case', () => {
  const names = KNOWN_DIFFERENCES.map(({ name }) => name);
  expect(names.length).toBeLessThanOrEqual(MOST_KINDS);
  expect(readdirSync(CASES).toSorted()).toEqual(names.map((name) => `${name}.json`).toSorted());
});

describe.each(KNOWN_DIFFERENCES.map((difference) => [difference.name, difference] as const))('%s', (name, difference) => {
  const { ours, oracle, ...pair } = caseOf(name);

  test('AWS decides it', () => {
    expect(difference.aws).toMatch(/^[A-Z].*\.$/s);
    expect(difference.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  test('the case shows it', async () => {
    expect(ours).not.toBe(oracle);
    expect(ourOutcome(pair)).toBe(ours);
    expect(await oracleOutcome(pair)).toBe(oracle);
    expect(kindsOfDifference(pair, oracle, ourOutcome)).toEqual([difference]);
  });

  test('it explains nothing else', () => {
    const others = (['allowed', 'denied explicitly', 'denied implicitly'] as const).filter(
      (outcome) => outcome !== ours && outcome !== oracle,
    );
    for (const outcome of others) expect(kindsOfDifference(pair, outcome, ourOutcome)).toEqual([]);
  });
});
