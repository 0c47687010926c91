import type { Subject } from '../../src/doctor/subject/subject';
import { likeness } from '../../src/explain/alike';
import { collectPage } from '../../src/explain/collect-page';
import { toldSubject } from '../../src/explain/page-subject';
import { renderPage } from '../../src/explain/render-page';
import { estate } from './estate';
import {
  FORENSICS,
  KEY,
  PLATFORM,
  platformRole,
  ROOT,
  statement,
  subjectsIn,
  targetRole,
  viewsOf,
  type Statement,
} from './import-documents';

const about = { version: '1.0.0' };
const likenessOf = (subject: Subject): string | undefined => likeness(toldSubject(subject).signed);

/** All that the page shows of a subject, in words. */
function shown(subjects: readonly Subject[]): readonly unknown[] {
  return viewsOf(collectPage(subjects, about)).map(({ text, policies, paths, attacks, scope, subject }) => {
    const { result: _result, scope: _scope, policies: _policies, ...names } = subject;
    const decisions = (all: (typeof paths)[number]['decisions']): readonly unknown[] =>
      all.map(({ row, call, reason, statements, ...rest }) => ({
        ...rest,
        row: text(row),
        call: text(call),
        reason: text(reason),
        statements: statements.map(([policy, index, element]) => [policies[policy], index, element !== undefined && text(element)]),
      }));
    return {
      names,
      scope,
      policies,
      paths: paths.map(({ letter, title, state, decisions: all }) => ({ letter, title: text(title), state, decisions: decisions(all) })),
      attacks: attacks.map(({ family, title, decisions: all }) => ({
        family: text(family),
        title: text(title),
        decisions: decisions(all),
      })),
    };
  });
}

const OTHER = ['555566667777', '666677778888', '777788889999'] as const;
const inAccount = (account: string, id: string, statements: readonly Statement[]): Subject => {
  const [subject] = subjectsIn({
    roles: [platformRole(), targetRole(undefined, `arn:aws:iam::${account}:role/CadoResponseRole`)],
    keys: {
      [`arn:aws:kms:us-east-1:${account}:key/${id}`]: JSON.parse(
        JSON.stringify(statements).replaceAll('444455556666', account),
      ) as readonly Statement[],
    },
  });
  if (subject === undefined) throw new Error('no subject');
  return subject;
};
const id = (digit: string): string => `${digit.repeat(8)}-0000-4000-8000-000000000000`;

test('subjects that differ in accounts and ids alone are decided once, and shown each with its own', () => {
  const subjects = OTHER.map((account, index) => inAccount(account, id(String(index)), [ROOT, FORENSICS]));
  const data = collectPage(subjects, about);
  expect(data.results).toHaveLength(1);
  const likenesses = new Set(subjects.map(likenessOf));
  expect(likenesses.size).toBe(1);
  expect(likenesses).not.toContain(undefined);
  expect(shown(subjects)).toEqual(subjects.flatMap((subject) => shown([subject])));
});

const conditioned = (Condition: Statement, Action = 'kms:*'): Statement =>
  statement('Tried', 'Deny', Action, { Principal: '*', Condition });

/** Statements by which IAM might tell subjects apart that look alike. */
const TELLING: readonly (readonly [string, Statement])[] = [
  ['a pattern for a part of an account', conditioned({ StringLike: { 'aws:PrincipalAccount': '55*' } })],
  ['a pattern that ends in a part of an account', conditioned({ StringLike: { 'aws:PrincipalAccount': '*7777' } })],
  [
    'a pattern with a part of an account within',
    conditioned({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::5555*:role/CadoResponseRole' } }),
  ],
  ['a pattern across the parts of an ARN', conditioned({ StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::55*role/CadoResponseRole' } })],
  [
    'a pattern for the start of an id',
    statement('Tried', 'Deny', 'kms:*', { Principal: '*', Resource: 'arn:aws:kms:us-east-1:*:key/0000*' }),
  ],
  ['a pattern of single characters', conditioned({ StringLike: { 'aws:PrincipalAccount': '5555?6667777' } })],
  ['an account that is compared by size', conditioned({ NumericLessThan: { 'aws:PrincipalAccount': '600000000000' } })],
  ['an account that only one is in', conditioned({ StringEquals: { 'aws:PrincipalAccount': '555566667777' } })],
  ['an account that only one is not in', conditioned({ StringNotEquals: { 'aws:PrincipalAccount': '555566667777' } })],
];

test.each(TELLING)('what tells subjects apart does so on the page too: %s', (_name, told) => {
  const subjects = OTHER.map((account, index) => inAccount(account, id(String(index)), [ROOT, FORENSICS, told]));
  const [one, ...others] = subjects.map((subject) => shown([subject]));
  expect(others).not.toContainEqual(one);
  expect(shown(subjects)).toEqual(subjects.flatMap((subject) => shown([subject])));
});

test('the names of roles and Regions are no accounts: who differs in them is decided anew', () => {
  const subjects = ['CadoResponseRole', 'DarktraceForensicsRole'].flatMap((name) =>
    subjectsIn({
      roles: [platformRole(), targetRole(undefined, `arn:aws:iam::444455556666:role/${name}`)],
      keys: { [KEY]: [ROOT, conditioned({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Cado*' } })] },
    }),
  );
  const likenesses = new Set(subjects.map(likenessOf));
  expect(likenesses.size).toBe(2);
  expect(likenesses).not.toContain(undefined);
  expect(shown(subjects)).toEqual(subjects.flatMap((subject) => shown([subject])));
});

test('a key whose account is that of the platform is not like one whose account is another', () => {
  const [here, there] = ['111122223333', '444455556666'].map((account) => inAccount(account, id('1'), [ROOT]));
  expect(here && likenessOf(here)).toBeDefined();
  expect(here && likenessOf(here)).not.toBe(there && likenessOf(there));
});

test('an estate is shown as its keys are alone, and what they have in common is written once', () => {
  const subjects = estate(16, 6);
  const data = collectPage(subjects, about);
  expect(data.subjects).toHaveLength(16);
  expect(data.results.length).toBeLessThan(16);
  expect(shown(subjects)).toEqual(subjects.flatMap((subject) => shown([subject])));
  expect(shown([...subjects].reverse())).toEqual(shown(subjects).toReversed());
  expect(Buffer.byteLength(renderPage(collectPage(estate(60, 20), about)))).toBeLessThan(450_000);
  expect(data.subjects.every(({ platform }) => platform === PLATFORM)).toBe(true);
});
