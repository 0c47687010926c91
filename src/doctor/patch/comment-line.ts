/** A text as it stands in a comment of one line: what would end the line, or move a cursor, is a space. */
export const commentLine = (text: string): string => text.replaceAll(/\p{C}/gu, ' ');
