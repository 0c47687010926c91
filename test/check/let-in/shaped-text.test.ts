import { ANY_ACCOUNT, shapedText } from '../../../src/check/let-in/shaped-text';

const ROLE = `arn:aws:iam::${ANY_ACCOUNT}:role/*`;

test.each<[pattern: string, shape: string, text: string | undefined]>([
  ['*', ROLE, 'arn:aws:iam::000000000000:role/x'],
  ['*role/Admin*', ROLE, 'arn:aws:iam::000000000000:role/Adminx'],
  ['arn:aws:iam::6666*:role/*', ROLE, 'arn:aws:iam::666600000000:role/x'],
  ['arn:aws:iam::6666*', ROLE, 'arn:aws:iam::666600000000:role/x'],
  ['arn:aws:iam::666666666666:role/A?', ROLE, 'arn:aws:iam::666666666666:role/A0'],
  ['arn:aws:iam::666666666666:user/*', ROLE, undefined],
  ['arn:aws:iam::${aws:PrincipalAccount}:role/X', ROLE, undefined],
  ['6*', ANY_ACCOUNT, '600000000000'],
  ['6?6666666666', ANY_ACCOUNT, '606666666666'],
  ['six*', ANY_ACCOUNT, undefined],
  ['', '', ''],
  ['a', '', undefined],
  ['*'.repeat(3_000), '*', undefined],
])('%j of the shape %j is %j', (pattern, shape, text) => {
  expect(shapedText(pattern, shape)).toBe(text);
});

test('many wildcards are none too many', () => {
  expect(shapedText(`${'*a'.repeat(900)}b`, ROLE)).toMatch(/^arn:aws:iam::000000000000:role\/a+b$/);
});
