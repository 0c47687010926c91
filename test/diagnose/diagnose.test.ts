import { deniedCalls, type DeniedCall } from '../../src/diagnose/denied-call';
import { diagnoseCall } from '../../src/diagnose/diagnose-call';
import { diagnosisText } from '../../src/diagnose/report';
import { importOf } from '../../src/doctor/options';
import type { JsonObject } from '../../src/policy/policy-json';

const P = 'arn:aws:iam::111122223333:role/CadoResponseRole';
const T = 'arn:aws:iam::444455556666:role/forensics/CadoResponseRole';
const KEY = 'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const TEMPORARY = 'arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab';

/** An event as CloudTrail writes it. */
function event(role: string, source: string, name: string, message: string, more: JsonObject = {}): JsonObject {
  const [, , , , account = '', path = ''] = role.split(':');
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${account}:assumed-role/${path.slice(path.lastIndexOf('/') + 1)}/import`,
      sessionContext: { sessionIssuer: { type: 'Role', arn: role } },
    },
    eventSource: `${source}.amazonaws.com`,
    eventName: name,
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.7',
    errorCode: source === 'ec2' ? 'Client.UnauthorizedOperation' : 'AccessDenied',
    errorMessage: message,
    eventID: 'e-1',
    ...more,
  };
}

const said = (role: string, action: string, resource: string, because: string): string =>
  `User: ${role} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
const byEbs: JsonObject = {
  sourceIPAddress: 'AWS Internal',
  requestParameters: { encryptionContext: { 'aws:ebs:id': 'vol-0f1e2d3c4b5a69788' } },
};

interface Case {
  readonly what: string;
  readonly event: JsonObject;
  readonly side: 'platform' | 'target';
  /** Letters of paths. */
  readonly paths: string;
  /** Policies that change, with Sids and actions. */
  readonly changes: readonly string[];
  readonly hint?: RegExp;
}

const CASES: readonly Case[] = [
  {
    what: 'the platform copies a shared snapshot, and the key does not name it',
    event: event(
      P,
      'kms',
      'ReEncrypt',
      said(P, 'kms:ReEncryptFrom', KEY, 'because no resource-based policy allows the kms:ReEncryptFrom action'),
      byEbs,
    ),
    side: 'platform',
    paths: 'F H K',
    changes: [`the policy of ${KEY}: CadoResponseEbsUse kms:ReEncryptFrom`],
  },
  {
    what: 'the target role reads blocks, and its policies have no KMS',
    event: event(T, 'kms', 'Decrypt', said(T, 'kms:Decrypt', KEY, 'because no identity-based policy allows the kms:Decrypt action'), byEbs),
    side: 'target',
    paths: 'B J',
    changes: [`policies of ${T}: KmsUse kms:Decrypt`],
  },
  {
    what: 'the platform asks for the type of a key of another account, and nothing says who refused',
    event: event(P, 'kms', 'DescribeKey', said(P, 'kms:DescribeKey', KEY, '')),
    side: 'platform',
    paths: 'F H K',
    changes: [`policies of ${P}: KmsDescribe kms:DescribeKey`, `the policy of ${KEY}: CadoResponseDescribeKey kms:DescribeKey`],
    hint: /AWS does not say which policy/,
  },
  {
    what: "the target role uses the platform's temporary key",
    event: event(
      T,
      'kms',
      'GenerateDataKeyWithoutPlaintext',
      said(T, 'kms:GenerateDataKeyWithoutPlaintext', TEMPORARY, 'because no identity-based policy allows the action'),
      byEbs,
    ),
    side: 'target',
    paths: 'G J',
    changes: [`policies of ${T}: TempKeyUse kms:GenerateDataKeyWithoutPlaintext`],
  },
  {
    what: 'a volume is attached without CreateGrant',
    event: event(
      P,
      'kms',
      'CreateGrant',
      said(P, 'kms:CreateGrant', KEY, 'because no resource-based policy allows the kms:CreateGrant action'),
      { ...byEbs, userIdentity: { type: 'AssumedRole', sessionContext: { sessionIssuer: { arn: P } }, invokedBy: 'ec2.amazonaws.com' } },
    ),
    side: 'platform',
    paths: 'F H K',
    changes: [`the policy of ${KEY}: CadoResponseEbsCreateGrant kms:CreateGrant`],
  },
  {
    what: 'objects of S3 under a key',
    event: event(T, 'kms', 'Decrypt', said(T, 'kms:Decrypt', KEY, 'because no identity-based policy allows the kms:Decrypt action'), {
      sourceIPAddress: 'AWS Internal',
      requestParameters: { encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::evidence' } },
    }),
    side: 'target',
    paths: 'I',
    changes: [`policies of ${T}: KmsS3Decrypt kms:Decrypt`],
  },
  {
    what: 'a snapshot is made',
    event: event(
      T,
      'ec2',
      'CreateSnapshot',
      `You are not authorized to perform this operation. ${said(T, 'ec2:CreateSnapshot', 'arn:aws:ec2:us-east-1:444455556666:volume/vol-1', 'because no identity-based policy allows the ec2:CreateSnapshot action. Encoded authorization failure message: AbC')}`,
    ),
    side: 'target',
    paths: 'A B C F G J',
    changes: [`policies of ${T}: SnapshotCreate ec2:CreateSnapshot`],
  },
  {
    what: 'the platform assumes a role that does not trust it; AWS never says which side refused',
    event: event(P, 'sts', 'AssumeRole', said(P, 'sts:AssumeRole', T, '')),
    side: 'platform',
    paths: 'B C F G J',
    changes: [`policies of ${P}: AssumeTargets sts:AssumeRole`, `the trust policy of ${T}: AssumeRole sts:AssumeRole`],
    hint: /AWS does not say which policy/,
  },
  {
    what: 'a Deny of the key',
    event: event(P, 'kms', 'Decrypt', said(P, 'kms:Decrypt', KEY, 'with an explicit deny in a resource-based policy'), byEbs),
    side: 'platform',
    paths: 'F H K',
    changes: [],
    hint: /A Deny refuses it/,
  },
  {
    what: 'a service control policy',
    event: event(
      T,
      'kms',
      'Decrypt',
      said(T, 'kms:Decrypt', KEY, 'because no service control policy allows the kms:Decrypt action'),
      byEbs,
    ),
    side: 'target',
    paths: 'B J',
    changes: [],
    hint: /A service control policy/,
  },
  {
    what: 'a permissions boundary',
    event: event(T, 'kms', 'Decrypt', said(T, 'kms:Decrypt', KEY, 'because no permissions boundary allows the kms:Decrypt action'), byEbs),
    side: 'target',
    paths: 'B J',
    changes: [],
    hint: /permissions boundary refuses it/,
  },
  {
    what: 'Decrypt by a direct call, which no import makes',
    event: event(T, 'kms', 'Decrypt', said(T, 'kms:Decrypt', KEY, 'because no identity-based policy allows the kms:Decrypt action')),
    side: 'target',
    paths: '',
    changes: [],
    hint: /as with stolen credentials\. Add nothing/,
  },
  {
    what: 'an action that is none of an import',
    event: event(
      T,
      'iam',
      'CreateUser',
      said(T, 'iam:CreateUser', 'arn:aws:iam::444455556666:user/x', 'because no identity-based policy allows the iam:CreateUser action'),
    ),
    side: 'target',
    paths: '',
    changes: [],
    hint: /No import makes this call\. Add nothing/,
  },
  {
    what: 'a user',
    event: {
      ...event(T, 'kms', 'Decrypt', 'not authorized'),
      userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::444455556666:user/alice' },
      resources: [{ ARN: KEY }],
    },
    side: 'target',
    paths: '',
    changes: [],
    hint: /No role made this call/,
  },
];

function only(value: unknown): DeniedCall {
  const read = deniedCalls(JSON.stringify(value));
  if (read.problem !== undefined) throw new Error(read.problem);
  const [call] = read.calls;
  if (call === undefined || read.calls.length > 1) throw new Error(`${read.calls.length} calls`);
  return call;
}

test.each(CASES.map((one) => [one.what, one] as const))('%s', (_what, { event: given, side, paths, changes, hint }) => {
  const diagnosis = diagnoseCall(only(given), importOf({}));
  if (diagnosis === undefined) throw new Error('no diagnosis');
  const letters = [...new Set(diagnosis.paths.filter((title) => /^[A-K]:/.test(title)).map((title) => title[0] ?? ''))]
    .toSorted()
    .join(' ');
  const lines = diagnosis.changes.map(
    ({ policy, statements }) =>
      `${policy}: ${statements
        .map((statement) => {
          const { Sid, Action } = statement as { Sid: string; Action: string | string[] };
          return `${Sid} ${[Action].flat().join(' ')}`;
        })
        .join(', ')}`,
  );
  expect({ side: diagnosis.side, paths: letters, changes: lines }).toEqual({ side, paths, changes });
  if (hint === undefined) expect(diagnosis.hint).toBeUndefined();
  else expect(diagnosis.hint).toMatch(hint);
  expect(diagnosisText(diagnosis)).toContain(diagnosis.denied.action);
});

const [{ event: first } = { event: {} }] = CASES;

test.each<[name: string, wrapped: unknown]>([
  ['by itself', first],
  ['in a log file', { Records: [first] }],
  ['as lookup-events prints it', { Events: [{ EventId: 'x', CloudTrailEvent: JSON.stringify(first) }] }],
  ['as EventBridge sends it', { 'detail-type': 'AWS API Call via CloudTrail', detail: first }],
  ['in a list', [first]],
  ['as a text', JSON.stringify(first)],
])('an event is read %s', (_name, wrapped) => {
  expect(only(wrapped)).toEqual(only(first));
});

test('events that were not refused are counted, and no event is said so', () => {
  const { errorCode: _code, ...allowed } = first as JsonObject & { errorCode?: string };
  expect(deniedCalls(JSON.stringify({ Records: [allowed, first, allowed] }))).toMatchObject({ others: 2 });
  expect(deniedCalls('{}').problem).toContain('there is no event of CloudTrail');
  expect(deniedCalls('oh').problem).toContain('no JSON');
});

test('a role without an issuer is told by its session, and who is named is who it is', () => {
  const session = { ...(first as JsonObject), userIdentity: { arn: 'arn:aws:sts::111122223333:assumed-role/CadoResponseRole/import' } };
  expect(only(session).principal).toBe(P);
  expect(diagnoseCall(only(session), importOf({ targetRole: P }))?.side).toBe('target');
});
