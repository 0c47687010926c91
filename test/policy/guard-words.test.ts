import { KMS_KEY_POLICY_GUARD_WORDS } from '../../src/catalogue/kms-key-policy/guard-words';
import { KMS_KEY_POLICY_GUARDS } from '../../src/catalogue/kms-key-policy/guards';
import { all, any, atLeast, empty, enabled, equals, given, has, named, not } from '../../src/policy/guard';
import { guardWords } from '../../src/policy/guard-words';

const NAMES = { tight: atLeast('via_service'), open: not(named('tight')) };

test.each([
  { guard: atLeast('pinned'), words: 'from `pinned` on' },
  { guard: has('protects', 's3'), words: '`protects` has `s3`' },
  { guard: equals('match', 'role'), words: '`match` is `role`' },
  { guard: given('arn'), words: '`arn` is given' },
  { guard: empty('arns'), words: '`arns` is `[]`' },
  { guard: enabled('enforce'), words: '`enforce` is true' },
  { guard: named('tight'), words: 'from `via_service` on' },
  { guard: all(enabled('a'), enabled('b')), words: '`a` is true and `b` is true' },
  { guard: any(enabled('a'), enabled('b')), words: '`a` is true or `b` is true' },
])('$guard reads: $words', ({ guard, words }) => {
  expect(guardWords(guard, NAMES, {})).toBe(words);
});

test('a named guard reads as its own words where it has some', () => {
  expect(guardWords(all(named('tight'), enabled('b')), NAMES, { tight: 'when it is tight' })).toBe('when it is tight and `b` is true');
});

test('every guard of the key policy can be put into words, and every words belong to a guard', () => {
  for (const name of Object.keys(KMS_KEY_POLICY_GUARDS)) {
    expect(guardWords(named(name), KMS_KEY_POLICY_GUARDS, KMS_KEY_POLICY_GUARD_WORDS)).toMatch(/`\w+`/);
  }
  expect(Object.keys(KMS_KEY_POLICY_GUARDS)).toEqual(expect.arrayContaining(Object.keys(KMS_KEY_POLICY_GUARD_WORDS)));
});

test.each([
  { guard: not(has('protects', 's3')), words: '`protects` lacks `s3`' },
  { guard: not(given('arn')), words: '`arn` is null' },
])('$guard reads: $words', ({ guard, words }) => {
  expect(guardWords(guard, NAMES, {})).toBe(words);
});
