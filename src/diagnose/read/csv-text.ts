import { isWholeEvent, tableRows } from './query-rows';
import type { JsonObject } from '../../policy/policy-json';

/** Names of columns by which a table is known as one of events. */
const KNOWN = /^(eventname|eventsource|errormessage|eventjson|cloudtrailevent|@message|_raw)$/i;

/** Of the history of events, as the console downloads it. */
const HISTORY = /^event name$/i;

/** What was read out of a table. */
export type CsvText = { readonly rows: readonly JsonObject[] } | { readonly problem: string };

/**
 * A table as Athena, CloudTrail Lake, Logs Insights and others download it (CSV, with names in its first line); undefined for what is
 * none, or none of events.
 */
export function csvOf(text: string): CsvText | undefined {
  const [names = [], ...rows] = recordsOf(text.replace(/^\uFEFF/, '')) ?? [];
  if (names.some((name) => HISTORY.test(name)))
    return {
      problem:
        'the history of events leaves out who was refused and why when it is downloaded as CSV. Download it as JSON, or give what aws cloudtrail lookup-events prints',
    };
  if (rows.some((cells) => cells.length !== names.length)) return undefined;
  const isOfEvents = names.some((name) => KNOWN.test(name)) || rows.some((cells) => cells.some(isWholeEvent));
  return isOfEvents && rows.length > 0 ? { rows: tableRows(names, rows) } : undefined;
}

/** Source: https://www.rfc-editor.org/rfc/rfc4180 */
function recordsOf(text: string): readonly (readonly string[])[] | undefined {
  const cell = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  const records: string[][] = [[]];
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (found === null) return undefined;
    const [, quoted, plain = '', end = ''] = found;
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',' && cell.lastIndex < text.length) records.push([]);
  }
  return records;
}
