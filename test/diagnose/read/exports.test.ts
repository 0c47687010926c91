import { structOf } from '../../../src/diagnose/read/struct-text';
import { refusedCalls } from '../../../src/diagnose/read/refused-calls';
import { isJsonObject, type Json, type JsonObject } from '../../../src/policy/policy-json';
import { textIn } from '../../../src/proof/plan/json-access';
import { context, event, INTERNAL, KEY, keys, noIdentity, onlyCall, said, SNAPSHOT, T } from '../cloudtrail';

const ROLE = T.replace('role/', 'role/forensics/');
const SAID = said(ROLE, 'kms:Decrypt', KEY, noIdentity('kms:Decrypt'));
const EVENT = event(ROLE, 'kms', 'Decrypt', SAID, { ...context(SNAPSHOT), ...keys(KEY) }, INTERNAL);
const WHOLE = JSON.stringify(EVENT);
const read = (given: string): ReturnType<typeof refusedCalls> => refusedCalls([{ file: 'given', text: given }]);

/** A struct as Athena prints it, with names in lower case. */
function struct(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(struct).join(', ')}]`;
  if (!isJsonObject(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${name.toLowerCase()}=${struct(inner)}`)
    .join(', ')}}`;
}

const COLUMNS: Readonly<Record<string, string>> = {
  eventtime: textIn(EVENT, 'eventTime'),
  eventid: textIn(EVENT, 'eventID'),
  eventsource: 'kms.amazonaws.com',
  eventname: 'Decrypt',
  awsregion: 'us-east-1',
  errorcode: 'AccessDenied',
  errormessage: SAID,
  useridentity: struct({ ...(EVENT['userIdentity'] as JsonObject), username: 'null' }),
  requestparameters: JSON.stringify(EVENT['requestParameters']),
  resources: struct(EVENT['resources'] ?? null),
};

type Columns = Readonly<Record<string, string>>;

const athena = (columns: Columns, isFirst = true): JsonObject => ({
  ResultSet: {
    Rows: [...(isFirst ? [Object.keys(columns)] : []), Object.values(columns)].map((cells) => ({
      Data: cells.map((cell) => (cell === '' ? {} : { VarCharValue: cell })),
    })),
    ResultSetMetadata: { ColumnInfo: Object.keys(columns).map((Name) => ({ Name, Type: 'varchar' })) },
  },
});
const lake = (columns: Columns): JsonObject => ({
  QueryStatus: 'FINISHED',
  QueryResultRows: [Object.entries(columns).map(([name, value]) => ({ [name]: value }))],
});
const csv = (...rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');

test.each<[form: string, given: string]>([
  ['as CloudTrail Lake answers eventJson', JSON.stringify(lake({ eventJson: WHOLE }))],
  ['as CloudTrail Lake answers it with a query', JSON.stringify([[{ eventJson: WHOLE }]])],
  ['as CloudTrail Lake answers columns', JSON.stringify(lake(COLUMNS))],
  ['as Athena answers an event', JSON.stringify(athena({ event: WHOLE }))],
  ['as Athena answers columns', JSON.stringify(athena(COLUMNS))],
  ['as Athena answers a later page', JSON.stringify(athena(COLUMNS, false))],
  ['as Athena answers it with a query', JSON.stringify((athena(COLUMNS)['ResultSet'] as JsonObject)['Rows'])],
  ['as Athena downloads it', `${csv(Object.keys(COLUMNS), Object.values(COLUMNS))}\n`],
  ['as Splunk downloads it', csv(['_raw', '_time'], [WHOLE, '2026'])],
  ['in a column of any name', csv(['when', 'what'], ['2026', WHOLE])],
  ['behind a byte order mark', `\uFEFF${csv(['_raw'], [WHOLE])}`],
  ['as Splunk searches it', JSON.stringify({ preview: false, result: { _raw: WHOLE } })],
  ['as Splunk answers it', JSON.stringify({ results: [{ _raw: WHOLE }] })],
  ['as Elasticsearch answers it', JSON.stringify({ hits: { total: 1, hits: [{ _source: { event: { original: WHOLE } } }] } })],
  ['as OpenSearch answers it', JSON.stringify({ hits: { hits: [{ _source: EVENT }] } })],
  ['behind what a log puts before it', `Nov 29 23:41:12 collector cloudtrail: ${WHOLE}\n`],
  ['as the AWS CLI prints a table', `------\n||  CloudTrailEvent |  ${WHOLE}  ||\n`],
  ['as the AWS CLI prints YAML', `Events:\n- AccessKeyId: ASIAEXAMPLE\n  CloudTrailEvent: '${WHOLE}'\n`],
  ['as a terminal breaks it over lines', (WHOLE.match(/.{1,80}/g) ?? []).join('\r\n')],
])('an event is read %s', (_form, given) => {
  const { calls, others, unread } = read(given);
  expect({ calls, others, unread }).toEqual({ calls: [onlyCall(EVENT)], others: 0, unread: [] });
});

test('what nobody selected is unknown, and what SQL calls by its last part is the identity’s', () => {
  const { eventname = '', eventsource = '', errormessage = '' } = COLUMNS;
  const least = { eventname, eventsource, errormessage };
  expect(read(JSON.stringify(athena(least))).calls).toMatchObject([{ through: { how: 'unknown' }, region: 'us-east-1' }]);
  const arn = textIn(EVENT['userIdentity'] as JsonObject, 'arn');
  const more = { ...least, arn, invokedby: 'ec2.amazonaws.com', errorcode: 'AccessDenied' };
  expect(read(JSON.stringify(athena(more))).calls).toMatchObject([
    { through: { how: 'a service', service: 'ec2' }, caller: { roleArn: T } },
  ]);
  expect(read(JSON.stringify(athena({ ...more, invokedby: '' }))).calls).toMatchObject([{ through: { how: 'directly' } }]);
});

test('parameters that nothing tells for sure are unknown', () => {
  const map = '{encryptionContext={"aws:ebs:id":"snap-1"}, encryptionAlgorithm=SYMMETRIC_DEFAULT}';
  const [call] = read(JSON.stringify(lake({ ...COLUMNS, requestparameters: map }))).calls;
  expect(call).toMatchObject({ action: 'kms:Decrypt', caller: { roleArn: ROLE }, isContextUnasked: true });
});

test.each<[what: string, given: string, why: RegExp]>([
  [
    'a query that found nothing',
    JSON.stringify({ QueryStatus: 'RUNNING', QueryResultRows: [] }),
    /has no rows: it found nothing, or still runs$/,
  ],
  [
    'columns that tell of no event',
    JSON.stringify(athena({ eventtime: 'x', awsregion: 'y' })),
    /^row 1: its fields tell of no event: ask for/,
  ],
  ['the history as CSV', csv(['Event name', 'Event source', 'Error code'], ['Decrypt', 'kms', 'AccessDenied']), /Download it as JSON/],
  [
    'an event of Security Lake',
    JSON.stringify({ class_uid: 6003, api: { operation: 'Decrypt' }, metadata: { uid: EVENT['eventID'] ?? null } }),
    /AttributeKey=EventId,AttributeValue=ccbed48e-00bd-3ccd-9b2b-b1a04add39f7$/,
  ],
  [
    'an event of Security Lake with a hostile id',
    JSON.stringify({ class_uid: 6003, api: {}, metadata: { uid: '$(reboot)' } }),
    /AttributeKey=EventId,AttributeValue=EVENT-ID$/,
  ],
  ['a policy', JSON.stringify({ Version: '2012-10-17', Statement: [] }), /^this is a policy, which cado-response doctor reads/],
  ['an answer in YAML', 'Events:\n- EventId: x\n  Username: y\n', /^this looks like --output yaml: give --output json$/],
  ['an answer as a table', '-----\n|  LookupEvents  |\n', /^this looks like --output table: give --output json$/],
  [
    'a message of HeadObject',
    'An error occurred (403) when calling the HeadObject operation: Forbidden',
    /names neither who called nor what/,
  ],
])('%s is told with what to give instead', (_what, given, why) => {
  expect(read(given)).toMatchObject({ calls: [], unread: [expect.stringMatching(why)] });
});

const MESSAGE = `An error occurred (AccessDeniedException) when calling the Decrypt operation: ${SAID}`;

/** A text broken after so many characters, at a space or anywhere. */
const atWords = (text: string, width: number): string => text.replaceAll(new RegExp(`(.{1,${width}})(?:\\s+|$)`, 'g'), '$1\n');
const anywhere = (text: string, width: number): string => (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\n');

test.each<[form: string, given: string]>([
  ...[60, 80, 100, 120, 200].flatMap((width): [string, string][] => [
    [`at words, ${width} wide`, `2026-11-29 ERROR it failed\n\n${atWords(MESSAGE, width)}\n\nTraceback\n`],
    [`anywhere, ${width} wide`, anywhere(MESSAGE, width)],
  ]),
  ['at words and hyphens, with a margin', MESSAGE.replaceAll(/(.{30}[- ])/g, '$1\r\n│ ')],
])('a message is read that was broken %s', (_form, given) => {
  expect(read(given)).toMatchObject({
    calls: [{ action: 'kms:Decrypt', caller: { roleArn: T }, resource: KEY, refusal: { by: 'identity', isExplicit: false } }],
    unread: [],
  });
});

test('a message that a line break cuts is never read as one of a shorter resource', () => {
  for (let at = 1; at < SAID.length; at += 1)
    for (const { resource, caller } of read(`${SAID.slice(0, at)}\n${SAID.slice(at)}`).calls)
      expect([resource, caller.roleArn]).toEqual([KEY, T]);
});

test('messages that are whole stay apart', () => {
  const other = SAID.replace(KEY, KEY.replace('1234abcd', 'ffffffff'));
  expect(read(`${SAID}\nbecause of this\n${other}\n`).calls.map(({ resource }) => resource)).toEqual([
    KEY,
    KEY.replace('1234abcd', 'ffffffff'),
  ]);
});

test('a message is read in an answer of S3', () => {
  const object = 'arn:aws:s3:::evidence/a &amp; b.zip';
  const answer = `<Error><Code>AccessDenied</Code><Message>${said(T, 's3:GetObject', `&quot;${object}&quot;`, noIdentity('s3:GetObject'))}</Message><RequestId>"x"</RequestId></Error>`;
  expect(read(answer).calls).toMatchObject([{ resource: 'arn:aws:s3:::evidence/a & b.zip', refusal: { by: 'identity' } }]);
});

test.each<[text: string, value: Json | undefined]>([
  ['{a=1, b={c=x y, d=null}, e=[{f=1}, {f=2}]}', { a: '1', b: { c: 'x y', d: 'null' }, e: [{ f: '1' }, { f: '2' }] }],
  ['{a=1, a=2}', undefined],
  ['{a=1} b', undefined],
  ['{a=1, b}', undefined],
  ['{'.repeat(1000), undefined],
  ['[{a='.repeat(1000), undefined],
  ['{__proto__=1}', undefined],
])('a struct %s', (text, value) => {
  expect(structOf(text)).toEqual(value);
});
