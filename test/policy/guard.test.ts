import {
  all,
  any,
  atLeast,
  countedInputsOf,
  empty,
  enabled,
  equals,
  given,
  guardNamed,
  has,
  holds,
  inputsOf,
  levelsFrom,
  named,
  not,
  TIGHTENING_LEVELS,
  type Guard,
  type InputValues,
  type NamedGuards,
} from '../../src/policy/guard';

const NAMES: NamedGuards = { tight: atLeast('via_service'), tight_s3: all(named('tight'), has('protects', 's3')) };

const CASES: readonly { readonly guard: Guard; readonly holdsFor: readonly InputValues[]; readonly failsFor: readonly InputValues[] }[] = [
  {
    guard: atLeast('via_service'),
    holdsFor: ['via_service', 'encryption_context', 'pinned'].map((kms_tightening) => ({ kms_tightening })),
    failsFor: [...['documented', 'aws_resources', 'tight', null].map((kms_tightening) => ({ kms_tightening })), {}],
  },
  {
    guard: has('protects', 's3'),
    holdsFor: [{ protects: ['s3'] }, { protects: ['ebs', 's3'] }],
    failsFor: [{ protects: [] }, { protects: ['ebs'] }, { protects: null }, { protects: 's3' }, {}],
  },
  {
    guard: equals('match', 'role'),
    holdsFor: [{ match: 'role' }],
    failsFor: [{ match: 'roles' }, { match: ['role'] }, { match: null }, {}],
  },
  { guard: given('arn'), holdsFor: [{ arn: 'x' }, { arn: '' }, { arn: [] }, { arn: false }], failsFor: [{ arn: null }, {}] },
  { guard: empty('arns'), holdsFor: [{ arns: [] }], failsFor: [{ arns: ['x'] }, { arns: null }, { arns: '' }, {}] },
  { guard: enabled('enforce'), holdsFor: [{ enforce: true }], failsFor: [{ enforce: false }, { enforce: 'true' }, { enforce: null }, {}] },
  {
    guard: named('tight_s3'),
    holdsFor: [{ kms_tightening: 'pinned', protects: ['s3'] }],
    failsFor: [
      { kms_tightening: 'documented', protects: ['s3'] },
      { kms_tightening: 'pinned', protects: ['ebs'] },
    ],
  },
  { guard: all(), holdsFor: [{}], failsFor: [] },
  { guard: any(), holdsFor: [], failsFor: [{}] },
  {
    guard: any(enabled('a'), enabled('b')),
    holdsFor: [{ a: true }, { b: true }, { a: true, b: true }],
    failsFor: [{}, { a: false, b: false }],
  },
  { guard: not(given('arn')), holdsFor: [{}, { arn: null }], failsFor: [{ arn: 'x' }] },
];

const decided = CASES.flatMap(({ guard, holdsFor, failsFor }) => [
  ...holdsFor.map((inputs) => ({ guard, inputs, result: true })),
  ...failsFor.map((inputs) => ({ guard, inputs, result: false })),
]);

test.each(decided)('$guard is $result for $inputs', ({ guard, inputs, result }) => {
  expect(holds(guard, inputs, NAMES)).toBe(result);
});

test('each level includes the ones before it', () => {
  for (const [rank, level] of TIGHTENING_LEVELS.entries()) {
    expect(TIGHTENING_LEVELS.filter((other) => holds(atLeast(level), { kms_tightening: other }, {}))).toEqual(
      TIGHTENING_LEVELS.slice(rank),
    );
    expect(levelsFrom(level)).toEqual(TIGHTENING_LEVELS.slice(rank));
  }
});

test('a guard of a name that does not exist is an error that tells the names there are', () => {
  expect(() => holds(named('tihgt'), {}, NAMES)).toThrow('There is no guard named "tihgt"; known: tight, tight_s3');
  expect(guardNamed('tight', NAMES)).toEqual(atLeast('via_service'));
});

test.each([
  { guard: atLeast('pinned'), inputs: ['kms_tightening'] },
  { guard: named('tight_s3'), inputs: ['kms_tightening', 'protects'] },
  { guard: not(any(equals('a', 'x'), enabled('b'), empty('c'))), inputs: ['a', 'b'] },
  { guard: all(given('arn'), enabled('b')), inputs: ['b'] },
])('$guard depends on the values of $inputs', ({ guard, inputs }) => {
  expect(inputsOf(guard, NAMES)).toEqual(inputs);
});

test('a guard on emptiness depends on the length of its list', () => {
  expect(countedInputsOf(not(any(equals('a', 'x'), named('tight'), all(empty('c')))), NAMES)).toEqual(['c']);
});
