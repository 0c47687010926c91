import fc from 'fast-check';

/** Fragments that mean something to HCL, to Terraform's JSON syntax, to a shell or to a terminal. */
export const HOSTILE_FRAGMENTS = [
  '${',
  '%{',
  '$${',
  '%%{',
  '$$',
  '%%%',
  '${"$"}',
  '${var.x}',
  '${path.module}',
  '%{ if true }x%{ endif }',
  '~}',
  '{',
  '}',
  '"',
  "'",
  '`',
  '\\',
  '\\"',
  '\\n',
  '\\u0041',
  '\n',
  '\r\n',
  '\t',
  '\0',
  '\u0007',
  '\u001b[31m',
  '\u007f',
  '\u0085',
  '\u00a0',
  '\u2028',
  '\u2029',
  '\ufeff',
  '\u202e',
  '👩‍🚀',
  '🇬🇧',
  'é',
  'e\u0301',
  '\u0301',
  '\u1100\u1161',
  '<<EOF\n',
  '<<-EOF\nx\nEOF\n',
  '\nEOF\n',
  '#',
  '//',
  '/*',
  '*/',
  '\n}\nresource "null_resource" "x" {}\n',
  'arn:aws:iam::111122223333:role/${aws_iam_role.x.arn}',
  'arn:aws:iam::111122223333:role/x"\n}\nmodule "y" {',
  '${TfToken[TOKEN.0]}',
  '__proto__',
  'null',
  'true',
] as const;

const signs = fc.string({ unit: fc.constantFrom('$', '%', '{', '}', '"', '\\'), maxLength: 6 });
const anyText = fc.string({ unit: 'binary', maxLength: 6 });

const anyHostileText = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constantFrom(...HOSTILE_FRAGMENTS), weight: 6 },
      { arbitrary: signs, weight: 2 },
      { arbitrary: anyText, weight: 2 },
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''));

/** Whether no encoding carries a text: half a surrogate pair, or a carriage return without line feed. */
function isUnencodable(text: string): boolean {
  return !text.isWellFormed() || text.replaceAll('\r\n', '').includes('\r');
}

/**
 * A combining mark after a character beyond the Basic Multilingual Plane: Terraform's normalization takes the low 16 bits
 * of that character for all of it, and may compose another one. `"\U000e0072\u0301"` is U+0155 in Terraform itself.
 */
const MISNORMALIZED = /[\u{10000}-\u{10ffff}]\p{M}/u;

/** Whether Terraform can carry a text, but for its normalization to NFC. */
export function isCarried(text: string): boolean {
  return !isUnencodable(text) && !MISNORMALIZED.test(text);
}

/** Text that a careless encoder would change, or turn into syntax. */
export const hostileText: fc.Arbitrary<string> = anyHostileText.filter(isCarried);

/** The two kinds of text that no encoding carries, between other hostile text. */
export const unencodableText: fc.Arbitrary<string> = fc
  .tuple(anyHostileText, fc.constantFrom('\r', '\ud83d', '\udc69', '\ud800x'), anyHostileText)
  .map((parts) => parts.join(''))
  .filter(isUnencodable);
