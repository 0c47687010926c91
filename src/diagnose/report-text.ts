import { printableValue } from '../doctor/report/printable';
import type { Diagnosis, RepeatedCall } from './diagnosis';
import { refuserInWords } from './other-policies';
import type { PolicyChange } from './policy-changes';
import type { ReadCalls } from './read/refused-calls';
import { printableJson } from './report-json';

/** A sentence, in which several values may stand. */
const sentence = (text: string): string => printableValue(text, 4000);
const shown = (text: string): string => printableValue(text);

const RULE = '-'.repeat(72);
/** Encryption contexts have one pair or two; nobody reads thousands. */
const MOST_PAIRS = 4;

/** What was refused and why, and what to add to which policy, for people. */
export function diagnosisText({ calls, policies }: Diagnosis, read: Omit<ReadCalls, 'calls'>): string {
  const refused = calls.reduce((sum, { count }) => sum + count, 0);
  const events = calls.map(callText).join(`\n\n${RULE}\n\n`);
  const added = policies.map(policyText);
  return [
    ...(refused > 1 ? [`${refused} refused calls, ${calls.length === 1 ? 'all of one kind' : `of ${calls.length} kinds`}`] : []),
    events,
    ...(policies.length === 0 ? [] : [RULE, ...added, ending(calls, policies)]),
    ...besides(read),
  ].join('\n\n');
}

function callText({ denied, taken, paths, changes, notes, ...repeated }: RepeatedCall): string {
  const { resource, alias, caller } = denied;
  const more = repeated.resources > 1 ? ` and ${repeated.resources - 1} more of its kind` : '';
  const rows: readonly (readonly [string, string])[] = [
    ['Call', callInWords(denied)],
    ['On', resource === undefined ? shown(alias ?? 'nothing that is named') : `${shown(resource)}${more}`],
    ['By', caller.name === '' ? 'nobody who is named' : shown(caller.name)],
    ...(taken === undefined ? [] : [['Taken for', `the ${taken.side} role, ${taken.why}`] as const]),
    ['Refused by', shown(refuserInWords(denied))],
    ...timeRow(denied.eventId, repeated),
  ];
  return [
    rows.map(([name, value]) => `${name.padEnd(11)} ${value}`).join('\n'),
    ...(paths.length === 0 ? [] : [['Imports that make this call', ...paths.map((title) => `  ${title}`)].join('\n')]),
    ...notes.map((note) => `${sentence(note)}.`),
    ...(changes.length === 0 ? [] : [['Lacks', ...changes.map((change) => `  ${lackInWords(change)}`)].join('\n')]),
  ].join('\n\n');
}

function callInWords({ action, through, encryptionContext }: RepeatedCall['denied']): string {
  const pairs = Object.entries(encryptionContext ?? {});
  const first = pairs.slice(0, MOST_PAIRS).map(([key, value]) => `${shown(key)}=${shown(value)}`);
  const rest = pairs.length > MOST_PAIRS ? [`${pairs.length - MOST_PAIRS} more`] : [];
  const name = action.endsWith(':') ? `${action}(no name)` : action;
  const via =
    through.how === 'a service'
      ? ` through ${shown(through.service)}`
      : through.how === 'a hidden service'
        ? ' through a service that is not named'
        : '';
  return `${shown(name)}${via}${pairs.length === 0 ? '' : ` for ${[...first, ...rest].join(', ')}`}`;
}

function timeRow(
  eventId: string | undefined,
  { count, first, last }: Pick<RepeatedCall, 'count' | 'first' | 'last'>,
): readonly (readonly [string, string])[] {
  const times = first === undefined ? [] : first === last || last === undefined ? [first] : [`first ${first}, last ${last}`];
  const parts = [...(count > 1 ? [`${count} times`] : []), ...times, ...(eventId === undefined ? [] : [`event ${eventId}`])];
  return parts.length === 0 ? [] : [['When', shown(parts.join(', '))]];
}

const lackInWords = ({ kind, owner, statements }: PolicyChange): string =>
  `${statements.map(sidOf).join(' and ')} in ${shown(policyInWords(kind, owner))}`;

const sidOf = (statement: unknown): string => shown(String((statement as { readonly Sid?: unknown }).Sid));

function policyInWords(kind: PolicyChange['kind'], owner: string): string {
  return kind === 'identity' ? `a policy of ${owner}` : kind === 'key' ? `the policy of the key ${owner}` : `the trust policy of ${owner}`;
}

function policyText({ kind, owner, statements, onlyIf, cautions }: PolicyChange): string {
  return [
    `Add to ${shown(policyInWords(kind, owner))}`,
    ...(onlyIf === undefined ? [] : [`  ${onlyIf}.`]),
    ...cautions.map((caution) => `  CAUTION: ${sentence(caution)}.`),
    printableJson(statements),
  ].join('\n');
}

/** What the statements leave open. */
function ending(calls: readonly RepeatedCall[], policies: readonly PolicyChange[]): string {
  const text = JSON.stringify(policies.map(({ statements }) => statements));
  const patterns = /[^:]\*/.test(text) ? ['Names with * are patterns of the modules; exact names would break the next import.'] : [];
  const isOne = calls.length === 1;
  return [
    ...patterns,
    `The paths make other calls than ${isOne ? 'this one' : 'these'} too: cado-response doctor, with the policies as they are, adds all that they lack at once.`,
  ].join('\n');
}

function besides({ others, indirect, unread }: Omit<ReadCalls, 'calls'>): readonly string[] {
  const parts = [
    ...(others === 0 ? [] : [`${others} ${others === 1 ? 'event was' : 'events were'} not refused by a policy.`]),
    ...listed('Other events that may stand for a refusal of KMS', indirect),
    ...listed('Not read', unread),
  ];
  return parts.length === 0 ? [] : [RULE, parts.join('\n\n')];
}

const MOST_LISTED = 10;

function listed(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const rest = lines.length > MOST_LISTED ? [`  and ${lines.length - MOST_LISTED} more`] : [];
  return [[title, ...lines.slice(0, MOST_LISTED).map((line) => `  ${sentence(line)}`), ...rest].join('\n')];
}
