import { isJsonObject, type Json } from '../policy/policy-json';

/** Whether an object of a JSON text names a member twice: the text has more of them than its value. Large documents take no tree for it. */
export const namesTwice = (text: string, value: Json): boolean => membersInText(text) !== membersIn(value);

/** A colon that stands in no string is behind a member's name. */
function membersInText(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === COLON) count += 1;
    else if (code === QUOTE) index = endOfString(text, index);
  }
  return count;
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, place: number): boolean {
  let first = place;
  while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (place - first) % 2 === 1;
}

const [COLON, QUOTE, BACKSLASH] = [58, 34, 92];

function membersIn(value: Json): number {
  if (Array.isArray(value)) return (value as readonly Json[]).reduce<number>((sum, one) => sum + membersIn(one), 0);
  if (!isJsonObject(value)) return 0;
  const members = Object.values(value);
  return members.reduce<number>((sum, one) => sum + membersIn(one), members.length);
}
