import { inputProblems, terraformValidation, type InputRule, type InputSpec, type RuleCheck } from '../../src/policy/input-spec';
import { EVERY_INPUT, problemsOf } from '../support/inputs-by-module';

const rule = (check: RuleCheck): InputRule => ({ must: 'be good', example: 'good', check });
const spec = (check: RuleCheck, change: Partial<InputSpec> = {}): InputSpec => ({
  name: 'some_input',
  type: 'string',
  nullable: false,
  description: '',
  rules: [rule(check)],
  ...change,
});

const CUSTOM: RuleCheck = {
  kind: 'custom',
  terraform: (value) => ({ condition: `length(${value}) == 3`, shown: `length(${value})` }),
  accepts: (value) => String(value).length === 3,
};

const CASES: readonly {
  readonly check: RuleCheck;
  readonly condition: string;
  readonly accepted: readonly unknown[];
  readonly refused: readonly unknown[];
}[] = [
  {
    check: { kind: 'matches', pattern: '^a"b$' },
    condition: 'can(regex("^a\\"b$", var.some_input))',
    accepted: ['a"b'],
    refused: ['a"b\n', 'xa"b', '', 1, ['a"b']],
  },
  {
    check: { kind: 'each_matches', pattern: '^a$' },
    condition: 'alltrue([\n  for element in var.some_input : can(regex("^a$", element))\n])',
    accepted: [[], ['a'], ['a', 'a']],
    refused: [['a', 'b'], [null], [1]],
  },
  {
    check: { kind: 'one_of', values: ['a', 'b'] },
    condition: 'contains(["a", "b"], var.some_input)',
    accepted: ['a', 'b'],
    refused: ['c', '', ['a']],
  },
  {
    check: { kind: 'each_one_of', values: ['a', 'b'] },
    condition: 'alltrue([\n  for element in var.some_input : try(contains(["a", "b"], element), false)\n])',
    accepted: [[], ['a', 'b']],
    refused: [['a', 'c'], [null]],
  },
  { check: { kind: 'not_empty' }, condition: 'length(var.some_input) > 0', accepted: [['a']], refused: [[]] },
  { check: CUSTOM, condition: 'length(var.some_input) == 3', accepted: ['abc'], refused: ['ab'] },
];

describe.each(CASES)('a rule of the kind $check.kind', ({ check, condition, accepted, refused }) => {
  test('is a condition in Terraform', () => {
    expect(terraformValidation(spec(check), rule(check)).condition).toBe(condition);
  });

  test.each(accepted.map((value) => ({ value })))('accepts $value', ({ value }) => {
    expect(inputProblems(spec(check), value, 'someInput')).toEqual([]);
  });

  test.each(refused.map((value) => ({ value })))(
    'refuses $value, and says what it is, what it must be and what would pass',
    ({ value }) => {
      expect(inputProblems(spec(check), value, 'someInput')).toEqual([
        `someInput is ${JSON.stringify(value)}, but must be good. Accepted: good`,
      ]);
    },
  );
});

test('the message in Terraform shows the value, or what the rule shows of it', () => {
  const pattern: RuleCheck = { kind: 'matches', pattern: 'x' };
  expect(terraformValidation(spec(pattern), rule(pattern)).errorMessage).toBe(
    'some_input is ${jsonencode(var.some_input)}, but must be good. Accepted: good',
  );
  expect(terraformValidation(spec(CUSTOM), rule(CUSTOM)).errorMessage).toContain('${jsonencode(length(var.some_input))}');
});

test('a validation can be about an expression, under a name of its own', () => {
  const validation = terraformValidation(spec(CUSTOM), rule(CUSTOM), 'local.x', 'someInput');
  expect(validation.condition).toBe('length(local.x) == 3');
  expect(validation.errorMessage).toMatch(/^someInput is .*length\(local\.x\)/);
});

test('null passes where it has a meaning', () => {
  expect(terraformValidation(spec(CUSTOM, { nullable: true }), rule(CUSTOM)).condition).toBe(
    'var.some_input == null ? true : length(var.some_input) == 3',
  );
  expect(inputProblems(spec(CUSTOM, { nullable: true }), null, 'someInput')).toEqual([]);
});

test('an input without default is required', () => {
  expect(inputProblems(spec(CUSTOM), undefined, 'someInput')).toEqual(['someInput is required']);
});

test('null stands for the default where it has no meaning of its own, as in Terraform', () => {
  expect(inputProblems(spec(CUSTOM, { default: 'abc' }), null, 'someInput')).toEqual([]);
});

test('every broken rule is told, and a long value only in part', () => {
  const both = spec(CUSTOM, { rules: [rule({ kind: 'one_of', values: ['a'] }), rule(CUSTOM)] });
  const problems = inputProblems(both, 'x'.repeat(5000), 'someInput');
  expect(problems).toHaveLength(2);
  for (const problem of problems) {
    expect(problem).toContain('…, but must be good');
    expect(problem.length).toBeLessThan(500);
  }
});

describe('the inputs of the modules', () => {
  const withDefault = EVERY_INPUT.filter(([, , { default: standard }]) => standard !== undefined);

  test.each(withDefault)('%s: %s accepts its own default', (_module, _name, input) => {
    expect(problemsOf(input, input.default)).toEqual([]);
  });

  test.each(EVERY_INPUT)('%s: %s is nullable exactly where null is its default', (_module, _name, input) => {
    expect(input.nullable).toBe(input.default === null);
  });

  const examples = EVERY_INPUT.flatMap(([module, name, input]) =>
    input.rules.filter(({ check }) => check.kind !== 'custom').map(({ example }) => [module, name, example, input] as const),
  );

  test.each(examples)('%s: %s accepts the example of its message: %s', (_module, _name, example, input) => {
    expect(problemsOf(input, example.startsWith('[') ? JSON.parse(example) : example)).toEqual([]);
  });
});
