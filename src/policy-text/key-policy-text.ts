import { findNodeAtLocation } from 'jsonc-parser';
import { jsonTree, readJson, repeatedKeys, type ReadJson } from '../estate/json-text';
import { isStatement, statementsOf } from '../policy/key-policy';
import { isJsonObject, type Json, type JsonObject } from '../policy/policy-json';
import { KEY_POLICY_MAX_BYTES, policyBytes } from '../policy/policy-size';

/** A key policy as somebody wrote it, or all that keeps it from being read as one. */
export type KeyPolicyText =
  | { readonly policy: JsonObject; readonly text: string; readonly problems: readonly [] }
  | { readonly policy?: undefined; readonly text?: undefined; readonly problems: readonly string[] };

const VERSIONS: readonly Json[] = ['2008-10-17', '2012-10-17'];

/** What KMS takes is less, however it is encoded and laid out; anything longer is some other document. */
const MOST_BYTES = 32 * KEY_POLICY_MAX_BYTES;

/** So many of a kind are told; the others are counted. */
const SHOWN = 10;

/** Reads a key policy's own text, out of whatever is around it: `aws kms get-key-policy` prints it alone or in an answer. */
export function readKeyPolicy(given: string): KeyPolicyText {
  const bytes = policyBytes(given);
  if (bytes > MOST_BYTES) return { problems: [`It has ${bytes} bytes and KMS takes ${KEY_POLICY_MAX_BYTES}: this is no key policy`] };
  const outer = readJson(given);
  if (outer.problem !== undefined) return { problems: [`The policy is no JSON: ${outer.problem}`] };
  const { inner, texts } = policyWithin(outer);
  if (inner.problem !== undefined) return { problems: [`The policy is no JSON: ${inner.problem}`] };
  const { value, text } = inner;
  if (!isJsonObject(value)) return { problems: ['The policy is no JSON object'] };
  const repeated = texts
    .flatMap(repeatedKeys)
    .map((place) => `${place} stands twice, and AWS keeps only one of them. Take the other one out`);
  const problems = [...firstOf(repeated), ...statementProblems(value), ...versionProblems(value)];
  return problems.length > 0 ? { problems } : { policy: value, text, problems: [] };
}

/** A policy, and every text whose keys must not repeat. */
interface Within {
  readonly inner: ReadJson;
  readonly texts: readonly string[];
}

/** The policy in what `get-key-policy` answers, where this is one; a policy may have an element `Policy` of its own. */
function policyWithin(outer: Extract<ReadJson, { readonly text: string }>): Within {
  const { value, text } = outer;
  const policy = isJsonObject(value) && !('Statement' in value) ? value['Policy'] : undefined;
  if (typeof policy === 'string') {
    const inner = readJson(policy);
    return { inner, texts: [text, ...(inner.problem === undefined ? [inner.text] : [])] };
  }
  const tree = policy === undefined ? undefined : jsonTree(text);
  const node = tree === undefined ? undefined : findNodeAtLocation(tree, ['Policy']);
  if (policy === undefined || node === undefined) return { inner: outer, texts: [text] };
  return { inner: { value: policy, text: text.slice(node.offset, node.offset + node.length) }, texts: [text] };
}

function statementProblems(policy: JsonObject): readonly string[] {
  const statements = statementsOf(policy);
  if (statements.length === 0) return ['The policy has no Statement'];
  return firstOf(
    statements.flatMap((statement, index) =>
      isStatement(statement)
        ? []
        : [
            `Statement[${index}] is no statement of a key policy: it needs Effect (Allow or Deny), Principal or NotPrincipal, and Action or NotAction`,
          ],
    ),
  );
}

function versionProblems({ Version }: JsonObject): readonly string[] {
  if (Version === undefined || VERSIONS.includes(Version)) return [];
  return [`Version is ${JSON.stringify(Version).slice(0, 100)}. Accepted: 2012-10-17, 2008-10-17`];
}

const firstOf = (problems: readonly string[]): readonly string[] =>
  problems.length <= SHOWN ? problems : [...problems.slice(0, SHOWN), `… and ${problems.length - SHOWN} more like it`];
