import { saidCall } from './message';

/** What terminals and Terraform draw beside lines. */
const BESIDE = /^\s*[│|>]\s?/;
/** Words of a message behind which a line may end, and a space was. */
const WORD_AND_COLON = /(?:^|\s)(?:User|perform|resource|operation|message):$/;
const SIGNS_BESIDE = /[\s│|>]+/g;
/** A message takes a few lines. */
const MOST_LINES = 40;

/**
 * A text whose messages were broken over lines, as terminals, tickets and mails do, with each on one line; other lines keep their
 * numbers. A message stays broken where it could be put together in two ways.
 */
export function unbrokenMessages(text: string): string {
  return text
    .split(/(\n[^\S\n]*(?:\n[^\S\n]*)+)/)
    .map(unbroken)
    .join('');
}

function unbroken(paragraph: string): string {
  const lines = paragraph.split('\n');
  if (lines.length === 1 || lines.length > MOST_LINES || !isOfRefusal(paragraph) || lines.some(isWhole)) return paragraph;
  const plain = lines.map((line) => line.replace(/\r$/, '').replace(BESIDE, ''));
  const joined = [plain.reduce(joinedAtWords), plain.join('')].find(isWhole);
  return joined === undefined ? paragraph : joined + '\n'.repeat(lines.length - 1);
}

const isOfRefusal = (paragraph: string): boolean => paragraph.replaceAll(SIGNS_BESIDE, '').includes('notauthorizedtoperform:');

/** Whether a text has one message from who called to why it was refused, with nothing in between. */
function isWhole(text: string): boolean {
  const { caller, action, resource, reason } = saidCall(text);
  if (caller === undefined || action === undefined || reason === '') return false;
  const behind = text.split('not authorized to perform: ');
  if (behind.length !== 2) return false;
  const [, rest = ''] = behind;
  const named = resource === undefined ? '' : rest.slice(rest.indexOf(resource) + resource.length);
  return /^"?\.?,? (?:because|with an) /.test(resource === undefined ? rest.slice(action.length) : named);
}

/** A line ends at a word, unless it ends within an ARN. */
function joinedAtWords(before: string, line: string): string {
  if (/\s$/.test(before) || /^\s/.test(line)) return `${before.trimEnd()} ${line.trimStart()}`;
  return /[-/:]$/.test(before) && !WORD_AND_COLON.test(before) ? before + line : `${before} ${line}`;
}
