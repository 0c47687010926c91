import {
  KMS_KEY_POLICY_OWN_PRINCIPALS as PRINCIPALS,
  KMS_KEY_POLICY_OWN_STATEMENTS as OWN,
} from '../catalogue/kms-key-policy/own-statements';
import { isStatement, statementsOf } from '../policy/key-policy';
import { keepsPolicyWriter } from '../policy/lockout';
import { foreignUnderOwnSid } from '../policy/merge-key-policy';
import { ownSid } from '../policy/own-statements';
import { isJsonObject, type Json, type JsonObject, type PolicyStatement } from '../policy/policy-json';
import { KEY_POLICY_MAX_BYTES, minifiedStatements, policyBytes } from '../policy/policy-size';
import { readJson, repeatedKeys } from '../estate/json-text';
import { editStatements } from './edit-statements';

/** A key policy as text, or everything that keeps it from being changed. */
export type EditedPolicy =
  | { readonly text: string; readonly policy: JsonObject; readonly problems: readonly [] }
  | { readonly text?: undefined; readonly problems: readonly string[] };

const VERSIONS: readonly Json[] = ['2008-10-17', '2012-10-17'];

/**
 * A key policy with our statements in it, as the module merges them: those of any release are taken out, today's put at the end,
 * every other statement stays to the letter. Merging twice changes nothing.
 *
 * @param text as `aws kms get-key-policy` prints it, as a text or with the whole answer around it
 * @param accountId the key's account, in which somebody must remain who may change the policy
 */
export function mergeIntoText(text: string, ours: readonly PolicyStatement[], accountId: string): EditedPolicy {
  // As the AWS provider writes them, so that both ways give the same policy.
  const statements = JSON.parse(minifiedStatements(ours)) as readonly Json[];
  return edited(text, statements, accountId);
}

/** A key policy without any statement of ours; every other statement stays to the letter. */
export const unmergeText = (text: string, accountId: string): EditedPolicy => edited(text, [], accountId);

function edited(given: string, appended: readonly Json[], accountId: string): EditedPolicy {
  const read = readKeyPolicy(given);
  if (read.text === undefined) return { problems: read.problems };
  const { policy, text } = read;
  const foreign = foreignUnderOwnSid(policy, OWN, PRINCIPALS);
  if (foreign.length > 0) {
    return {
      problems: [
        `The policy has statements under ${foreign.join(', ')} that no release of cado-kms-key-policy wrote, and they would be lost. Give them another Sid first`,
      ],
    };
  }
  const after = editStatements(text, { removes: (statement) => ownSid(statement, OWN) !== undefined, appended });
  const result = JSON.parse(after) as JsonObject;
  const problems = [...emptyProblems(result), ...lockoutProblems(policy, result, accountId), ...sizeProblems(after)];
  return problems.length > 0 ? { problems } : { text: after, policy: result, problems: [] };
}

function emptyProblems(result: JsonObject): readonly string[] {
  return statementsOf(result).length > 0
    ? []
    : ['No statement would be left, and KMS takes no policy without any. Put the root delegation of the key’s account in first'];
}

function lockoutProblems(before: JsonObject, after: JsonObject, accountId: string): readonly string[] {
  if (keepsPolicyWriter(after, accountId)) return [];
  const since = keepsPolicyWriter(before, accountId) ? '' : ', and the policy as it is lets nobody either';
  return [
    `The result leaves nobody in the key's account ${accountId} who may change the policy (kms:PutKeyPolicy without a condition)${since}. Add the root delegation: {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::${accountId}:root"},"Action":"kms:*","Resource":"*"}`,
  ];
}

function sizeProblems(text: string): readonly string[] {
  const bytes = policyBytes(text);
  if (bytes <= KEY_POLICY_MAX_BYTES) return [];
  const compact = policyBytes(JSON.stringify(JSON.parse(text)));
  const mend =
    compact <= KEY_POLICY_MAX_BYTES
      ? `Without whitespace it is ${compact}: give it as jq -c prints it`
      : 'Take statements out, name roles instead of listing them twice, or use a grant';
  return [`The result has ${bytes} bytes of UTF-8 and KMS takes ${KEY_POLICY_MAX_BYTES}. ${mend}`];
}

/** A key policy's own text, out of whatever is around it, or what is wrong with it. */
export function readKeyPolicy(
  given: string,
):
  | { readonly policy: JsonObject; readonly text: string; readonly problems: readonly [] }
  | ({ readonly problems: readonly string[] } & { readonly policy?: undefined; readonly text?: undefined }) {
  const outer = readJson(given);
  if (outer.problem !== undefined) return { problems: [`The policy is no JSON: ${outer.problem}`] };
  const inner = isJsonObject(outer.value) && typeof outer.value['Policy'] === 'string' ? readJson(outer.value['Policy']) : outer;
  if (inner.problem !== undefined) return { problems: [`The policy is no JSON: ${inner.problem}`] };
  const { value, text } = inner;
  if (!isJsonObject(value)) return { problems: ['The policy is no JSON object'] };
  const repeated = repeatedKeys(text).map((place) => `${place} stands twice, and AWS keeps only one of them. Take the other one out`);
  const statements = statementsOf(value);
  const wrong = statements.flatMap((statement, index) =>
    isStatement(statement)
      ? []
      : [
          `Statement[${index}] is no statement of a key policy: it needs Effect (Allow or Deny), Principal or NotPrincipal, and Action or NotAction`,
        ],
  );
  const version = value['Version'];
  const problems = [
    ...repeated,
    ...(statements.length === 0 ? ['The policy has no Statement'] : wrong),
    ...(version === undefined || VERSIONS.includes(version)
      ? []
      : [`Version is ${JSON.stringify(version)}. Accepted: 2012-10-17, 2008-10-17`]),
  ];
  return problems.length > 0 ? { problems } : { policy: value, text, problems: [] };
}
