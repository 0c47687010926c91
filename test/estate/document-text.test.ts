import { documentText } from '../../src/estate/document-text';

const TEXT = '{"Sid":"für Schlüssel ☃ 𝕏"}';
const bigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

test.each<[what: string, bytes: Buffer, text: string]>([
  ['UTF-8', Buffer.from(TEXT), TEXT],
  ['UTF-8 behind its byte order mark', Buffer.from(`\uFEFF${TEXT}`), `\uFEFF${TEXT}`],
  ['UTF-16 behind its byte order mark', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), `\uFEFF${TEXT}`],
  ['UTF-16 of the other order', bigEndian(`\uFEFF${TEXT}`), `\uFEFF${TEXT}`],
  ['nothing', Buffer.alloc(0), ''],
  ['a character in place of another that somebody else put there', Buffer.from('a\uFFFDb'), 'a\uFFFDb'],
])('%s is read', (_what, bytes, text) => expect(documentText(bytes)).toEqual({ text }));

test.each<[what: string, bytes: readonly number[], problem: string]>([
  ['Latin-1', [0x63, 0x61, 0x66, 0xe9], 'is not UTF-8 (byte 0xE9 at offset 3). Convert it: iconv -f latin1 -t utf8'],
  ['a cut character', [0x41, 0xc3], 'is not UTF-8 (byte 0xC3 at offset 1). Convert it: iconv -f latin1 -t utf8'],
  [
    'a byte that begins nothing',
    [0xef, 0xbf, 0xbd, 0x80, 0x41],
    'is not UTF-8 (byte 0x80 at offset 3). Convert it: iconv -f latin1 -t utf8',
  ],
  ['an overlong character', [0xc0, 0xaf], 'is not UTF-8 (byte 0xC0 at offset 0). Convert it: iconv -f latin1 -t utf8'],
  [
    'an archive, such as a plan',
    [0x50, 0x4b, 0x03, 0x04, 0x98],
    'is an archive, as Terraform keeps a plan: terraform show -json prints what it holds',
  ],
  ['half of UTF-16', [0xff, 0xfe, 0x41], 'begins as UTF-16 does, but is cut or broken. Save it as UTF-8'],
  ['half a pair of UTF-16', [0xff, 0xfe, 0x00, 0xd8], 'begins as UTF-16 does, but is cut or broken. Save it as UTF-8'],
])('%s is refused, with where it stops being a text', (_what, bytes, problem) =>
  expect(documentText(Buffer.from(bytes))).toEqual({ problem }),
);
