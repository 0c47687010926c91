import { hasVariable, withoutVariables } from '../../../policy/globs';
import type { OperatorBase } from '../operators';
import type { ConditionView, Located } from '../policy-view';
import type { Complaint, Rule } from '../rule';
import { VALUE_FORMS } from '../tables/value-forms';

const OPERATORS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html';
const EXACT: readonly (OperatorBase | undefined)[] = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
];

const literal = (text: string): string => text.replaceAll(/\$\{[^{}]*\}/g, '');

/** A wildcard under an operator to which it is a character like any other. */
export const EXACT_OPERATOR_RULE: Rule = {
  name: 'wildcard-under-exact-operator',
  source: OPERATORS,
  lint: ({ statements }) =>
    everyValue(
      statements.flatMap(({ conditions }) => conditions),
      ({ operator }, value) => {
        if (!EXACT.includes(operator.base) || !/[*?]/.test(literal(value.text))) return undefined;
        const like = operator.text.replace(/(String(?:Not)?)Equals(?:IgnoreCase)?/i, '$1Like');
        return {
          severity: literal(value.text).includes('*') ? 'error' : 'warning',
          path: value.path,
          problem: `${operator.text} compares the wildcard in "${value.text}" as a character, so hardly anything is equal to it.`,
          mend: `Write ${like}.`,
        };
      },
    ),
};

/** What values an operator can compare. */
const READABLE: readonly (readonly [bases: RegExp, form: RegExp, is: string])[] = [
  [/^(Bool|Null)$/, /^(true|false)$/i, 'true or false'],
  [/^Numeric/, /^[+-]?\d+(\.\d+)?$/, 'a number'],
  [/^Date/, /^(\d+|\d{4}-\d{2}-\d{2}(T[0-9:.]+(Z|[+-]\d{2}:?\d{2})?)?)$/, 'a date as in 2026-01-31T00:00:00Z'],
  [/IpAddress$/, /^([\d.]+|[\da-f:.]*:[\da-f:.]*)(\/\d{1,3})?$/i, 'an address or a range'],
  [/^Arn/, /^([^:]*:){5}./s, 'an ARN with all its parts, of which each may be a pattern'],
];

/** A value that its operator cannot read. */
export const READABLE_VALUE_RULE: Rule = {
  name: 'value-not-of-its-operator',
  source: OPERATORS,
  lint: ({ statements }) =>
    everyValue(
      statements.flatMap(({ conditions }) => conditions),
      ({ operator }, value) => {
        const [, form, is] = READABLE.find(([bases]) => bases.test(operator.base ?? '')) ?? [];
        if (form === undefined || hasVariable(value.text) || form.test(value.text)) return undefined;
        return {
          severity: 'error',
          path: value.path,
          problem: `${operator.text} cannot read "${value.text}".`,
          mend: `Write ${is}.`,
        };
      },
    ),
};

/** A value that the key can never have, such as the id of a unit in place of an organisation's. */
export const VALUE_FORM_RULE: Rule = {
  name: 'value-not-of-its-key',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  lint: ({ statements }) =>
    everyValue(
      statements.flatMap(({ conditions }) => conditions),
      ({ operator, key, name }, { text, path }) => {
        const known = VALUE_FORMS.find(({ keys }) => keys.includes(key));
        if (known === undefined || hasVariable(text) || !/^(String|Arn)/.test(operator.base ?? '')) return undefined;
        const { form, is, wildcards = false, never, severity = 'error', source } = known;
        const pattern = /[*?]/.test(withoutVariables(text)) && !wildcards;
        if (never?.test(text) !== true && (pattern || form.test(text))) return undefined;
        return { severity, path, source, problem: `${name} is never "${text}".`, mend: `Write ${is}.` };
      },
    ),
};

const everyValue = (
  conditions: readonly ConditionView[],
  complaint: (condition: ConditionView, value: Located) => Complaint | undefined,
): readonly Complaint[] => conditions.flatMap((condition) => condition.values.flatMap((value) => complaint(condition, value) ?? []));
