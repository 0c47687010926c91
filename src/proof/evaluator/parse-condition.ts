import type { Condition } from './condition';
import { OPERATORS, parseOperator, type SpelledOperator } from './condition-operators';
import { kindOf, listed, memberPath, membersOf, type Report } from './policy-issues';
import type { TextRules } from './policy-text';
import { compileValue, type ValueTest } from './value-test';

/**
 * Compiles a `Condition`. Numbers and booleans stand for their text, as in IAM.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function parseConditions(value: unknown, path: string, rules: Pick<TextRules, 'variables'>, report: Report): readonly Condition[] {
  const operators = membersOf(value);
  if (operators === undefined) report(path, `${kindOf(value)} is no object of operators`);
  return [...(operators ?? [])].flatMap(([operator, keys]) => {
    const place = memberPath(path, operator);
    const spelled = parseOperator(operator);
    if (spelled === undefined) report(place, 'there is no such operator');
    const members = membersOf(keys);
    if (members === undefined) report(place, `${kindOf(keys)} is no object of condition keys`);
    return [...(members ?? [])].flatMap(([key, values]) => {
      const wanted = valuesOf(values, memberPath(place, key), report);
      return spelled === undefined ? [] : [compiled(spelled, operator, key, wanted, rules, report)];
    });
  });
}

type Placed = readonly [text: string, path: string];

function valuesOf(values: unknown, path: string, report: Report): readonly Placed[] {
  return listed(values, path).flatMap(([value, place]): readonly Placed[] => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [[String(value), place]];
    report(place, `${kindOf(value)} is no string, number or boolean`);
    return [];
  });
}

function compiled(
  { name, quantifier, ifExists }: SpelledOperator,
  operator: string,
  key: string,
  placed: readonly Placed[],
  rules: Pick<TextRules, 'variables'>,
  report: Report,
): Condition {
  const { type, negated = false } = OPERATORS.get(name) ?? {};
  const wanted = placed.map(([text]) => text);
  const base = { operator, key, lookup: key.toLowerCase(), ifExists, negated, ...(quantifier !== undefined && { quantifier }) };
  if (type === undefined) return { ...base, wanted: placed.map((value) => presence(value, report)) };
  const tests = placed.flatMap(([text, place]): readonly ValueTest[] => {
    const test = compileValue(text, type, rules);
    if (test === undefined) report(place, `${JSON.stringify(text)} is not ${type.words}`);
    return test === undefined ? [] : [test];
  });
  return { ...base, wanted, tests };
}

/** A value of `Null`. */
function presence([text, place]: Placed, report: Report): string {
  const wanted = text.toLowerCase();
  if (wanted !== 'true' && wanted !== 'false') report(place, `${JSON.stringify(text)} is not true or false`);
  return wanted;
}
