import { CsvError, parse } from 'csv-parse/sync';
import type { JsonObject } from '../../policy/policy-json';
import { isWholeEvent, tableRows } from './query-rows';

/** Names of columns by which a table is known as one of events. */
const COLUMNS = 'eventname|eventsource|errormessage|eventjson|cloudtrailevent|@message|_raw';
/** Of the history of events, as the console downloads it. */
const HISTORY = 'event name';

const IS_KNOWN = new RegExp(`^(${COLUMNS})$`, 'i');
const IS_HISTORY = new RegExp(`^${HISTORY}$`, 'i');
const FIRST_LINE = new RegExp(`(?:^|[",\\uFEFF])(${COLUMNS}|${HISTORY})(?:[",\\r]|$)`, 'i');
/** An event as a table holds one. */
const QUOTED = '""eventSource""';

/** What was read out of a table. */
export type CsvText = { readonly rows: readonly JsonObject[] } | { readonly problem: string };

/**
 * A table as Athena, CloudTrail Lake, Logs Insights and others download it (CSV, with names in its first line); undefined for what is
 * none, or none of events.
 */
export function csvOf(text: string): CsvText | undefined {
  const [names = [], ...rows] = recordsOf(text) ?? [];
  if (names.some((name) => IS_HISTORY.test(name)))
    return {
      problem:
        'the history of events leaves out who was refused and why when it is downloaded as CSV. Download it as JSON, or give what aws cloudtrail lookup-events prints',
    };
  const isOfEvents = names.some((name) => IS_KNOWN.test(name)) || rows.some((cells) => cells.some(isWholeEvent));
  return isOfEvents && rows.length > 0 ? { rows: tableRows(names, rows) } : undefined;
}

function recordsOf(text: string): readonly (readonly string[])[] | undefined {
  const [first = ''] = text.split('\n', 1);
  // A log may have millions of lines: what names no column of events and quotes no event is no table of them.
  if (!FIRST_LINE.test(first) && !text.includes(QUOTED)) return undefined;
  try {
    return parse(text, { bom: true, recordDelimiter: ['\r\n', '\n'], skipEmptyLines: true });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}
