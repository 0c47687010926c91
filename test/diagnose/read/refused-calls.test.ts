import { gzipSync } from 'node:zlib';
import { refusedCalls } from '../../../src/diagnose/read/refused-calls';
import type { Json, JsonObject } from '../../../src/policy/policy-json';
import { answerOf, context, event, fieldsOf, INTERNAL, KEY, noIdentity, onlyCall, said, T, VOLUME } from '../cloudtrail';

const EVENT = event(T, 'kms', 'Decrypt', said(T, 'kms:Decrypt', KEY, noIdentity('kms:Decrypt')), context(VOLUME), INTERNAL);
/** Another event of the same call. */
const OTHER = { ...EVENT, eventID: '0d0a5f0e-4a4b-4b5c-9c2e-5d0c6a9f1b11' };
const { errorCode: _code, errorMessage: _message, ...ALLOWED } = EVENT;
const text = JSON.stringify(EVENT);
const read = (given: string): ReturnType<typeof refusedCalls> => refusedCalls([{ file: 'given', text: given }]);

const insights = (fields: readonly (readonly [string, Json])[]): string => JSON.stringify(answerOf([fields]));

const LOGS = JSON.stringify({ messageType: 'DATA_MESSAGE', logEvents: [{ id: '1', message: text }] });
const packed = (given: string): string => gzipSync(given).toString('base64');

const FORMS: readonly (readonly [form: string, text: string])[] = [
  ['by itself', text],
  ['in a list', JSON.stringify([EVENT])],
  ['in lists in a list', JSON.stringify([[EVENT]])],
  ['as a text', JSON.stringify(text)],
  ['with a byte order mark', `\uFEFF${text}`],
  ['in a log file', JSON.stringify({ Records: [EVENT] })],
  ['as lookup-events prints it', JSON.stringify({ Events: [{ EventId: 'x', CloudTrailEvent: text }] })],
  ['as lookup-events prints it with a query', JSON.stringify([text])],
  ['as lookup-events prints it as text', `EVENTS\tASIAEXAMPLE\t${text}\tx\n`],
  ['as EventBridge sends it', JSON.stringify({ version: '0', 'detail-type': 'AWS API Call via CloudTrail', detail: EVENT })],
  ['as EventBridge sends it to SQS', JSON.stringify({ Records: [{ messageId: 'x', body: JSON.stringify({ detail: EVENT }) }] })],
  ['as aws sqs receive-message prints it', JSON.stringify({ Messages: [{ MessageId: 'x', Body: JSON.stringify({ detail: EVENT }) }] })],
  [
    'as aws sqs receive-message prints it of SNS',
    JSON.stringify({ Messages: [{ Body: JSON.stringify({ Type: 'Notification', Message: JSON.stringify({ detail: EVENT }) }) }] }),
  ],
  ['as SNS sends it', JSON.stringify({ Type: 'Notification', Message: JSON.stringify({ detail: EVENT }) })],
  ['as SNS sends it to Lambda', JSON.stringify({ Records: [{ EventSource: 'aws:sns', Sns: { Message: text } }] })],
  [
    'as filter-log-events prints it',
    JSON.stringify({ events: [{ logStreamName: 'x', timestamp: 1, message: text }], searchedLogStreams: [] }),
  ],
  [
    'as a subscription of CloudWatch Logs gives it',
    JSON.stringify({ messageType: 'DATA_MESSAGE', logEvents: [{ id: '1', message: text }] }),
  ],
  ['as a subscription of CloudWatch Logs sends it to Lambda', JSON.stringify({ awslogs: { data: packed(LOGS) } })],
  ['as a subscription of CloudWatch Logs sends it by Kinesis', JSON.stringify({ Records: [{ kinesis: { data: packed(LOGS) } }] })],
  [
    'as Logs Insights prints it',
    JSON.stringify({
      results: [
        [
          { field: '@timestamp', value: '2026' },
          { field: '@message', value: text },
        ],
      ],
      status: 'Complete',
    }),
  ],
  ['as Logs Insights prints its fields', insights([['@ptr', 'x'], ...fieldsOf(EVENT)])],
  ['as Logs Insights prints its fields but the code of the error', insights(fieldsOf({ ...EVENT, errorCode: {} }))],
  ['as Logs Insights exports it', JSON.stringify([Object.fromEntries(fieldsOf(EVENT))])],
  ['on a line of its own between others', `oh\n${text}\nah\n`],
  ['with a comma behind it', `${text},\n`],
  ['laid out over lines, behind something else', `// a comment\n${JSON.stringify(EVENT, null, 2)}\n`],
];

test.each(FORMS)('an event is read %s', (_form, given) => {
  const { calls, unread } = read(given);
  expect({ calls, unread }).toEqual({ calls: [onlyCall(EVENT)], unread: [] });
});

test.each<[string, string]>([
  ['on lines', `${JSON.stringify(ALLOWED)}\n${text}\n${JSON.stringify(OTHER)}\n`],
  ['between tabs', `${text}\t${JSON.stringify(OTHER)}\t${JSON.stringify(ALLOWED)}`],
  ['laid out one behind another', [EVENT, OTHER, ALLOWED].map((one) => JSON.stringify(one, null, 2)).join('\n')],
])('several events are read %s, and those that were not refused are counted', (_form, given) => {
  const { calls, others, unread } = read(given);
  expect({ calls: calls.length, others, unread }).toEqual({ calls: 2, others: 1, unread: [] });
});

test.each([
  ['cut', packed(LOGS).slice(0, 40)],
  ['more than anybody sends', packed(' '.repeat(20 * 1024 * 1024) + LOGS)],
])('what CloudWatch Logs packed is told where it is %s', (_what, data) => {
  expect(read(JSON.stringify({ awslogs: { data } })).unread).toEqual([expect.stringContaining('awslogs.data: this is no JSON')]);
});

test('rows of Logs Insights tell what they can, and what to ask for where they tell nothing', () => {
  expect(read(insights([['errorMessage', said(T, 'kms:Decrypt', KEY, noIdentity('kms:Decrypt'))]])).calls).toHaveLength(1);
  expect(read(insights(fieldsOf(ALLOWED)))).toMatchObject({ calls: [], others: 1, unread: [] });
  expect(read(insights([['eventName', 'Decrypt']])).unread).toEqual([
    'results[0]: its fields tell of no event: ask for eventName, eventSource and errorMessage, or for the whole event (@message, eventJson)',
  ]);
  const hostile = insights([['a.b', 1], ['a', 2], ['__proto__.x', 3], [`x${'.y'.repeat(100_000)}`, 4], ...fieldsOf(EVENT)]);
  expect(read(hostile).calls).toEqual([onlyCall(EVENT)]);
  expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
});

test('documents are read all, and what is wrong names its document', () => {
  const found = refusedCalls([
    { file: 'a.json', text },
    { file: 'b.json', text: '{}' },
    { file: 'c.json', text: JSON.stringify(OTHER) },
    { file: 'd.json', text },
  ]);
  expect(found.calls.map(({ eventId }) => eventId)).toEqual([EVENT['eventID'], OTHER.eventID]);
  expect(found.unread).toEqual(['b.json: it is no event of CloudTrail']);
});

const MESSAGE = `An error occurred (AccessDeniedException) when calling the Decrypt operation: ${said(T, 'kms:Decrypt', KEY, noIdentity('kms:Decrypt'))}`;

test.each<[string, string]>([
  ['as the AWS CLI prints it', `\n${MESSAGE}\n`],
  ['in a log', `2026-05-18 06:16:58,123 ERROR [acquisition] botocore.exceptions.ClientError: ${MESSAGE}\nTraceback\n`],
  ['in a log of CloudWatch', JSON.stringify({ events: [{ message: `[acquisition] ${MESSAGE}` }, { message: 'all is well' }] })],
  ['alone', said(T, 'kms:Decrypt', KEY, noIdentity('kms:Decrypt'))],
])('a message is read %s: who, what and on what, and no more', (_form, given) => {
  expect(read(given).calls).toMatchObject([
    {
      action: 'kms:Decrypt',
      caller: { roleArn: T, isPathUnknown: true },
      resource: KEY,
      region: 'us-east-1',
      through: { how: 'unknown' },
      known: {},
      refusal: { by: 'identity', isExplicit: false },
    },
  ]);
});

test('a message tells which call makes what it tags', () => {
  const [call] = read(
    `An error occurred (UnauthorizedOperation) when calling the CreateSnapshot operation: ${said(T, 'ec2:CreateTags', 'arn:aws:ec2:us-east-1::snapshot/*')}`,
  ).calls;
  expect(call?.known).toEqual({ 'ec2:CreateAction': 'CreateSnapshot' });
});

const DECODED = {
  allowed: false,
  explicitDeny: false,
  matchedStatements: { items: [] },
  failures: { items: [] },
  context: {
    principal: { id: 'AROAEXAMPLE:import', arn: 'arn:aws:sts::444455556666:assumed-role/CadoResponseRole/import' },
    action: 'ec2:CreateTags',
    resource: 'arn:aws:ec2:us-east-1::snapshot/*',
    conditions: {
      items: [
        { key: 'ec2:CreateAction', values: { items: [{ value: 'CopySnapshot' }] } },
        { key: 'aws:Region', values: { items: [{ value: 'us-east-1' }] } },
        { key: 'aws:SourceIp', values: { items: [{ value: '203.0.113.7' }] } },
      ],
    },
  },
} as const;

test.each<[string, Json]>([
  ['as the AWS CLI prints it', { DecodedMessage: JSON.stringify(DECODED) }],
  ['by itself', DECODED],
])('a decoded message is read %s, with the condition keys that it tells', (_form, given) => {
  expect(onlyCall(given)).toEqual({
    action: 'ec2:CreateTags',
    caller: { name: T, roleArn: T, isPathUnknown: true },
    resource: 'arn:aws:ec2:us-east-1::snapshot/*',
    region: 'us-east-1',
    through: { how: 'unknown' },
    known: { 'ec2:CreateAction': 'CopySnapshot' },
    refusal: { by: 'unknown', isExplicit: false },
    message: '',
  });
});

test('a decoded message names the statement that denies, and its action may lack the service', () => {
  const denied = {
    ...DECODED,
    explicitDeny: true,
    matchedStatements: { items: [{ statementId: 'Quarantine', effect: 'DENY' }] },
    context: { ...DECODED.context, action: 'RunInstances', resource: 'arn:aws:ec2:us-east-1:444455556666:instance/*' },
  };
  expect(onlyCall(denied as unknown as JsonObject)).toMatchObject({
    action: 'ec2:RunInstances',
    refusal: { isExplicit: true, statementId: 'Quarantine' },
  });
});

test.each<[what: string, given: string, unread: readonly string[]]>([
  ['nothing', '', ['this is no JSON: it is empty']],
  ['an object that is no event', '{}', ['it is no event of CloudTrail']],
  ['a number', '42', ['it is no event of CloudTrail']],
  [
    'lists that hold something else',
    JSON.stringify({ Records: [EVENT, 1, null] }),
    ['Records[1]: it is no event of CloudTrail', 'Records[2]: it is no event of CloudTrail'],
  ],
  [
    'an event that is broken, without a message',
    JSON.stringify({ Events: [{ CloudTrailEvent: '{"eventName":' }, { CloudTrailEvent: text }] }),
    ['Events[0].CloudTrailEvent: this is no JSON: a value is missing (line 1, column 14)'],
  ],
  [
    'a message without a caller',
    'An error occurred (AccessDenied) when calling the GetObject operation: Access Denied',
    ['line 1: this message names neither who called nor what. Give the event of CloudTrail'],
  ],
  [
    'a message that is encoded',
    'An error occurred (UnauthorizedOperation) when calling the CreateSnapshot operation: You are not authorized to perform this operation. Encoded authorization failure message: abc',
    [
      'line 1: this message says nothing but what is encoded in it. Give what aws sts decode-authorization-message prints of it, or the event of CloudTrail',
    ],
  ],
])('%s is said to be unread', (_what, given, unread) => {
  expect(read(given).unread).toEqual(unread);
});

test('of an event that is broken the message is read, and it is said', () => {
  const { calls, unread } = read(JSON.stringify({ Events: [{ CloudTrailEvent: text.slice(0, -5) }] }));
  expect(calls).toHaveLength(1);
  expect(unread).toEqual([expect.stringMatching(/^Events\[0\]\.CloudTrailEvent: read by its message alone, since /)]);
});

test('what is wrapped without end is not followed', () => {
  const { calls, unread } = read(`${'{"detail":'.repeat(50)}${text}${'}'.repeat(50)}`);
  expect({ calls, unread }).toEqual({ calls: [], unread: [expect.stringMatching(/wrapped more than 8 times/)] });
});

const REVOKED = { ...event(T, 'ec2', 'AttachVolume', 'Volume vol-1 cannot be attached.'), errorCode: 'Client.CustomerKeyHasBeenRevoked' };

test.each<[string, JsonObject, RegExp]>([
  [
    'a key that was taken away',
    REVOKED,
    /^AttachVolume of 2026-05-18T06:16:58Z failed with Client\.CustomerKeyHasBeenRevoked\. A key may have refused/,
  ],
  [
    'a key that is not accessible',
    { ...REVOKED, eventName: 'CopySnapshot', errorCode: 'Client.InvalidKmsKey.InvalidState' },
    /look for the event of kms\.amazonaws\.com of the same minute/,
  ],
  [
    'a refusal of EBS for want of a key',
    event(T, 'ebs', 'ListSnapshotBlocks', 'The caller is not authorized to access the KMS key'),
    /was refused for want of a KMS key/,
  ],
  [
    'a key that is not there',
    { ...event(T, 'kms', 'DescribeKey', `Key '${KEY}' does not exist`), errorCode: 'NotFoundException' },
    /KMS finds no such key/,
  ],
  [
    'a notice of EBS',
    { 'detail-type': 'EBS Volume Notification', detail: { event: 'createVolume', result: 'failed', cause: 'x' } },
    /^EBS Volume Notification: createVolume failed/,
  ],
  [
    'a copy of a shared snapshot',
    { eventName: 'SharedSnapshotCopyInitiated', eventSource: 'ec2.amazonaws.com', eventTime: 'now' },
    /another account began to use a shared snapshot/,
  ],
])('%s tells of a refusal of KMS elsewhere', (_what, given, says) => {
  const { calls, others, indirect } = read(JSON.stringify(given));
  expect({ calls, others, indirect }).toEqual({ calls: [], others: 1, indirect: [expect.stringMatching(says)] });
});

test.each<[code: string, isRefused: boolean]>([
  ['AccessDenied', true],
  ['AccessDeniedException', true],
  ['Client.UnauthorizedOperation', true],
  ['UnauthorizedException', true],
  ['KMSAccessDeniedException', true],
  ['NotAuthorized', true],
  ['Forbidden', true],
  ['ThrottlingException', false],
  ['ExpiredToken', false],
  ['Client.InvalidSnapshot.NotFound', false],
  ['', false],
])('an event with errorCode %j is refused: %j', (errorCode, isRefused) => {
  expect(read(JSON.stringify({ ...EVENT, errorCode })).calls.length).toBe(isRefused ? 1 : 0);
});
