import type { AttributeKind } from '../../../src/emit/hcl/block-types';
import { alignedAssignments, indented, printValue } from '../../../src/emit/hcl/print-value';
import type { Json } from '../../../src/policy/policy-json';

const LONG = 'x'.repeat(60);

const CASES: readonly { readonly value: Json; readonly kind: AttributeKind; readonly hcl: string }[] = [
  { value: null, kind: 'expression', hcl: 'null' },
  { value: false, kind: 'literal', hcl: 'false' },
  { value: 0, kind: 'expression', hcl: '0' },
  { value: '', kind: 'expression', hcl: '""' },
  { value: '${var.x}', kind: 'expression', hcl: 'var.x' },
  { value: '${var.x}-${var.y}', kind: 'expression', hcl: '"${var.x}-${var.y}"' },
  { value: '${[\n  for x in y : x\n]}', kind: 'expression', hcl: '[\n  for x in y : x\n]' },
  { value: '$${x}', kind: 'expression', hcl: '"$${x}"' },
  { value: '${var.x}', kind: 'literal', hcl: '"$${var.x}"' },
  { value: '$${x}', kind: 'literal', hcl: '"${"$"}$${x}"' },
  { value: 'map(object({\n  a = string\n}))', kind: 'type', hcl: 'map(object({\n  a = string\n}))' },
  { value: ['aws_iam_role.x', 'module.y'], kind: 'reference', hcl: '[aws_iam_role.x, module.y]' },
  { value: [], kind: 'expression', hcl: '[]' },
  { value: {}, kind: 'expression', hcl: '{}' },
  { value: ['a', '${var.x}', 1], kind: 'expression', hcl: '["a", var.x, 1]' },
  { value: [LONG, LONG], kind: 'expression', hcl: `[\n  "${LONG}",\n  "${LONG}",\n]` },
  { value: [{ a: 1 }], kind: 'expression', hcl: '[\n  {\n    a = 1\n  },\n]' },
  { value: { short: 1, longer: '${x}', 'q:k': [2] }, kind: 'expression', hcl: '{\n  short  = 1\n  longer = x\n  "q:k"  = [2]\n}' },
  { value: { outer: { inner: true } }, kind: 'literal', hcl: '{\n  outer = {\n    inner = true\n  }\n}' },
  { value: { 'a $${x} "': 1 }, kind: 'expression', hcl: '{\n  "a $${x} \\"" = 1\n}' },
  { value: { 'a ${x} "': 1 }, kind: 'literal', hcl: '{\n  "a $${x} \\"" = 1\n}' },
];

test.each(CASES)('$value as $kind', ({ value, kind, hcl }) => {
  expect(printValue(value, kind).join('\n')).toBe(hcl);
});

test('`=` is aligned over neighbours of one line each, and not over others', () => {
  const assignments = [
    { name: 'a', lines: ['1'] },
    { name: 'long_name', lines: ['2'] },
    { name: 'several', lines: ['[', '  3,', ']'] },
    { name: 'b', lines: ['4'] },
  ];
  expect(alignedAssignments(assignments)).toEqual(['a         = 1', 'long_name = 2', 'several = [', '  3,', ']', 'b = 4']);
});

test('empty lines are not indented', () => {
  expect(indented(['a', '', 'b'])).toEqual(['  a', '', '  b']);
});
