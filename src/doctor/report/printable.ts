/**
 * A text for a terminal: control characters and those that turn the direction of writing are shown, not sent, since names and Sids
 * come out of documents of others. Line breaks and tabs stay.
 */
export const printable = (text: string): string =>
  text.replaceAll(/[^\P{C}\n\r\t]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);

/**
 * A value for a terminal, on one line: a line break in it would look like a line of ours.
 *
 * @param most characters after which it is cut; a value may be endless
 */
export function printableValue(text: string, most = 500): string {
  const shown = text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
  return shown.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
