import { diagnoseCall, type CallDiagnosis } from '../../src/diagnose/diagnose-call';
import { diagnose } from '../../src/diagnose/diagnosis';
import { refuserInWords } from '../../src/diagnose/other-policies';
import { importOf, type ImportOptions } from '../../src/doctor/subject/options';
import type { JsonObject } from '../../src/policy/policy-json';
import { textIn } from '../../src/proof/plan/json-access';
import { ROLES, type DiagnosisCase } from '../cases/diagnose/case';
import { KEY_CASES } from '../cases/diagnose/keys';
import { EC2_CASES, SERVICE_CASES, STRANGER_CASES, TRUST_CASES } from '../cases/diagnose/other-calls';
import { event as eventOf, FRONTEND, KEY, noIdentity, onlyCall, P, said, T } from './cloudtrail';
import { madeUp } from './made-up';
import { changesInWords, pathsInWords } from './summary';

const CASES: readonly DiagnosisCase[] = [...KEY_CASES, ...EC2_CASES, ...TRUST_CASES, ...SERVICE_CASES, ...STRANGER_CASES];

function diagnosed(event: JsonObject, options: ImportOptions = {}): CallDiagnosis {
  const call = onlyCall(event);
  const found = diagnose([call], importOf(options));
  expect(madeUp(found, [event, options])).toEqual([]);
  return diagnoseCall(call, importOf(options));
}

/** Sentences that begin as expected stand for themselves. */
const beginnings = (sentences: readonly string[], expected: readonly string[]): readonly string[] =>
  sentences.map((sentence, index) => (sentence.startsWith(expected[index] ?? '\n') ? (expected[index] ?? '') : sentence));

test.each(CASES.map((one) => [one.what, one] as const))(
  '%s',
  (_what, { event, options, side, paths = '', changes = [], notes = [], cautions = [] }) => {
    const found = diagnosed(event, options);
    const given = found.changes.flatMap((change) => [change.onlyIf ?? [], change.cautions].flat());
    expect({
      side: found.taken?.side,
      paths: pathsInWords(found),
      changes: changesInWords(found),
      notes: beginnings(found.notes, notes),
      cautions: beginnings(given, cautions),
    }).toEqual({ side, paths, changes, notes, cautions });
  },
);

const MIRRORS = CASES.flatMap(({ what, event, options, mirror }) =>
  mirror === undefined ? [] : [{ event, options, ...mirror, what: `${what}: ${mirror.what}` }],
);

test.each(MIRRORS.map((one) => [one.what, one] as const))('nothing is added for the mirror of: %s', (_what, { event, options, says }) => {
  const found = diagnosed(event, options);
  expect(changesInWords(found)).toEqual([]);
  expect(found.notes.join('\n')).toMatch(says);
});

test('every case that gets a statement has a mirror that gets none', () => {
  expect(CASES.filter(({ changes = [], mirror }) => changes.length > 0 && mirror === undefined).map(({ what }) => what)).toEqual([]);
  expect(CASES.length + MIRRORS.length).toBeGreaterThan(150);
});

const REFUSALS: readonly (readonly [because: string, says: RegExp])[] = [
  ['with an explicit deny in a service control policy', /A Deny refuses it, in a service control policy/],
  ['with an explicit deny in a resource control policy', /A Deny refuses it, in a resource control policy/],
  [
    'with an explicit deny in an identity-based policy: arn:aws:iam::444455556666:policy/Quarantine',
    /in a policy of the role \(arn:aws:iam::444455556666:policy\/Quarantine\)/,
  ],
  ['with an explicit deny in a permissions boundary', /A Deny refuses it, in the role's permissions boundary/],
  ['with an explicit deny in a session policy', /A Deny refuses it, in the policy that the session was made with/],
  ['with an explicit deny in a VPC endpoint policy', /A Deny refuses it, in the policy of a VPC endpoint/],
  ['with an explicit deny', /A Deny refuses it, in a policy that AWS does not name/],
  [
    'because no service control policy allows the ACTION action',
    /service control policy of the role's account does not allow it\. Ask those who run the organisation/,
  ],
  ['because no resource control policy allows the ACTION action', /resource control policy of the resource's account does not allow it/],
  ['because no permissions boundary allows the ACTION action', /The role's permissions boundary does not allow it/],
  ['because no session policy allows the ACTION action', /The policy that the session was made with does not allow it/],
  ['because no VPC endpoint policy allows the ACTION action', /The policy of a VPC endpoint does not allow it/],
];

/** What AWS says behind a call, in place of what it said. */
const refusedAs = (event: JsonObject, because: string): JsonObject => ({
  ...event,
  errorMessage: textIn(event, 'errorMessage')
    .replace(/ Encoded authorization failure message.*$/, '')
    .replace(/\.$/, '')
    .replace(/( (because|with an) [^"]*)?$/, ` ${because}`),
});

test.each(REFUSALS)('what is refused %s gets no statement, whatever it is', (because, says) => {
  const wrong = CASES.filter(
    ({ changes = [], event }) => changes.length > 0 && textIn(event, 'errorMessage').includes(' to perform: '),
  ).flatMap(({ what, event, options }) => {
    const action = / to perform: (\S+)/.exec(textIn(event, 'errorMessage'))?.[1] ?? '';
    const found = diagnosed(refusedAs(event, because.replace('ACTION', action)), options);
    return found.changes.length === 0 && says.test(found.notes.join('\n')) ? [] : [`${what}: ${found.notes.join(' / ')}`];
  });
  expect(wrong).toEqual([]);
});

test('a role of ours by its name only is said to be that, and how it may be another', () => {
  const named = diagnosed(KEY_CASES[6]?.event ?? {}, {});
  expect(named.taken).toEqual({
    side: 'target',
    why: 'by its name alone: give --platform-role if it is the platform role, which makes such calls too',
  });
  expect(diagnosed(KEY_CASES[6]?.event ?? {}, KEY_CASES[6]?.options).taken).toEqual({ side: 'target', why: '--target-role names it' });
});

test('a grant of EC2 has nothing to do with buckets', () => {
  const message = said(P, 'kms:CreateGrant', KEY, noIdentity('kms:CreateGrant'));
  const grant = { requestParameters: { keyId: KEY, granteePrincipal: 'x', operations: ['Encrypt'] } };
  const { notes } = diagnosed(eventOf(P, 'kms', 'CreateGrant', message, grant, FRONTEND), ROLES);
  expect(notes.join('\n')).toMatch(/closest is KmsCreateGrant/);
  expect(notes.join('\n')).not.toMatch(/bucket/);
});

test.each<[because: string, words: string]>([
  [noIdentity('kms:Decrypt'), "the caller's own policies, none of which allows it"],
  ['because no permissions boundary allows the kms:Decrypt action', "the caller's permissions boundary, which does not allow it"],
])('of a user no role is told: %s', (because, words) => {
  const [user, message] = [
    'arn:aws:iam::444455556666:user/alice',
    `is not authorized to perform: kms:Decrypt on resource: ${KEY} ${because}`,
  ];
  const call = {
    ...eventOf(T, 'kms', 'Decrypt', `User: ${user} ${message}`),
    userIdentity: { type: 'IAMUser', arn: user, accountId: '444455556666', userName: 'alice' },
  };
  expect(refuserInWords(onlyCall(call))).toBe(words);
});
