import { readJson } from '../../estate/json-text';
import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import { outputFormatOf } from '../../estate/output-format';
import { unbrokenMessages } from './broken-lines';
import { csvOf } from './csv-text';
import { isDecodedMessage } from './decoded-message';
import { openCybersecurityProblem } from './other-schemas';
import { noticeRefusal } from './indirect';
import { rowOf, unfolded } from './log-fields';
import { isMessage } from './pasted-message';
import { unpackedText } from './packed-text';
import { isWholeEvent, lakeRow, queryRows } from './query-rows';
import { tellsAll, tellsOf, type Tells } from './told-fields';

/** One thing that was found in what was given. */
export type Found =
  | { readonly is: 'an event'; readonly event: JsonObject; readonly tells: Tells; readonly where: string }
  | { readonly is: 'a decoded message'; readonly message: JsonObject }
  /** Of an event that is broken the message may be whole. */
  | { readonly is: 'a message'; readonly line: string; readonly where: string; readonly broken?: string }
  | { readonly is: 'a notice'; readonly says: string }
  /** Something that can tell of no refusal. */
  | { readonly is: 'something else' }
  | { readonly is: 'unread'; readonly where: string; readonly why: string };

/** Wrappers in wrappers: SQS holds SNS holds EventBridge holds an event, and a log may hold that. */
const MOST_WRAPPED = 8;

/** Members that hold what AWS wraps, as lists, as objects, and as texts. */
const LISTS = ['Records', 'Events', 'events', 'logEvents', 'results', 'Messages', 'hits'] as const;
const OBJECTS = ['detail', 'Sns', 'awslogs', 'kinesis', 'hits', '_source', 'result', 'event'] as const;
const TEXTS = [
  'CloudTrailEvent',
  'eventJson',
  'DecodedMessage',
  'Message',
  'message',
  'body',
  'Body',
  'data',
  '_raw',
  'original',
  'event.original',
] as const;

/** Everything in a text: JSON of any kind that holds events, several of them one behind another, or messages. Never throws. */
export function foundInText(text: string, where = '', depth = 0): readonly Found[] {
  const read = readJson(text);
  if (read.problem === undefined) return foundIn(read.value, where, depth);
  const broken = brokenJson(text);
  if (broken !== undefined) return foundIn(broken, where, depth);
  const table = csvOf(text);
  if (table !== undefined)
    return 'problem' in table ? [{ is: 'unread', where, why: table.problem }] : foundInRows(table.rows, where, depth);
  const several = linesOf(unbrokenMessages(text)).flatMap((line) => foundInLine(line, where, depth));
  if (several.some(({ is }) => is !== 'something else' && is !== 'unread')) return several;
  const format = outputFormatOf(text);
  if (format === 'yaml' || format === 'table')
    return [{ is: 'unread', where, why: `this looks like --output ${format}: give --output json` }];
  return several.some(({ is }) => is === 'unread') ? several : [{ is: 'unread', where, why: `this is no JSON: ${read.problem}` }];
}

/** JSON that a terminal broke over lines: within its texts no line ends, and between them line breaks say nothing. */
function brokenJson(text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  const read = readJson(text.replaceAll(/\r?\n/g, ''));
  return read.problem === undefined ? read.value : undefined;
}

/** @param tells what the rows of a list tell of together. @default - it is in none */
function foundIn(value: Json, where: string, depth: number, tells?: Tells): readonly Found[] {
  if (depth > MOST_WRAPPED) return [{ is: 'unread', where, why: `it is wrapped more than ${MOST_WRAPPED} times` }];
  if (typeof value === 'string') return wrapped(value, where, depth);
  if (Array.isArray(value)) {
    const list: readonly Json[] = value;
    const row = anyRow(list);
    if (row !== undefined) return foundInRow(row, where, depth, tells ?? tellsOf([row]));
    const rows = queryRows(list);
    if (rows !== undefined) return foundInRows(rows, where, depth);
    const ofRows = tellsOf(list.flatMap((one): readonly JsonObject[] => [chosenFields(one) ?? []].flat()));
    return list.flatMap((one, index) => foundIn(one, `${where}[${index}]`, Array.isArray(one) ? depth + 1 : depth, ofRows));
  }
  if (!isJsonObject(value)) return [{ is: 'unread', where, why: 'it is no event of CloudTrail' }];
  const fields = chosenFields(value);
  if (fields !== undefined) return [eventOfFields(unfolded(fields), where, tells ?? tellsOf([fields]))];
  if (isEvent(value)) return [{ is: 'an event', event: value, tells: tellsAll, where }];
  if (isDecodedMessage(value)) return [{ is: 'a decoded message', message: value }];
  const rows = queryRows(value);
  if (rows !== undefined) return foundInRows(rows, where, depth);
  const problem = openCybersecurityProblem(value);
  if (problem !== undefined) return [{ is: 'unread', where, why: problem }];
  const notice = noticeRefusal(value);
  if (notice !== undefined) return [{ is: 'a notice', says: notice }];
  return foundInWrapper(value, where, depth);
}

const isEvent = (value: JsonObject): boolean => typeof value['eventName'] === 'string' && typeof value['eventSource'] === 'string';

const anyRow = (list: readonly Json[]): JsonObject | undefined => rowOf(list) ?? lakeRow(list);

/** A row of a query, or an event without the members that every event has; undefined for anything else. */
function chosenFields(value: Json): JsonObject | undefined {
  if (Array.isArray(value)) return anyRow(value);
  return isJsonObject(value) && isEvent(value) && !isJsonObject(value['userIdentity']) ? value : undefined;
}

/** What was refused may be told by the message alone. */
function eventOfFields(event: JsonObject, where: string, tells: Tells): Found {
  const { errorCode, errorMessage } = event;
  const isToldByMessage = errorCode === undefined && typeof errorMessage === 'string' && REFUSED.test(errorMessage.slice(0, 4096));
  return { is: 'an event', event: isToldByMessage ? { ...event, errorCode: 'AccessDenied' } : event, tells, where };
}

/** How messages of a refused call begin, or go on behind the caller's name. */
const REFUSED = /^Access Denied|not authorized to perform/i;

/** Rows of one answer: what one of them tells was asked for of all. */
function foundInRows(rows: readonly JsonObject[], where: string, depth: number): readonly Found[] {
  if (rows.length === 0) return [{ is: 'unread', where, why: 'the answer of the query has no rows: it found nothing, or still runs' }];
  const tells = tellsOf(rows);
  return rows.flatMap((row, index) => foundInRow(row, `${where === '' ? '' : `${where}, `}row ${index + 1}`, depth, tells));
}

/** A row of a query: the event itself, or fields of it that somebody chose, or the message alone. */
function foundInRow(row: JsonObject, where: string, depth: number, tells: Tells): readonly Found[] {
  const message = row['@message'];
  if (typeof message === 'string') return wrapped(message, where, depth + 1);
  const event = unfolded(row);
  const { errorMessage } = event;
  if (isEvent(event)) return [eventOfFields(event, where, tells)];
  if (typeof errorMessage === 'string') return wrapped(errorMessage, where, depth + 1);
  return [
    {
      is: 'unread',
      where,
      why: 'its fields tell of no event: ask for eventName, eventSource and errorMessage, or for the whole event (@message, eventJson)',
    },
  ];
}

/** Members of a policy, and of answers that hold one. */
const POLICY_MEMBERS = ['Statement', 'Policy', 'RoleDetailList'] as const;
const IS_POLICY = 'this is a policy, which cado-response doctor reads, and no event of CloudTrail';

function foundInWrapper(value: JsonObject, where: string, depth: number): readonly Found[] {
  const place = (name: string): string => (where === '' ? name : `${where}.${name}`);
  const lists = LISTS.filter((name) => Array.isArray(value[name]));
  const objects = OBJECTS.filter((name) => isJsonObject(value[name]));
  const texts = TEXTS.filter((name) => typeof value[name] === 'string');
  if (lists.length + objects.length + texts.length === 0)
    return [{ is: 'unread', where, why: POLICY_MEMBERS.some((name) => name in value) ? IS_POLICY : 'it is no event of CloudTrail' }];
  return [...lists, ...objects, ...texts].flatMap((name) => foundIn(value[name] ?? null, place(name), depth + 1));
}

/** A text in a wrapper: one that is no JSON may be a line of a log. */
function wrapped(given: string, where: string, depth: number): readonly Found[] {
  const text = unpackedText(given) ?? given;
  const read = readJson(text);
  if (read.problem === undefined) return foundIn(read.value, where, depth + 1);
  const isJson = /(CloudTrailEvent|DecodedMessage|data)$/.test(where) || /^\s*[[{]/.test(text);
  if (isMessage(text)) return [{ is: 'a message', line: text, where, ...(isJson && { broken: read.problem }) }];
  return isJson ? [{ is: 'unread', where, why: `this is no JSON: ${read.problem}` }] : [{ is: 'something else' }];
}

interface Line {
  readonly number: number;
  readonly text: string;
}

/** Lines, with those of a JSON that was laid out over several lines joined: its brackets stand alone at the start of a line. */
function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let open: Line[] = [];
  const close = (isWhole: boolean): void => {
    const [first] = open;
    if (isWhole && first !== undefined) lines.push({ number: first.number, text: open.map((line) => line.text).join('\n') });
    else for (const line of open) lines.push(line);
    open = [];
  };
  text.split('\n').forEach((line, index) => {
    const one = { number: index + 1, text: line };
    if (open.length > 0 || /^[[{]\s*$/.test(line)) open.push(one);
    else lines.push(one);
    if (/^[}\]]/.test(line)) close(true);
  });
  close(false);
  return lines;
}

/** A line of NDJSON, JSON between tabs as `--output text` prints it, a message, or something else. */
function foundInLine({ number, text }: Line, where: string, depth: number): readonly Found[] {
  const place = `${where === '' ? '' : `${where}, `}line ${number}`;
  return text.split('\t').flatMap((piece): readonly Found[] => {
    if (piece.trim() === '') return [];
    if (!/^\s*[[{"]/.test(piece)) return foundBehind(piece, place, depth);
    const read = readJson(piece.replace(/,\s*$/, ''));
    if (read.problem === undefined) return foundIn(read.value, place, depth + 1);
    return isMessage(piece)
      ? [{ is: 'a message', line: piece.trim(), where: place, broken: read.problem }]
      : [{ is: 'unread', where: place, why: read.problem }];
  });
}

/** A line of a log: an event behind what the log puts before it, or a message. */
function foundBehind(line: string, where: string, depth: number): readonly Found[] {
  const event = line.slice(line.indexOf('{'), line.lastIndexOf('}') + 1);
  if (isWholeEvent(event)) return wrapped(event, where, depth);
  return [isMessage(line) ? { is: 'a message', line: line.trim(), where } : { is: 'something else' }];
}
