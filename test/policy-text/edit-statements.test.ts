import { editStatements } from '../../src/policy-text/edit-statements';

const one = (Sid: string, Action = 'kms:*'): object => ({ Sid, Effect: 'Allow', Action });
const policy = (...Statement: readonly object[]): object => ({ Version: '2012-10-17', Statement });
const becomes = (from: string, to: object) => (statement: unknown) =>
  (statement as { readonly Sid?: string }).Sid === from ? (to as never) : undefined;

const LAYOUTS: readonly (readonly [name: string, print: (value: object) => string])[] = [
  ['over lines', (value) => `${JSON.stringify(value, null, 2)}\n`],
  ['with tabs', (value) => `${JSON.stringify(value, null, '\t')}\n`],
  ['on one line', (value) => JSON.stringify(value)],
  ['with CRLF', (value) => `${JSON.stringify(value, null, 2)}\n`.replaceAll('\n', '\r\n')],
];

describe.each(LAYOUTS)('a policy %s', (_name, print) => {
  test.each([0, 1, 2])('statement %i changes where it stands, and nothing else does', (index) => {
    const sids = ['A', 'B', 'C'];
    const sid = sids[index] ?? '';
    const changed = one(sid, 'kms:Decrypt');
    const after = editStatements(print(policy(...sids.map((name) => one(name)))), {
      removes: () => false,
      replaces: becomes(sid, changed),
      appended: [],
    });
    expect(after).toBe(print(policy(...sids.map((name) => (name === sid ? changed : one(name))))));
  });

  test('others are added behind it, and others go', () => {
    const after = editStatements(print(policy(one('A'), one('B'), one('C'))), {
      removes: (statement) => (statement as { readonly Sid?: string }).Sid === 'A',
      replaces: becomes('C', one('C', 'kms:Decrypt')),
      appended: [one('D') as never],
    });
    expect(after).toBe(print(policy(one('B'), one('C', 'kms:Decrypt'), one('D'))));
  });
});

test('one statement in place of a list may change as well', () => {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: one('A') });
  const after = editStatements(text, { removes: () => false, replaces: becomes('A', one('A', 'kms:Decrypt')), appended: [] });
  expect(JSON.parse(after)).toEqual(policy(one('A', 'kms:Decrypt')));
});

test('where nothing changes, the text stays as it is', () => {
  const text = '{ "Statement" :[{"Sid":"A"}]  }';
  expect(editStatements(text, { removes: () => false, replaces: () => undefined, appended: [] })).toBe(text);
});
