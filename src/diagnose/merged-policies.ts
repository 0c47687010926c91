import { isJsonObject, plainText, type Json, type JsonObject } from '../policy/policy-json';
import type { CallDiagnosis } from './diagnose-call';
import type { PolicyKind } from './module-statements';

/** What to add to one policy, for all calls together. */
export interface MergedPolicy {
  readonly kind: PolicyKind;
  /** ARN of the role or key. */
  readonly owner: string;
  readonly statements: readonly Json[];
  /** When they are needed, where that is not sure. @default - always */
  readonly onlyIf?: string;
  readonly cautions: readonly string[];
}

/** The changes of all calls by policy. Statements that differ in their actions alone are one. */
export function mergedPolicies(calls: readonly CallDiagnosis[]): readonly MergedPolicy[] {
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

const policyKey = ({ kind, owner }: Pick<MergedPolicy, 'kind' | 'owner'>): string => `${kind} ${owner}`;

/** Actions under the same conditions on the same resources go into one statement; nothing gets wider by it. */
function mergedStatements(statements: readonly Json[]): readonly JsonObject[] {
  const merged = new Map<string, JsonObject>();
  for (const statement of statements) {
    if (!isJsonObject(statement)) continue;
    const { Action: action, ...rest } = statement;
    const key = JSON.stringify(rest);
    const before = merged.get(key)?.['Action'];
    const actions = [...new Set([before ?? [], action ?? []].flat())];
    const [only = ''] = actions;
    merged.set(key, { ...statement, Action: actions.length === 1 ? only : actions });
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
