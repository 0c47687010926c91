import type { NearestMiss, StatementReference, Verdict } from './evaluator/verdict';

/** A verdict in a sentence: which statement allowed or denied, or what came closest and where it failed. */
export function verdictInWords({ outcome, because, missing, nearest }: Verdict): string {
  if (outcome === 'allowed') return `allowed by ${because.map(statementInWords).join(' and ')}`;
  if (outcome === 'denied explicitly') return `denied by ${because.map(statementInWords).join(' and ')}`;
  const lacking = `refused, since no ${missing === undefined ? '' : `${missing} `}policy allows it`;
  return nearest === undefined ? `${lacking}, and none speaks of the action` : `${lacking}; closest is ${nearestInWords(nearest)}`;
}

/** A statement by its Sid, or by its place. */
export function statementInWords({ kind, policy, index, sid }: StatementReference): string {
  if (kind === 'grant') return `grant ${index + 1} on the key`;
  return oneLine(`${sid ?? `statement ${index + 1}`} of ${policy}`);
}

/** What came closest: the statement, and the element of it that did not fit. */
export function nearestInWords({ statement, element, wanted, actual }: NearestMiss): string {
  const has = actual === undefined ? 'the request has none' : `the request has ${listed(actual)}`;
  return `${statementInWords(statement)}, whose ${oneLine(element)} wants ${listed(wanted)}, and ${has}`;
}

/** A line break within a name would begin a line that looks like one of ours. */
const oneLine = (text: string): string =>
  text.replaceAll(/[\n\r\t\v\f\u0085\u2028\u2029]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);

const MOST_SHOWN = 4;

function listed(values: readonly string[]): string {
  if (values.length === 0) return 'nothing';
  const shown = oneLine(values.slice(0, MOST_SHOWN).join(', '));
  return values.length > MOST_SHOWN ? `${shown} and ${values.length - MOST_SHOWN} more` : shown;
}
