import fc from 'fast-check';
import { moduleDocuments } from '../../src/modules/all-modules';
import type { JsonObject } from '../../src/policy/policy-json';
import { hostileText } from '../support/hostile-text';
import { EVERY_INPUT, INPUTS_BY_MODULE, problemsOf } from '../support/inputs-by-module';
import { CHARACTERS, everySign, takesAll, valueWith } from '../support/slot-texts';
import { textPlaces } from '../support/text-places';
import { TEXT_SLOTS } from '../support/text-slots';

const SEED = 20_261_125;
const TEXTS = 2_000;

const HOSTILE = fc.sample(hostileText, { numRuns: TEXTS, seed: SEED });

/** Every place for text of every input of every module. */
const SLOTS = EVERY_INPUT.flatMap(([module, input, spec]) =>
  TEXT_SLOTS.filter((slot) => slot.input === input).map((slot) => [module, input, slot.place, spec, slot] as const),
);

test('these are the inputs of all modules', () => {
  const variables = moduleDocuments().map(({ name, terraform }) => [name, Object.keys(terraform['variable'] as JsonObject)] as const);
  const inputs = Object.entries(INPUTS_BY_MODULE).map(([name, specs]) => [name, specs.map((spec) => spec.name)] as const);
  expect(Object.fromEntries(inputs)).toEqual(Object.fromEntries(variables));
});

test.each(EVERY_INPUT)('no place for text is forgotten: %s, %s', (_module, input, { type }) => {
  const known = TEXT_SLOTS.filter((slot) => slot.input === input).map(({ place }) => place);
  expect(known).toEqual(expect.arrayContaining([...textPlaces(type)]));
});

test('every place is of an input', () => {
  const inputs = new Set(EVERY_INPUT.map(([, input]) => input));
  expect(TEXT_SLOTS.filter(({ input }) => !inputs.has(input))).toEqual([]);
});

describe.each(SLOTS)('%s, %s %s', (_module, _input, _place, spec, slot) => {
  const isRefused = (text: string): boolean => problemsOf(spec, valueWith(slot, text)).length > 0;

  test('takes exactly the characters that it should', () => {
    expect(isRefused('')).toBe(false);
    expect(CHARACTERS.filter((character) => !isRefused(character))).toEqual(CHARACTERS.filter((character) => takesAll(slot, character)));
  });

  test('takes its signs together', () => {
    expect(everySign(slot).filter(isRefused)).toEqual([]);
  });
});

describe.each(SLOTS.filter(([, , , , slot]) => !takesAll(slot, '"\0')))('%s, %s %s', (_module, _input, _place, spec, slot) => {
  test(`refuses text with any other character, before, between and behind (seed ${SEED})`, () => {
    const { before, after, value } = slot;
    const hostile = HOSTILE.filter((text) => !takesAll(slot, text));
    expect(hostile.length).toBeGreaterThan(TEXTS / 2);
    const accepted = hostile.filter((text) =>
      [`${text}${before}${after}`, `${before}${text}${after}`, `${before}${after}${text}`].some(
        (whole) => problemsOf(spec, value(whole)).length === 0,
      ),
    );
    expect(accepted).toEqual([]);
  });
});

test.each(EVERY_INPUT.filter(([, input]) => input === 'tags'))(
  '%s counts the letters of %s, not their UTF-16 units',
  (_module, _input, spec) => {
    expect(problemsOf(spec, { ['𠀀'.repeat(128)]: '𠀀'.repeat(256) })).toEqual([]);
    expect(problemsOf(spec, { ['𠀀'.repeat(129)]: 'x' })).toHaveLength(1);
    expect(problemsOf(spec, { k: '𠀀'.repeat(257) })).toHaveLength(1);
  },
);
