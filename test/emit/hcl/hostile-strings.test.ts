import { isDeepStrictEqual } from 'node:util';
import { parse } from '@cdktf/hcl2json';
import fc from 'fast-check';
import { printHcl } from '../../../src/emit/hcl/print-hcl';
import type { TerraformDocument } from '../../../src/module-document';
import { isJsonObject, type Json, type JsonObject } from '../../../src/policy/policy-json';
import { escapeTemplate, UnencodableTextError } from '../../../src/policy/terraform-literal';
import { hostileText, unencodableText } from '../../support/hostile-text';
import { EVERY_INPUT } from '../../support/inputs-by-module';
import { asTemplates, asTerraformHoldsIt, evaluated, evaluatedFromJson } from '../../support/terraform-text';

const SEED = 20_240_517;
const TEXTS_PER_FIELD = 10_000;
const CALLS_PER_DOCUMENT = 500;

/** A value of a Terraform type with hostile text wherever the type holds text; undefined for a type without text. */
function hostileValue(type: string): fc.Arbitrary<Json> | undefined {
  if (type === 'string') return hostileText;
  if (type === 'bool' || type === 'number' || type.startsWith('optional(bool')) return undefined;
  const optional = /^optional\(((?:set|map)\(string\)|string).*\)$/s.exec(type)?.[1];
  if (optional !== undefined) return hostileValue(optional);
  if (/^(list|set)\(string\)$/.test(type)) return hostileText.map((text) => [text]);
  if (type === 'map(string)') return fc.tuple(hostileText, hostileText).map(([key, text]) => ({ [key]: text }));
  const [, map, attributes] = /^(map\()?object\(\{\n(.*)\n\}\)\)?$/s.exec(type) ?? [];
  if (attributes === undefined) throw new Error(`The test knows no values of the type ${type}`);
  const entry = fc.record(Object.fromEntries(attributes.split('\n').flatMap(hostileAttribute)));
  return map === undefined ? entry : fc.tuple(hostileText, entry).map(([name, value]) => ({ [name]: value }));
}

/** The attribute on a line of an object type; nothing for one without text. */
function hostileAttribute(line: string): readonly [string, fc.Arbitrary<Json>][] {
  const [, name, type] = /^ *(\w+) *= (.*)$/.exec(line) ?? [];
  if (name === undefined || type === undefined) throw new Error(`The test knows no attribute on the line ${line}`);
  const value = hostileValue(type);
  return value === undefined ? [] : [[name, value]];
}

/** Every input of every module that holds text; inputs of one name have one type, as a test below says. */
const TEXT_INPUTS = [
  ...new Map(
    EVERY_INPUT.flatMap(([, name, { type }]) => {
      const value = hostileValue(type);
      return value === undefined ? [] : [[name, value] as const];
    }),
  ),
];

const hostileCall = fc.record(Object.fromEntries(TEXT_INPUTS)) as fc.Arbitrary<JsonObject>;
const CALLS = fc.sample(hostileCall, { numRuns: TEXTS_PER_FIELD, seed: SEED });

const BATCHES = Array.from({ length: TEXTS_PER_FIELD / CALLS_PER_DOCUMENT }, (_, index) =>
  CALLS.slice(index * CALLS_PER_DOCUMENT, (index + 1) * CALLS_PER_DOCUMENT),
);

/** A document that calls a module once for each set of values. */
function documentWith(calls: readonly JsonObject[]): TerraformDocument {
  const blocks = calls.map((values, index) => [`call_${index}`, { source: '../..', ...(asTemplates(values) as JsonObject) }] as const);
  return { module: Object.fromEntries(blocks) };
}

/** The values of the calls in a parsed document, where a block may stand in a list of one. */
function valuesOfCalls(document: JsonObject): readonly JsonObject[] {
  const calls = document['module'];
  if (!isJsonObject(calls)) throw new Error('The document has no module block');
  return Object.entries(calls)
    .toSorted(([left], [right]) => Number(left.slice('call_'.length)) - Number(right.slice('call_'.length)))
    .map(([, call]) => (Array.isArray(call) ? (call[0] as JsonObject) : (call as JsonObject)));
}

interface Difference {
  readonly seed: number;
  readonly input: string;
  readonly given: Json;
  readonly read: Json;
}

/** The inputs that were not read back equal. */
function differences(given: readonly JsonObject[], read: readonly JsonObject[], evaluate: (value: Json) => Json): readonly Difference[] {
  return given.flatMap((values, index) =>
    TEXT_INPUTS.flatMap(([input]) => {
      const back = asTerraformHoldsIt(evaluate(read[index]?.[input] ?? null));
      const sent = asTerraformHoldsIt(values[input] ?? null);
      return isDeepStrictEqual(back, sent) ? [] : [{ seed: SEED, input, given: sent, read: back }];
    }),
  );
}

test('inputs of one name have one type', () => {
  const types = new Set(EVERY_INPUT.map(([, name, { type }]) => `${name} = ${type}`));
  expect(types.size).toBe(new Set(EVERY_INPUT.map(([, name]) => name)).size);
});

describe('hostile text in the inputs of the modules', () => {
  it.each(BATCHES.map((calls, index) => ({ calls, index })))('comes back equal from HCL, document $index', async ({ calls }) => {
    const parsed = (await parse('main.tf', printHcl(documentWith(calls)))) as JsonObject;
    expect(Object.keys(parsed)).toEqual(['module']);
    expect(valuesOfCalls(parsed)).toHaveLength(calls.length);
    expect(differences(calls, valuesOfCalls(parsed), evaluated).slice(0, 3)).toEqual([]);
  });

  it.each(BATCHES.map((calls, index) => ({ calls, index })))('comes back equal from JSON, document $index', ({ calls }) => {
    const parsed = JSON.parse(JSON.stringify(documentWith(calls))) as JsonObject;
    expect(differences(calls, valuesOfCalls(parsed), evaluatedFromJson).slice(0, 3)).toEqual([]);
  });
});

describe('text that no encoding carries', () => {
  it('is refused with the reason', () => {
    fc.assert(
      fc.property(unencodableText, (text) => {
        expect(() => escapeTemplate(text)).toThrow(UnencodableTextError);
        expect(() => escapeTemplate(text)).toThrow(/carriage return without a line feed|half of a surrogate pair/);
      }),
      { seed: SEED, numRuns: TEXTS_PER_FIELD },
    );
  });
});
