import type { RequestContext } from '../../../src/proof/evaluator/access-request';
import { evaluate } from '../../../src/proof/evaluator/evaluate';
import { OPERATORS } from '../../../src/proof/evaluator/condition-operators';
import { policyOf } from '../../../src/proof/evaluator/parse-policy';
import { OPERATOR_ROWS } from '../../cases/evaluator/operator-rows';

const KEY = 'test:Key';

/** Whether a statement with the condition allows a request with the context. */
function holds(condition: object, context: RequestContext, Version = '2012-10-17'): boolean {
  const policy = policyOf('test', { Version, Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition } });
  const request = { principal: 'arn:aws:iam::111122223333:user/Alice', action: 's3:GetObject', resource: '*', context };
  return evaluate(request, { identity: [policy] }).outcome === 'allowed';
}

/** Values of a key: those that the operator's opposite would refuse fit, others do not. */
const VALUES = ['absent', 'empty', 'fit', 'unfit', 'mixed', 'all fit', 'none fits'] as const;
type Values = (typeof VALUES)[number];

/**
 * What holds, by set qualifier, for an operator that asks for a fit and for one that asks for none. `IfExists` makes it true
 * without a key, but for the qualifiers, which decide that themselves.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
const TRUE_FOR: Readonly<Record<string, Readonly<Record<'asks' | 'refuses', readonly Values[]>>>> = {
  '': { asks: ['fit'], refuses: ['absent', 'empty', 'unfit'] },
  'ForAllValues:': { asks: ['absent', 'empty', 'fit', 'all fit'], refuses: ['absent', 'empty', 'unfit', 'none fits'] },
  'ForAnyValue:': { asks: ['fit', 'mixed', 'all fit'], refuses: ['unfit', 'mixed', 'none fits'] },
};

describe.each(OPERATOR_ROWS)('$operator', ({ operator, wanted, fits, fitsNot }) => {
  const contexts: Readonly<Record<Values, RequestContext>> = {
    absent: {},
    empty: { [KEY]: [] },
    fit: { [KEY]: fits[0] },
    unfit: { [KEY]: fitsNot[0] },
    mixed: { [KEY]: [fitsNot[0], fits[0]] },
    'all fit': { [KEY]: fits },
    'none fits': { [KEY]: fitsNot },
  };
  const negated = OPERATORS.get(operator)?.negated === true;

  test.each(Object.entries(TRUE_FOR))('%s', (qualifier, { asks, refuses }) => {
    const found = VALUES.filter((values) => holds({ [`${qualifier}${operator}`]: { [KEY]: wanted } }, contexts[values]));
    expect(found).toEqual(VALUES.filter((values) => (negated ? refuses : asks).includes(values)));
  });

  test.each(Object.entries(TRUE_FOR))('%s IfExists', (qualifier, { asks, refuses }) => {
    const found = VALUES.filter((values) => holds({ [`${qualifier}${operator}IfExists`]: { [KEY]: wanted } }, contexts[values]));
    const without: readonly Values[] = qualifier === '' ? ['absent', 'empty'] : [];
    expect(found).toEqual(VALUES.filter((values) => [...(negated ? refuses : asks), ...without].includes(values)));
  });

  test('one value may stand without a list, and no value fits nothing', () => {
    const [only] = wanted;
    expect(holds({ [operator]: { [KEY]: only } }, { [KEY]: fits[0] })).toBe(!negated);
    expect(holds({ [operator]: { [KEY]: [] } }, { [KEY]: fits[0] })).toBe(negated);
  });
});

test('there is a row for every operator', () => {
  expect(new Set(OPERATOR_ROWS.map(({ operator }) => operator))).toEqual(new Set(OPERATORS.keys()));
});

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null */
test.each(['', 'ForAllValues:', 'ForAnyValue:'])('%sNull asks whether the key is there', (qualifier) => {
  const isNull = (wanted: unknown, context: RequestContext): boolean => holds({ [`${qualifier}Null`]: { [KEY]: wanted } }, context);
  for (const value of ['true', 'True', true]) {
    expect([isNull(value, {}), isNull(value, { [KEY]: [] }), isNull(value, { [KEY]: 'x' })]).toEqual([true, true, false]);
  }
  for (const value of ['false', false, ['false']]) {
    expect([isNull(value, {}), isNull(value, { [KEY]: ['x', 'y'] }), isNull(value, { [KEY]: '' })]).toEqual([false, true, true]);
  }
});

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html */
test('all operators and all keys have to hold', () => {
  const condition = { StringEquals: { a: '1', b: ['2', '3'] }, StringNotEquals: { c: ['4', '5'] } };
  expect(holds(condition, { a: '1', b: '3', c: '6' })).toBe(true);
  for (const other of [{ a: '2' }, { b: '1' }, { c: '5' }]) expect(holds(condition, { a: '1', b: '3', c: '6', ...other })).toBe(false);
});

test('keys that differ in case only are one key of several values', () => {
  expect(holds({ StringEquals: { Key: 'x' } }, { key: 'x', KEY: 'x' })).toBe(false);
  expect(holds({ 'ForAllValues:StringEquals': { Key: ['x', 'y'] } }, { key: 'x', KEY: ['x', 'y'] })).toBe(true);
});

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
describe('variables', () => {
  const context = {
    [KEY]: 'a*b',
    'aws:PrincipalTag/Team': 'a*b',
    number: '7',
    list: ['a*b'],
    ip: '10.0.0.1',
    arn: 'arn:aws:iam::1:role/a:b',
  };
  test.each([
    ['StringEquals', '${aws:PrincipalTag/Team}', true],
    ['StringEquals', '${AWS:principaltag/team}', true],
    ['StringEquals', 'x${aws:PrincipalTag/Team}', false],
    ['StringEquals', '${aws:PrincipalTag/Other}', false],
    ['StringNotEquals', '${aws:PrincipalTag/Other}', true],
    ['StringNotEquals', '${aws:PrincipalTag/Team}', false],
    ['StringEquals', "${aws:PrincipalTag/Other, 'a*b'}", true],
    ['StringEquals', "${aws:PrincipalTag/Other,'a*b'}", true],
    ['StringEquals', "${aws:PrincipalTag/Team, 'x'}", true],
    ['StringEquals', '${list}', false],
    ['StringEquals', 'a${*}b', true],
    ['StringLike', 'a${*}b', true],
    ['StringLike', 'a${?}b', false],
    ['StringLike', 'a?b', true],
    ['StringLike', '*${*}*', true],
    ['StringLike', '${aws:PrincipalTag/Team}*', true],
    ['StringEquals', 'a${$}b', false],
    ['StringEquals', '${', false],
    ['StringEqualsIgnoreCase', 'A${*}B', true],
  ])('%s %s: %s', (operator, wanted, expected) => {
    expect(holds({ [operator]: { [KEY]: wanted } }, context)).toBe(expected);
  });

  test('in numbers, addresses, booleans and ARNs', () => {
    expect(holds({ NumericLessThan: { n: '${number}' } }, { ...context, n: '6' })).toBe(true);
    expect(holds({ NumericLessThan: { n: '${ip}' } }, { ...context, n: '6' })).toBe(false);
    expect(holds({ IpAddress: { 'aws:SourceIp': '${ip}/8' } }, { ...context, 'aws:SourceIp': '10.2.3.4' })).toBe(true);
    expect(holds({ ArnLike: { a: '${arn}' } }, { ...context, a: 'arn:aws:iam::1:role/a:b' })).toBe(true);
    expect(holds({ ArnLike: { a: 'arn:aws:iam::${number}:role/*' } }, { ...context, a: 'arn:aws:iam::7:role/a' })).toBe(true);
    expect(holds({ BinaryEquals: { a: 'YQ==' } }, { a: 'YQ' })).toBe(true);
  });

  test('in a value of a request they are just text, as are wildcards', () => {
    expect(holds({ StringLike: { [KEY]: 'x' } }, { [KEY]: '*' })).toBe(false);
    expect(holds({ StringEquals: { [KEY]: '${number}' } }, { [KEY]: '${number}', number: '7' })).toBe(false);
  });

  /** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
  test('before 2012 they are text', () => {
    expect(holds({ StringEquals: { [KEY]: '${number}' } }, { [KEY]: '${number}', number: '7' }, '2008-10-17')).toBe(true);
    expect(holds({ StringEquals: { [KEY]: '${number}' } }, { [KEY]: '7', number: '7' }, '2008-10-17')).toBe(false);
    expect(holds({ StringLike: { [KEY]: 'a${*}' } }, { [KEY]: 'a${xyz}' }, '2008-10-17')).toBe(true);
  });
});
