import { isJsonObject, plainText, type Json, type JsonObject } from '../policy/policy-json';
import type { CallDiagnosis } from './diagnose-call';
import type { PolicyChange } from './policy-changes';

/** The changes of all calls by policy. What differs in one element alone is one statement. */
export function mergedPolicies(calls: readonly CallDiagnosis[]): readonly PolicyChange[] {
  const changes = calls.flatMap((call) => call.changes);
  const keys = new Set(changes.map(policyKey));
  return [...keys].map((key) => {
    const same = changes.filter((change) => policyKey(change) === key);
    const [{ kind, owner } = { kind: 'identity' as const, owner: '' }] = same;
    // What one call needs for sure is needed.
    const conditions = new Set(same.map(({ onlyIf }) => onlyIf));
    const [onlyIf] = conditions;
    return {
      kind,
      owner,
      statements: withOwnSids(mergedStatements(same.flatMap(({ statements }) => statements))),
      ...(conditions.size === 1 && onlyIf !== undefined && { onlyIf }),
      cautions: [...new Set(same.flatMap(({ cautions }) => cautions))],
    };
  });
}

const policyKey = ({ kind, owner }: Pick<PolicyChange, 'kind' | 'owner'>): string => `${kind} ${owner}`;

/** Statements that differ in their actions alone are one, and so are those that differ in their resources alone; nothing gets wider. */
const mergedStatements = (statements: readonly Json[]): readonly JsonObject[] =>
  mergedBy('Resource', mergedBy('Action', statements.filter(isJsonObject)));

function mergedBy(element: 'Action' | 'Resource', statements: readonly JsonObject[]): readonly JsonObject[] {
  const merged = new Map<string, JsonObject>();
  for (const statement of statements) {
    const { [element]: values, ...rest } = statement;
    const key = JSON.stringify([rest, values === undefined]);
    const all = [...new Set([merged.get(key)?.[element] ?? [], values ?? []].flat())];
    const [only] = all;
    merged.set(key, all.length === 0 || only === undefined ? statement : { ...statement, [element]: all.length === 1 ? only : all });
  }
  return [...merged.values()];
}

/** A Sid may stand once in a policy. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
function withOwnSids(statements: readonly JsonObject[]): readonly Json[] {
  const taken = new Map<string, number>();
  return statements.map((statement) => {
    const sid = plainText(statement['Sid']);
    const count = (taken.get(sid) ?? 0) + 1;
    taken.set(sid, count);
    return count === 1 ? statement : { ...statement, Sid: `${sid}${count}` };
  });
}
