import { diagnoseCall, type CallDiagnosis } from '../../../src/diagnose/diagnose-call';
import type { DeniedCall } from '../../../src/diagnose/denied-call';
import { tellsOf } from '../../../src/diagnose/read/told-fields';
import { importOf } from '../../../src/doctor/subject/options';
import type { Json, JsonObject } from '../../../src/policy/policy-json';
import { ROLES } from '../../cases/diagnose/case';
import { answerOf, event, EVIL, fieldsOf, INTERNAL, KEY, noResource, onlyCall, P, readJsonDocument, said, session, T } from '../cloudtrail';
import { changesInWords, pathsInWords } from '../summary';

const MESSAGE = said(P, 'kms:ReEncryptFrom', KEY, noResource('kms:ReEncryptFrom'));
const LEAST: JsonObject = { eventName: 'ReEncrypt', eventSource: 'kms.amazonaws.com', errorMessage: MESSAGE };
const row = (fields: JsonObject): readonly (readonly [string, Json])[] => Object.entries(fields);
const answered = (...rows: readonly JsonObject[]): readonly DeniedCall[] => readJsonDocument(answerOf(rows.map(row))).calls;
const only = (...rows: readonly JsonObject[]): DeniedCall => {
  const [call] = answered(...rows);
  if (call === undefined) throw new Error('no call');
  return call;
};
const found = (call: DeniedCall): CallDiagnosis => diagnoseCall(call, importOf(ROLES));

const EBS_USE =
  'key KEY: CadoResponseEbsUse kms:ReEncryptFrom for arn:aws:iam::111122223333:root if kms:ViaService=ec2.us-east-1.amazonaws.com aws:ebs:id=vol-*|snap-*';

test.each<[what: string, given: Json]>([
  ['the least that this command asks for', answerOf([row(LEAST)])],
  [
    'seven of the usual fields',
    answerOf([
      row({
        ...LEAST,
        eventTime: '2026-11-20T02:14:07Z',
        errorCode: 'AccessDenied',
        awsRegion: 'us-east-1',
        'userIdentity.arn': session(P),
      }),
    ]),
  ],
  ['the same as Logs Insights exports it', [LEAST]],
  ['one event of such fields', LEAST],
  ['a row by itself', row(LEAST).map(([field, value]) => ({ field, value }))],
])('%s gives what the message alone gives', (_what, given) => {
  const { paths, changes, notes } = found(onlyCall(given));
  const [byMessage] = readJsonDocument(MESSAGE).calls;
  expect(byMessage).toBeDefined();
  expect({ paths, changes, notes }).toEqual(
    (({ paths: p, changes: c, notes: n }) => ({ paths: p, changes: c, notes: n }))(found(byMessage as DeniedCall)),
  );
  expect({ paths: pathsInWords({ paths } as CallDiagnosis), changes: changesInWords({ changes } as CallDiagnosis) }).toEqual({
    paths: 'F H K',
    changes: [EBS_USE],
  });
  expect(notes.join('\n')).toMatch(/^The message does not tell through which service it came/);
});

test.each<[what: string, fields: JsonObject, through: object]>([
  ['a hidden service', { 'userIdentity.invokedBy': INTERNAL }, { how: 'a hidden service' }],
  ['a service', { 'userIdentity.invokedBy': 'ec2.amazonaws.com' }, { how: 'a service', service: 'ec2' }],
  ['a service by its address', { sourceIPAddress: 's3.amazonaws.com' }, { how: 'a service', service: 's3' }],
  ['an address', { sourceIPAddress: '203.0.113.7' }, { how: 'directly', address: '203.0.113.7' }],
  ['nobody', { 'userIdentity.invokedBy': '' }, { how: 'directly' }],
  ['other fields of the caller', { 'userIdentity.type': 'AssumedRole' }, { how: 'unknown' }],
])('fields tell through whom a call came: %s', (_what, fields, through) => {
  expect(only({ ...LEAST, ...fields }).through).toEqual(through);
});

test('a field that another row of the answer has is absent where a row lacks it, and then no import makes the call', () => {
  const [through, direct] = answered({ ...LEAST, 'userIdentity.invokedBy': INTERNAL }, LEAST);
  expect([through?.through, direct?.through]).toEqual([{ how: 'a hidden service' }, { how: 'directly' }]);
  expect(found(through as DeniedCall).changes).toHaveLength(1);
  const { changes, notes } = found(direct as DeniedCall);
  expect({ changes, notes }).toEqual({ changes: [], notes: ['No import makes this call. Add nothing; find out who made this call'] });
});

test('a whole event without a service behind it stays a direct call, also beside rows', () => {
  const whole = event(P, 'kms', 'ReEncrypt', MESSAGE, { sourceIPAddress: '' });
  expect(readJsonDocument([whole, LEAST]).calls.map(({ through }) => through.how)).toEqual(['directly', 'unknown']);
});

const ofSession = {
  ...LEAST,
  eventName: 'Decrypt',
  errorMessage: said(T, 'kms:Decrypt', KEY, noResource('kms:Decrypt')),
  sourceIPAddress: '203.0.113.7',
};

test('a direct call whose encryption context nobody asked for is told to be asked for, and gets nothing', () => {
  const { changes, notes } = found(only(ofSession));
  expect({ changes, notes }).toEqual({
    changes: [],
    notes: [expect.stringMatching(/^The role called KMS itself, and the fields .+Ask for @message/)],
  });
});

test('with the encryption context it is what that says: a session of Systems Manager, or no import', () => {
  const context = 'requestParameters.encryptionContext.aws:ssm:SessionId';
  expect(found(only({ ...ofSession, [context]: 's-1' })).notes.join()).toMatch(/only up to kms_tightening = "aws_resources"/);
  const { changes, notes } = found(only({ ...ofSession, [context]: '' }));
  expect(changes).toEqual([]);
  expect(notes.join()).toMatch(/^Imports do call kms:Decrypt, but never like this|as with stolen credentials/);
});

test('fields that do not tell the caller say what to ask for; one that was asked for and is another role gets nothing', () => {
  const bucket: JsonObject = { eventName: 'GetObject', eventSource: 's3.amazonaws.com', errorMessage: 'Access Denied' };
  expect(readJsonDocument(answerOf([row(bucket)]))).toMatchObject({
    calls: [],
    others: 0,
    unread: ['results[0]: its fields do not tell which role called: ask for userIdentity.arn too'],
  });
  expect(only({ ...bucket, 'userIdentity.arn': session(T) }).caller.roleArn).toBe(T);
  expect(found(only({ ...LEAST, 'userIdentity.arn': session(EVIL) })).changes).toEqual([]);
});

test('whether it was refused is told by the message where nobody asked for the code', () => {
  const encoded = 'You are not authorized to perform this operation. Encoded authorization failure message: x';
  const create: JsonObject = { eventName: 'CreateSnapshot', eventSource: 'ec2.amazonaws.com', 'userIdentity.arn': session(T) };
  expect(answered({ ...create, errorMessage: encoded })).toHaveLength(1);
  expect(answered({ ...create, errorMessage: 'Request limit exceeded.' })).toEqual([]);
  expect(answered({ ...create, errorMessage: encoded, errorCode: 'Throttling' })).toEqual([]);
});

test('the Region is that of the resource where nobody asked for it', () => {
  expect(only(LEAST).region).toBe('us-east-1');
  expect(only({ ...LEAST, awsRegion: 'eu-west-1' }).region).toBe('eu-west-1');
  expect(only({ ...LEAST, awsRegion: '' }).region).toBeUndefined();
});

const parameter = (path: string): string => `requestParameters.${path}`;
const sharing: JsonObject = {
  eventName: 'ModifySnapshotAttribute',
  eventSource: 'ec2.amazonaws.com',
  errorMessage: said(T, 'ec2:ModifySnapshotAttribute', 'arn:aws:ec2:us-east-1::snapshot/snap-1'),
  [parameter('createVolumePermission.add.items.0.userId')]: '111122223333',
};

test('condition keys are absent only where somebody asked for what tells them', () => {
  expect(only(sharing).known).toEqual({ 'ec2:Add/userId': '111122223333' });
  expect(only({ ...sharing, [parameter('createVolumePermission.add.items.0.group')]: '' }).known).toMatchObject({ 'ec2:Add/group': [] });
  const create = {
    eventName: 'CreateVolume',
    eventSource: 'ec2.amazonaws.com',
    errorMessage: said(P, 'ec2:CreateVolume', '*'),
    [parameter('size')]: '1',
  };
  expect(only(create).known).toEqual({});
  expect(only({ ...create, [parameter('tagSpecificationSet.items.0.tags.0.key')]: '' }).known).toEqual({ 'aws:RequestTag/Name': [] });
});

test('every field of an event tells as much as the event', () => {
  const whole = event(P, 'kms', 'ReEncrypt', MESSAGE, {}, INTERNAL);
  expect(only(Object.fromEntries(fieldsOf(whole)))).toEqual(onlyCall(whole));
});

test('a field tells of itself and of what it is in, and of nothing beside it', () => {
  const tells = tellsOf([
    { 'userIdentity.arn': 'x', resources: '[]' },
    { eventName: '', [`a${'.b'.repeat(100_000)}`]: 1 },
  ]);
  expect(['userIdentity.arn', 'userIdentity', 'eventName', 'a.b'].map(tells)).toEqual([true, true, true, true]);
  expect(['userIdentity.invokedBy', 'resources.0', 'user', 'eventNam', ''].map(tells)).toEqual([false, false, false, false, false]);
});

test('a field that is no text tells of all that is in it', () => {
  expect(tellsOf([{ requestParameters: null }])('requestParameters.encryptionContext')).toBe(true);
  expect(tellsOf([{ requestParameters: { x: 1 } }])('requestParameters.encryptionContext')).toBe(true);
});
