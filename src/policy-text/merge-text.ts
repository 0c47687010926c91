import {
  KMS_KEY_POLICY_OWN_PRINCIPALS as PRINCIPALS,
  KMS_KEY_POLICY_OWN_STATEMENTS as OWN,
} from '../catalogue/kms-key-policy/own-statements';
import { statementsOf } from '../policy/key-policy';
import { foreignUnderOwnSids } from '../policy/merge-key-policy';
import { ownSid } from '../policy/own-statements';
import type { Json, JsonObject, PolicyStatement } from '../policy/policy-json';
import { KEY_POLICY_MAX_BYTES, policyBytes } from '../policy/policy-size';
import { providerStatements } from '../policy/provider-statements';
import { compactText } from './compact-text';
import { editStatements } from './edit-statements';
import { readKeyPolicy } from './key-policy-text';
import { lockoutProblems, type LockoutOptions } from './lockout-problems';

/** A key policy as text, or everything that keeps it from being changed. */
export type EditedPolicy =
  | { readonly text: string; readonly policy: JsonObject; readonly problems: readonly [] }
  | { readonly text?: undefined; readonly problems: readonly string[] };

/** How a policy is edited, and what is said of its key. */
export interface EditOptions extends LockoutOptions {
  /** Whether whitespace between tokens goes, of the whole policy. @default false */
  readonly isCompact?: boolean;
}

/**
 * A key policy with our statements in it, as the module merges them: those of any release are taken out, today's put at the end,
 * every other statement stays to the letter. Merging twice changes nothing.
 *
 * @param text as `aws kms get-key-policy` prints it, as a text or with the whole answer around it
 * @param accountId the key's account, in which somebody must remain who may change the policy
 */
export function mergeIntoText(text: string, ours: readonly PolicyStatement[], accountId: string, options: EditOptions = {}): EditedPolicy {
  return edited(text, providerStatements(ours), accountId, options);
}

/** A key policy without any statement of ours; every other statement stays to the letter. */
export const unmergeText = (text: string, accountId: string, options: EditOptions = {}): EditedPolicy =>
  edited(text, [], accountId, options);

function edited(given: string, appended: readonly Json[], accountId: string, options: EditOptions): EditedPolicy {
  const read = readKeyPolicy(given);
  if (read.text === undefined) return { problems: read.problems };
  const { policy, text } = read;
  const foreign = foreignUnderOwnSids(policy, OWN, PRINCIPALS);
  const kept = new Set(foreign.map(({ index }) => index));
  const spaced = editStatements(text, {
    removes: (statement, index) => ownSid(statement, OWN) !== undefined && !kept.has(index),
    appended,
  });
  const after = options.isCompact === true ? compactText(spaced) : spaced;
  const result = JSON.parse(after) as JsonObject;
  const problems = [
    ...foreign.map(
      ({ sid, index }) =>
        `Statement[${index}] stands under ${sid} that no release of cado-kms-key-policy wrote like this, and it would be lost. Give it another Sid first`,
    ),
    ...emptyProblems(result),
    ...lockoutProblems(policy, result, accountId, options),
    ...sizeProblems(after),
  ];
  return problems.length > 0 ? { problems } : { text: after, policy: result, problems: [] };
}

function emptyProblems(result: JsonObject): readonly string[] {
  return statementsOf(result).length > 0
    ? []
    : ['No statement would be left, and KMS takes no policy without any. Put the root delegation of the key’s account in first'];
}

function sizeProblems(text: string): readonly string[] {
  const bytes = policyBytes(text);
  if (bytes <= KEY_POLICY_MAX_BYTES) return [];
  const compact = policyBytes(compactText(text));
  const mend =
    compact <= KEY_POLICY_MAX_BYTES
      ? `Without whitespace it is ${compact}: give --compact`
      : 'Take statements out, name roles instead of listing them twice, or use a grant';
  return [`The result has ${bytes} bytes of UTF-8 and KMS takes ${KEY_POLICY_MAX_BYTES}. ${mend}`];
}
