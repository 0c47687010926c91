import { evaluate } from '../../../src/proof/evaluator/evaluate';
import { compiled, type DecisionCase } from '../../cases/evaluator/decision-case';
import { ENCRYPTION_CONTEXT_CASES } from '../../cases/evaluator/encryption-context-cases';
import { GRANT_CASES } from '../../cases/evaluator/grant-cases';
import { KEY_CASES } from '../../cases/evaluator/key-cases';
import { LIMIT_CASES } from '../../cases/evaluator/limit-cases';
import { OPEN_CASES } from '../../cases/evaluator/open-cases';
import { PRINCIPAL_ARN_CASES } from '../../cases/evaluator/principal-arn-cases';
import { ROLE_CASES } from '../../cases/evaluator/role-cases';

const TABLES: Readonly<Record<string, readonly DecisionCase[]>> = {
  'a key': KEY_CASES,
  'a role': ROLE_CASES,
  'anything else': OPEN_CASES,
  limits: LIMIT_CASES,
  grants: GRANT_CASES,
  'the encryption context': ENCRYPTION_CONTEXT_CASES,
  'the ARN of the caller': PRINCIPAL_ARN_CASES,
};

describe.each(Object.entries(TABLES))('%s', (_title, cases) => {
  test.each(cases)('$what: allowed ($source)', ({ request, policies }) => {
    expect(evaluate(request, compiled(policies))).toMatchObject({ outcome: 'allowed' });
  });

  test.each(cases)('$what: refused ($source)', ({ request, policies, refused }) => {
    const verdict = evaluate({ ...request, ...refused.request }, compiled({ ...policies, ...refused.policies }));
    const { outcome, missing } = verdict;
    expect({ outcome, missing }).toEqual({
      outcome: refused.missing === undefined ? 'denied explicitly' : 'denied implicitly',
      missing: refused.missing,
    });
  });
});

test.each(Object.entries(TABLES))('%s: every case has a name of its own, and the page that decides it', (_title, cases) => {
  expect(new Set(cases.map(({ what }) => what)).size).toBe(cases.length);
  expect(cases.filter(({ source }) => !source.startsWith('https://docs.aws.amazon.com/'))).toEqual([]);
});

test.each(['grants', 'the encryption context', 'the ARN of the caller'])('%s has at least 15 cases', (table) => {
  expect(TABLES[table]?.length).toBeGreaterThanOrEqual(15);
});
