import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { commentLines, printHcl } from '../../../src/emit/hcl/print-hcl';
import type { TerraformDocument } from '../../../src/module-document';
import type { JsonObject } from '../../../src/policy/policy-json';

const CASES = resolve(__dirname, '../../cases/hcl');

interface HclCase {
  readonly name: string;
  readonly json: TerraformDocument;
  /** Lines of the HCL. */
  readonly hcl: readonly string[];
}

const cases = readdirSync(CASES).map((file) => JSON.parse(readFileSync(join(CASES, file), 'utf8')) as HclCase);

test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { json, hcl }) => {
  expect(printHcl(json).split('\n')).toEqual([...hcl, '']);
});

test('only the root blocks that are asked for are printed', () => {
  const document = { locals: { a: 1 }, output: { b: { value: 2 } }, module: { c: { source: './c' } } };
  expect(printHcl(document, ['output', 'locals'])).toBe('locals {\n  a = 1\n}\n\noutput "b" {\n  value = 2\n}\n');
  expect(printHcl(document, ['variable'])).toBe('');
});

test('comments are wrapped between words', () => {
  const lines = commentLines(`${'word '.repeat(60)}end`);
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) expect(line).toMatch(/^# \S.{0,107}$/);
  expect(lines.map((line) => line.slice(2)).join(' ')).toBe(`${'word '.repeat(60)}end`);
});

test('a comment cannot end its line early', () => {
  expect(commentLines('one\nresource "x" "y" {}\r\ntwo\u2028three')).toEqual(['# one resource "x" "y" {} two three']);
});

describe('what the table of block types does not know is an error that names the place:', () => {
  const document = (body: JsonObject): TerraformDocument => ({ data: { aws_iam_policy_document: { x: body } } });

  test.each<{ what: string; json: TerraformDocument; says: string }>([
    { what: 'a root block', json: { resourse: { a: { b: {} } } }, says: 'resourse.a.b: the block type "resourse.a"' },
    {
      what: 'a resource type',
      json: { resource: { aws_thing: { x: {} } } },
      says: 'resource.aws_thing.x: the block type "resource.aws_thing"',
    },
    { what: 'an attribute', json: document({ sidd: 'x' }), says: 'data.aws_iam_policy_document.x: "sidd"' },
    { what: 'an attribute that every object has', json: document({ toString: 'x' }), says: 'data.aws_iam_policy_document.x: "toString"' },
    {
      what: 'an attribute of a nested block',
      json: document({ statement: [{ sidd: 'x' }] }),
      says: 'data.aws_iam_policy_document.x.statement: "sidd"',
    },
    {
      what: 'a dynamic block',
      json: document({ dynamic: { statment: [{ for_each: '${[1]}', content: {} }] } }),
      says: 'data.aws_iam_policy_document.x: dynamic "statment"',
    },
    {
      what: 'a dynamic block where there can be none',
      json: { output: { x: { dynamic: { precondition: [] } } } },
      says: 'output.x: "dynamic"',
    },
    {
      what: 'a dynamic block without content',
      json: document({ dynamic: { statement: [{ for_each: '${[1]}' }] } }),
      says: 'data.aws_iam_policy_document.x: dynamic "statement" has no content',
    },
    { what: 'a block that is no object', json: { output: { x: 'value' } }, says: 'output.x: a block must be an object, not "value"' },
    {
      what: 'a root block that every object has',
      json: { constructor: { a: { b: {} } } },
      says: 'constructor.a.b: the block type "constructor.a"',
    },
    {
      what: 'a nested block that is no object',
      json: document({ statement: ['x'] }),
      says: 'data.aws_iam_policy_document.x.statement: a block must',
    },
  ])('$what', ({ json, says }) => {
    expect(() => printHcl(json)).toThrow(says);
  });
});
