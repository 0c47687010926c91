import fc from 'fast-check';
import { refusal } from '../../src/release/access/rendered-module';
import { configurationOf } from '../../src/release/tree/configuration';
import { KEY_ACCOUNT, MERGED_CASES } from '../cases/key-policy-cases';
import { documentOf } from '../release/modules';
import { refusalsByTypeScript } from '../support/merge-readers';
import { ODD_POLICIES } from '../support/odd-policies';

const SEED = 20_261_129;
const RUNS = 2_000;

test(`of ${RUNS} odd policies the module refuses those that TypeScript refuses (seed ${SEED})`, () => {
  const [usual] = MERGED_CASES;
  if (usual === undefined) throw new Error('there is no case');
  const module = configurationOf(documentOf('cado-kms-key-policy'));
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(ODD_POLICIES, (policy) => {
      const text = JSON.stringify(policy);
      const reasons = refusalsByTypeScript({ ...usual, text });
      const where = refusal(module, { ...usual.inputs, existing_policy_json: text }, { where: { account: KEY_ACCOUNT, partition: 'aws' } });
      seen.set(reasons.join(), (seen.get(reasons.join()) ?? 0) + 1);
      expect(where).toBe(reasons.length > 0 ? 'output.policy_json' : undefined);
    }),
    { seed: SEED, numRuns: RUNS },
  );
  for (const outcome of ['', 'foreign', 'lockout']) expect(seen.get(outcome)).toBeGreaterThan(RUNS / 10);
}, 120_000);
