/**
 * A text for a terminal: control characters and those that turn the direction of writing are shown, not sent, since names and Sids
 * come out of documents of others. Line breaks and tabs stay.
 */
export const printable = (text: string): string =>
  text.replaceAll(/[^\P{C}\n\r\t]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
