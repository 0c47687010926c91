import * as fc from 'fast-check';
import { kmsKeyPolicyWorstCase } from '../../../src/catalogue/kms-key-policy/worst-case';
import { KEY_POLICY_MAX_BYTES } from '../../../src/policy/policy-size';
import { inBounds, keyPolicyBytes, type BoundedInputs } from './in-bounds-inputs';
import { largest } from './largest-inputs';

const worst = kmsKeyPolicyWorstCase();
const SAMPLE = { seed: 20240501, numRuns: 2000 };

/** What the worst case promises for these inputs. */
function promised({ furtherRoles, buckets }: BoundedInputs): number {
  return worst.bytes + furtherRoles * worst.perRole + Math.max(0, buckets - 1) * worst.perBucket;
}

describe('The worst case of the key policy', () => {
  it('fits into a key policy', () => {
    expect(worst.bytes).toBeLessThanOrEqual(KEY_POLICY_MAX_BYTES);
    expect(worst.limit).toBe(KEY_POLICY_MAX_BYTES);
  });

  it('is at least as large as every policy for two roles in up to 40 Regions', () => {
    const property = fc.property(inBounds({ furtherRoles: 0, buckets: 1 }), (inputs) => {
      expect(keyPolicyBytes(inputs)).toBeLessThanOrEqual(promised(inputs));
    });
    fc.assert(property, SAMPLE);
  });

  it('grows by at most what it says for each further role and bucket', () => {
    const property = fc.property(inBounds({ furtherRoles: 30, buckets: 40 }), (inputs) => {
      expect(keyPolicyBytes(inputs)).toBeLessThanOrEqual(promised(inputs));
    });
    fc.assert(property, SAMPLE);
  });

  it('is reached, not merely a high guess', () => {
    expect(keyPolicyBytes(largest({ furtherRoles: 0, buckets: 1 }))).toBe(worst.bytes);
  });

  it('names the growth that the worst further bucket and role bring', () => {
    const bytes = (furtherRoles: number, buckets: number): number => keyPolicyBytes(largest({ furtherRoles, buckets, target: false }));
    expect(bytes(0, 5) - bytes(0, 4)).toBe(worst.perBucket);
    expect(bytes(5, 1) - bytes(4, 1)).toBe(worst.perRole);
  });
});
