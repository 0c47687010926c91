import type { ConditionView, StatementView } from '../policy-view';
import type { Rule } from '../rule';
import { valuesOfKey } from '../tables/several-values';

const SET_OPERATORS =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html';

/** `ForAllValues` in an Allow holds for a request without the key, unless something else asks for the key. */
export const FOR_ALL_VALUES_RULE: Rule = {
  name: 'for-all-values-of-nothing',
  source: SET_OPERATORS,
  lint: ({ statements }) =>
    statements
      .filter(({ effect }) => effect === 'Allow')
      .flatMap(({ conditions }) =>
        conditions
          .filter(({ operator, key }) => operator.set === 'ForAllValues' && valuesOfKey(key) !== 'one')
          .filter((condition) => !conditions.some((other) => other.key === condition.key && other.ofAbsentKey === 'fails'))
          .map(({ path, name, operator }) => ({
            severity: 'warning',
            path,
            problem: `${operator.text} holds for a request without ${name}, so the statement allows that too.`,
            mend: `Ask for the key besides, with Null: { "${name}": "false" } or with ForAnyValue.`,
          })),
      ),
};

/** A set operator on a key of one value. */
export const SET_OF_ONE_RULE: Rule = {
  name: 'set-operator-on-one-value',
  source: SET_OPERATORS,
  lint: ({ statements }) =>
    statements.flatMap(({ effect, conditions }) =>
      conditions
        .filter(({ operator, key }) => operator.set !== undefined && valuesOfKey(key) === 'one')
        .map(({ path, name, operator }) => ({
          severity: isOpen(operator.set, effect) ? 'error' : 'warning',
          path,
          problem:
            `${name} has one value, and ${operator.text} is for keys of several` +
            (isOpen(operator.set, effect) ? '; it lets through every request without the key.' : '.'),
          mend: `Write ${operator.text.slice(operator.text.indexOf(':') + 1)}.`,
        })),
    ),
};

const isOpen = (set: ConditionView['operator']['set'], effect: StatementView['effect']): boolean =>
  set === 'ForAllValues' && effect === 'Allow';

/** An operator for one value on a key of several. */
export const ONE_OF_SEVERAL_RULE: Rule = {
  name: 'no-set-operator-on-several-values',
  source: SET_OPERATORS,
  lint: ({ statements }) =>
    statements.flatMap(({ conditions }) =>
      conditions
        .filter(
          ({ operator: { base, set }, key }) =>
            base !== undefined && base !== 'Null' && set === undefined && valuesOfKey(key) === 'several',
        )
        .map(({ path, name, operator }) => ({
          severity: 'error',
          path,
          problem: `${name} has several values, and ${operator.text} compares one.`,
          mend: `Write ForAnyValue:${operator.text}, or ForAllValues:${operator.text} with a Null condition.`,
        })),
    ),
};
