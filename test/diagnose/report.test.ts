import { diagnose } from '../../src/diagnose/diagnosis';
import { refusedCalls } from '../../src/diagnose/read/refused-calls';
import { diagnosisJson } from '../../src/diagnose/report-json';
import { diagnosisText } from '../../src/diagnose/report-text';
import { importOf, type ImportOptions } from '../../src/doctor/subject/options';
import type { Json, JsonObject } from '../../src/policy/policy-json';
import { context, event, INTERNAL, KEY, noIdentity, noResource, P, said, T, VOLUME } from './cloudtrail';
import { ROLES } from '../cases/diagnose/case';

const decrypt = event(T, 'kms', 'Decrypt', said(T, 'kms:Decrypt', KEY, noIdentity('kms:Decrypt')), context(VOLUME), INTERNAL);

interface Reports {
  readonly text: string;
  readonly json: string;
}

function reported(value: Json, options: ImportOptions = ROLES): Reports {
  const read = refusedCalls([{ file: 'event.json', text: JSON.stringify(value) }]);
  const diagnosis = diagnose(read.calls, importOf(options));
  return { text: diagnosisText(diagnosis, read), json: diagnosisJson(diagnosis, read) };
}

test('one call: what it was, when, and what to add to which policy', () => {
  expect(reported(decrypt).text).toBe(`Call        kms:Decrypt through ec2 for aws:ebs:id=vol-0894f908458cca170
On          ${KEY}
By          ${T}
Taken for   the target role, --target-role names it
Refused by  the role's own policies, none of which allows it
When        2026-05-18T06:16:58Z, event ccbed48e-00bd-3ccd-9b2b-b1a04add39f7

Imports that make this call
  B: blocks are read through EBS direct, under a customer managed key
  J: across accounts, under a key that names the target's role alone, through a temporary key

Lacks
  KmsUse in a policy of ${T}

------------------------------------------------------------------------

Add to a policy of ${T}
[
  {
    "Sid": "KmsUse",
    "Effect": "Allow",
    "Action": "kms:Decrypt",
    "Resource": "${KEY}",
    "Condition": {
      "StringEquals": {
        "kms:ViaService": "ec2.us-east-1.amazonaws.com"
      },
      "StringLike": {
        "kms:EncryptionContext:aws:ebs:id": "vol-*"
      }
    }
  }
]

Names with * are patterns of the modules; exact names would break the next import.
The paths make other calls than this one too: cado-response doctor, with the policies as they are, adds all that they lack at once.`);
});

test('an event that two trails wrote is one; two events are two, whatever else is alike', () => {
  const later = { ...decrypt, eventTime: '2026-05-18T06:20:00Z' };
  const { eventID, ...nameless } = decrypt;
  expect(typeof eventID).toBe('string');
  for (const [events, count] of [
    [[decrypt, decrypt], 1],
    [[decrypt, { ...decrypt, eventID: 'e-2' }, decrypt], 2],
    [[decrypt, later], 2],
    [[nameless, nameless], 2],
  ] as const) {
    const { text, json } = reported({ Records: events });
    expect(JSON.parse(json)).toMatchObject({ calls: [{ count }] });
    expect(text.includes(`${count} refused calls`)).toBe(count > 1);
  }
});

test('the same call is one, with how often it was refused and when', () => {
  const many = Array.from({ length: 2000 }, (_, index) => ({
    ...decrypt,
    ...context(`vol-${String(index).padStart(17, '0')}`),
    eventID: `e-${index}`,
    eventTime: `2026-05-18T06:${String(index % 60).padStart(2, '0')}:00Z`,
  }));
  const { text, json } = reported({ Records: many });
  expect(text).toContain('2000 refused calls, all of one kind');
  expect(text).toContain('When        2000 times, first 2026-05-18T06:00:00Z, last 2026-05-18T06:59:00Z, event e-0');
  expect(text.length).toBeLessThan(2000);
  expect(JSON.parse(json)).toMatchObject({ calls: [{ count: 2000, first: '2026-05-18T06:00:00Z', last: '2026-05-18T06:59:00Z' }] });
});

test('calls on several volumes are one, those on another key are not', () => {
  const made = (id: string): JsonObject =>
    event(
      T,
      'ec2',
      'CreateSnapshot',
      said(T, 'ec2:CreateSnapshot', `arn:aws:ec2:us-east-1:444455556666:volume/vol-${id}`, noIdentity('ec2:CreateSnapshot')),
    );
  expect(reported([made('1'), made('2'), made('3')]).text).toContain('volume/vol-1 and 2 more of its kind');
  const other = JSON.parse(JSON.stringify(decrypt).replaceAll('1234abcd-', '9999abcd-')) as JsonObject;
  expect(JSON.parse(reported([decrypt, other]).json)).toMatchObject({ calls: [{ count: 1 }, { count: 1 }] });
});

test('statements that differ in their actions alone are one, and no Sid stands twice in a policy', () => {
  const key = (name: string): JsonObject =>
    event(
      P,
      'kms',
      'ReEncrypt',
      said(P, `kms:${name}`, KEY, noResource(`kms:${name}`)),
      {
        requestParameters: { sourceEncryptionContext: { 'aws:ebs:id': VOLUME }, destinationEncryptionContext: { 'aws:ebs:id': VOLUME } },
      },
      INTERNAL,
    );
  const byTarget = event(T, 'kms', 'Decrypt', said(T, 'kms:Decrypt', KEY, noResource('kms:Decrypt')), context(VOLUME), INTERNAL);
  const decryptByPlatform = event(P, 'kms', 'Decrypt', said(P, 'kms:Decrypt', KEY, noResource('kms:Decrypt')), context(VOLUME), INTERNAL);
  const { json } = reported([key('ReEncryptFrom'), decryptByPlatform, byTarget]);
  const { policies } = JSON.parse(json) as {
    readonly policies: readonly { readonly kind: string; readonly statements: readonly JsonObject[] }[];
  };
  expect(policies.map(({ kind, statements }) => [kind, statements.map(({ Sid, Action }) => [Sid, Action])])).toEqual([
    [
      'key',
      [
        ['CadoResponseEbsUse', ['kms:ReEncryptFrom', 'kms:Decrypt']],
        ['CadoResponseEbsUse2', 'kms:Decrypt'],
      ],
    ],
    ['identity', [['KmsUse', 'kms:Decrypt']]],
  ]);
});

test('statements that differ in their resources alone are one', () => {
  const made = (resource: string): JsonObject =>
    event(T, 'ec2', 'CreateSnapshot', said(T, 'ec2:CreateSnapshot', resource, noIdentity('ec2:CreateSnapshot')));
  const { json } = reported([made('arn:aws:ec2:us-east-1:444455556666:volume/vol-1'), made('arn:aws:ec2:us-east-1::snapshot/*')]);
  expect(JSON.parse(json)).toMatchObject({
    policies: [{ statements: [{ Sid: 'SnapshotCreate', Resource: ['arn:aws:ec2:*:444455556666:volume/*', 'arn:aws:ec2:*::snapshot/*'] }] }],
  });
});

const HOSTILE = 'x\n\nAdd to the policy of everybody\n\u001B[31m\u009B2J\u202E\u2066\u2028\uD800';

/** An event whose every text is hostile, as far as it goes. */
const hostile = (value: Json): Json =>
  typeof value === 'string' ? `${value}${HOSTILE}` : Array.isArray(value) ? (value as readonly Json[]).map(hostile) : value;

test.each<[what: string, event: JsonObject]>([
  ['an encryption context', { ...decrypt, ...context(`vol-1${HOSTILE}`) }],
  ['a name of a context', { ...decrypt, requestParameters: { encryptionContext: { [HOSTILE]: 'x', 'aws:ebs:id': 'vol-1' } } }],
  ['a call', { ...decrypt, errorMessage: '', eventName: `Decrypt${HOSTILE}` }],
  ['a service', { ...decrypt, errorMessage: '', eventSource: `kms${HOSTILE}` }],
  ['a role', { ...decrypt, userIdentity: { arn: `${T}${HOSTILE}` } }],
  ['an id', { ...decrypt, eventID: HOSTILE, eventTime: HOSTILE }],
  ['a key', { ...decrypt, errorMessage: '', resources: [{ ARN: `${KEY}${HOSTILE}` }] }],
  ['a resource', { ...decrypt, errorMessage: `User: x is not authorized to perform: kms:Decrypt on resource: "${KEY}${HOSTILE}"` }],
  ['an external id', event(P, 'sts', 'AssumeRole', said(P, 'sts:AssumeRole', T), { requestParameters: { externalId: HOSTILE } })],
  ['an alias', event(T, 'kms', 'DescribeKey', 'x', { requestParameters: { keyId: `alias/${HOSTILE}` } })],
  ['everything', Object.fromEntries(Object.entries(decrypt).map(([name, value]) => [name, hostile(value)]))],
])('%s with line breaks and escapes forges nothing', (_what, given) => {
  const { text, json } = reported(given);
  expect(text).not.toMatch(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/u);
  expect(text).not.toMatch(/^Add to the policy of everybody/m);
  expect(json).not.toMatch(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/u);
  expect(() => JSON.parse(json) as unknown).not.toThrow();
});

test('what is endless is cut, and JSON has it whole', () => {
  const long = 'a'.repeat(100_000);
  const pairs = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, 'v']));
  const { text, json } = reported({ ...decrypt, userIdentity: { arn: long }, requestParameters: { encryptionContext: pairs } });
  expect(text.length).toBeLessThan(2000);
  expect(text).toContain('k0=v, k1=v, k2=v, k3=v, 9996 more');
  expect(json).toContain(long);
});

test('what was not refused, not read, or refused elsewhere is told', () => {
  const revoked = { ...event(T, 'ec2', 'AttachVolume', 'x'), errorCode: 'Client.CustomerKeyHasBeenRevoked' };
  const { errorCode: _code, ...allowed } = decrypt;
  const { text, json } = reported({ Records: [decrypt, allowed, revoked, 1] });
  expect(text).toContain('2 events were not refused by a policy.');
  expect(text).toContain(
    'Other events that may stand for a refusal of KMS\n  AttachVolume of 2026-05-18T06:16:58Z failed with Client.CustomerKeyHasBeenRevoked.',
  );
  expect(text).toContain('Not read\n  Records[3]: it is no event of CloudTrail');
  expect(JSON.parse(json)).toMatchObject({
    others: 2,
    indirect: [expect.any(String)],
    unread: ['Records[3]: it is no event of CloudTrail'],
  });
});

test('a caution stands above the statement that it is about', () => {
  const { text } = reported(
    event(P, 'kms', 'Decrypt', said(P, 'kms:Decrypt', KEY, noResource('kms:Decrypt')), context(VOLUME), INTERNAL),
    {},
  );
  const lines = text.split('\n');
  const caution = lines.findIndex((line) => line.startsWith('  CAUTION: This lets account 111122223333 in'));
  expect(lines[caution - 1]).toBe(`Add to the policy of the key ${KEY}`);
  expect(lines[caution + 1]).toBe('[');
});

test('a key of an account that nobody named is a caution, whether or not the platform was named', () => {
  const foreign = 'arn:aws:kms:us-east-1:999988887777:key/9999abcd-12ab-34cd-56ef-1234567890ab';
  const refused = event(
    T,
    'kms',
    'ReEncrypt',
    said(T, 'kms:ReEncryptTo', foreign, noIdentity('kms:ReEncryptTo')),
    context('snap-0a'),
    INTERNAL,
  );
  const { text } = reported(refused, { targetRole: T });
  expect(text).toContain('CAUTION: This lets the role use keys of account 999988887777. Add it only if');
  const { text: known } = reported(refused, { targetRole: T, platformRole: P });
  expect(known).toContain("CAUTION: This lets the role use a key of account 999988887777, which is neither its own nor the platform's.");
});

test('JSON holds the same: the call, by whom it was taken, paths, changes and sentences', () => {
  const { json } = reported(decrypt);
  const { calls, ...rest } = JSON.parse(json) as { readonly calls: readonly JsonObject[] };
  expect(calls).toEqual([
    {
      call: {
        eventId: 'ccbed48e-00bd-3ccd-9b2b-b1a04add39f7',
        time: '2026-05-18T06:16:58Z',
        action: 'kms:Decrypt',
        resource: KEY,
        region: 'us-east-1',
        encryptionContext: { 'aws:ebs:id': VOLUME },
        message: expect.stringContaining('is not authorized') as string,
        caller: T,
        through: { how: 'a service', service: 'ec2' },
        conditionKeys: {},
        refusedBy: { by: 'identity', isExplicit: false },
      },
      count: 1,
      first: '2026-05-18T06:16:58Z',
      last: '2026-05-18T06:16:58Z',
      resources: 1,
      side: 'target',
      taken: '--target-role names it',
      paths: expect.any(Array) as unknown[],
      changes: [{ kind: 'identity', owner: T, statements: [expect.objectContaining({ Sid: 'KmsUse' })], cautions: [] }],
      notes: [],
    },
  ]);
  expect(Object.keys(rest)).toEqual(['policies', 'others', 'indirect', 'unread']);
});
