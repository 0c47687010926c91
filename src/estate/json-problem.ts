import { printParseErrorCode, visit } from 'jsonc-parser';

/** What is wrong where a parser stops, by its code. */
const WORDS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'what stands there is neither a text in double quotes, a number, true, false nor null',
  InvalidNumberFormat: 'a number is not written as JSON writes it',
  PropertyNameExpected: 'a key in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'something stands behind the end',
  InvalidCommentToken: 'JSON takes no comments',
  UnexpectedEndOfComment: 'JSON takes no comments',
  UnexpectedEndOfString: 'a text has no end on its line',
  UnexpectedEndOfNumber: 'a number is cut',
  InvalidUnicode: 'four hexadecimal digits are missing behind \\u',
  InvalidEscapeCharacter: 'a backslash stands before what needs none',
  InvalidCharacter: 'a control character stands in a text; JSON writes it as \\u and four digits',
};

const STOP = new Error('the first mistake was found');

/** What is wrong with a text that is no JSON, and where; nothing of the text is repeated. @param text not deeper than parsers go */
export function jsonProblem(text: string): string {
  let problem = 'it is not as JSON is written';
  try {
    visit(
      text,
      {
        onError: (error, offset, _length, line, character) => {
          problem = `${wordsFor(printParseErrorCode(error), text, offset) ?? problem} (line ${line + 1}, column ${character + 1})`;
          // What follows the first mistake is no JSON either, however deep it goes.
          throw STOP;
        },
      },
      { disallowComments: true, allowTrailingComma: false },
    );
  } catch (error) {
    if (error !== STOP) throw error;
  }
  return problem;
}

function wordsFor(error: string, text: string, offset: number): string | undefined {
  if (isTrailingComma(text, offset)) return 'a comma stands behind the last element';
  const code = text.codePointAt(offset) ?? 0;
  const isSeen = code > SPACE && code < DELETE;
  // Other whitespace looks like JSON's own.
  if (error === 'InvalidSymbol' && !isSeen)
    return `the character U+${code.toString(16).toUpperCase().padStart(4, '0')} stands outside of a text`;
  return WORDS[error];
}

const [SPACE, DELETE] = [0x20, 0x7f];

/** Whether the end of an object or list follows a comma. */
const isTrailingComma = (text: string, offset: number): boolean =>
  /[}\]]/.test(text.charAt(offset)) && /,[ \t\r\n]*$/.test(text.slice(Math.max(0, offset - 200), offset));
