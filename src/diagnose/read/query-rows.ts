import { readJson } from '../../estate/json-text';
import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import { objectIn, objectsIn, textIn } from '../../proof/plan/json-access';
import { structOf } from './struct-text';

/** What a row of a query tells, by the names that events have. Of `@message` the value is the event itself, as a text. */
type Row = JsonObject;

/** Members of events whose names SQL has in lower case. */
const MEMBERS =
  'eventName eventSource eventTime eventID awsRegion sourceIPAddress errorCode errorMessage userIdentity requestParameters resources ' +
  'principalId accountId invokedBy userName sessionContext sessionIssuer';
const NAMES: ReadonlyMap<string, string> = new Map(MEMBERS.split(' ').map((name) => [name.toLowerCase(), name]));
/** Columns with the whole event, and those that SQL calls by the last part of what was selected: only the identity has these. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ['_raw', '@message'],
  ['cloudtrailevent', '@message'],
  ['eventjson', '@message'],
  ['arn', 'userIdentity.arn'],
  ['invokedby', 'userIdentity.invokedBy'],
]);
const MOST_DEEP = 8;

/** A row as CloudTrail Lake prints it, an object for each column; undefined where a list is none. */
export function lakeRow(list: readonly Json[]): Row | undefined {
  const columns = list.flatMap((one) => (isJsonObject(one) && Object.keys(one).length === 1 ? Object.entries(one) : []));
  if (columns.length !== list.length || !columns.some(([name, value]) => isColumn(name) && (typeof value === 'string' || value === null)))
    return undefined;
  return rowOfColumns(columns);
}

const isColumn = (name: string): boolean => /^(eventjson|eventname|eventsource|errormessage)$/i.test(name);

/** What a query of CloudTrail Lake or Athena answers, as rows; undefined for anything else. */
export function queryRows(value: JsonObject | readonly Json[]): readonly Row[] | undefined {
  if (isList(value)) return value.length > 0 && value.every(isRowOfAthena) ? queryRows({ Rows: [...value] }) : undefined;
  const lake = value['QueryResultRows'];
  if (Array.isArray(lake))
    return lake.map((row: Json) =>
      rowOfColumns(objectsIn(row).flatMap((column): readonly (readonly [string, Json])[] => Object.entries(column))),
    );
  const set = objectIn(value, 'ResultSet') ?? value;
  if (!Array.isArray(set['Rows'])) return undefined;
  const rows = objectsIn(set['Rows']).map((row) => objectsIn(row['Data']).map((cell) => textIn(cell, 'VarCharValue')));
  const described = objectsIn(objectIn(set, 'ResultSetMetadata')?.['ColumnInfo']).map((column) => textIn(column, 'Name'));
  // The first page begins with the names, later ones do not.
  const names = described.length > 0 ? described : (rows[0] ?? []);
  const isNamed = rows[0]?.every((name, index) => name === names[index]) === true;
  return tableRows(names, isNamed ? rows.slice(1) : rows);
}

const isList = (value: JsonObject | readonly Json[]): value is readonly Json[] => Array.isArray(value);
const isRowOfAthena = (row: Json): boolean => isJsonObject(row) && Array.isArray(row['Data']);

/** Rows of a table, whose columns have names. */
export const tableRows = (names: readonly string[], rows: readonly (readonly string[])[]): readonly Row[] =>
  rows.map((cells) => rowOfColumns(names.map((name, index) => [name, cells[index] ?? ''] as const)));

function rowOfColumns(columns: readonly (readonly [name: string, value: Json])[]): Row {
  const whole = columns.find(([, value]) => typeof value === 'string' && isWholeEvent(value));
  if (whole !== undefined) return { '@message': whole[1] };
  return Object.fromEntries(columns.flatMap(([name, value]) => membersOf(nameOf(name), value)));
}

/** Whether a text is an event, and not a part of one. */
export function isWholeEvent(text: string): boolean {
  if (!/^\s*\{/.test(text) || !text.includes('"eventSource"')) return false;
  const read = readJson(text);
  return read.problem === undefined && isJsonObject(read.value) && typeof read.value['eventName'] === 'string';
}

function nameOf(column: string): string {
  const name = column.toLowerCase();
  return (
    PARTS.get(name) ??
    column
      .split('.', MOST_DEEP)
      .map((part) => NAMES.get(part.toLowerCase()) ?? part)
      .join('.')
  );
}

/**
 * What a column tells. Athena has the parameters of a call as JSON, and other members as its own text of a struct; what is neither, as
 * the map that Lake makes of parameters, tells nothing for sure.
 * Source: https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-understanding.html
 */
function membersOf(name: string, value: Json): readonly (readonly [string, Json])[] {
  if (value === null || value === 'null') return [[name, '']];
  if (typeof value !== 'string' || value === '') return [[name, value]];
  if (name !== 'requestParameters' && name !== 'userIdentity' && name !== 'resources') return [[name, value]];
  const read = readJson(value);
  if (read.problem === undefined) return [[name, read.value]];
  if (name === 'requestParameters') return [];
  const struct = structOf(value);
  return struct === undefined ? [] : leavesOf(name, struct, 0);
}

function leavesOf(path: string, value: Json, depth: number): readonly (readonly [string, Json])[] {
  if (depth > MOST_DEEP) return [];
  if (value === null || typeof value !== 'object') return [[path, value === 'null' || value === null ? '' : value]];
  const isResource = path.startsWith('resources.');
  return Object.entries(value).flatMap(([name, inner]: readonly [string, Json]) => {
    const member = isResource && name.toLowerCase() === 'arn' ? 'ARN' : (NAMES.get(name.toLowerCase()) ?? name);
    return leavesOf(`${path}.${member}`, inner, depth + 1);
  });
}
