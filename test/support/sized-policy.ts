import { policyBytes } from '../../src/policy/policy-size';
import { KEY_ACCOUNT, MERGED_CASES, type KeyPolicyCase } from '../cases/key-policy-cases';
import { mergedByTypeScript, REFUSALS } from './merge-readers';

const PLAIN = MERGED_CASES.find(({ name }) => name === 'root-delegation');

/** A policy that has exactly so many bytes after the merge; half of what fills it are characters of two bytes. */
export function caseOfMergedSize(name: string, bytes: number): KeyPolicyCase {
  if (PLAIN === undefined) throw new Error('There is no case root-delegation');
  const filled = (id: string): KeyPolicyCase => ({
    ...PLAIN,
    name,
    text: JSON.stringify({ Id: id, ...(JSON.parse(PLAIN.text) as object) }),
    reason: REFUSALS.size,
  });
  const missing = bytes - policyBytes(JSON.stringify(mergedByTypeScript(filled(KEY_ACCOUNT))));
  const wide = Math.floor(missing / 4);
  return filled(KEY_ACCOUNT + 'ü'.repeat(wide) + 'u'.repeat(missing - 2 * wide));
}
