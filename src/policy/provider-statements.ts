import type { Json, PolicyStatement } from './policy-json';
import { minifiedStatements } from './policy-size';

/**
 * Statements as `data.aws_iam_policy_document` gives them: one-element lists as a string, actions and principals from the last to the
 * first, values of conditions as they were given.
 */
export function providerStatements(statements: readonly PolicyStatement[]): readonly Json[] {
  const backwards = (names: readonly string[]): readonly string[] => names.toSorted().toReversed();
  const ordered = statements.map((statement): PolicyStatement => {
    const { Principal, Action } = statement;
    return { ...statement, ...(Principal !== undefined && { Principal: { AWS: backwards(Principal.AWS) } }), Action: backwards(Action) };
  });
  return JSON.parse(minifiedStatements(ordered)) as readonly Json[];
}
