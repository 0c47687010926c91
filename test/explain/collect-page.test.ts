import { importOf } from '../../src/doctor/subject/options';
import type { GivenPolicy } from '../../src/estate/estate';
import { collectPage } from '../../src/explain/collect-page';
import { moduleSubject } from '../../src/explain/module-subject';
import { attacksInWords, pathsInWords, subjectsInWords } from '../../src/explain/page-verdicts';
import { pathLetters } from '../../src/explain/path-letters';
import { renderPage } from '../../src/explain/render-page';
import { marksOf } from '../../src/explain/client/marks';
import { statementTitle } from '../../src/explain/client/statement-words';
import type { View, ViewPolicy } from '../../src/explain/client/view';
import type { PageDecision } from '../../src/explain/page-data';
import { TIGHTENING_LEVELS } from '../../src/policy/guard';
import {
  FORENSICS,
  KEY,
  NEEDED,
  PLATFORM,
  ROOT,
  TARGET,
  pageOf,
  platformRole,
  statement,
  subjectsIn,
  targetRole,
  viewIn,
  viewsOf,
  type ImportParts,
} from './import-documents';

const described = importOf({ protects: ['ebs', 's3'] });

/** Decisions of import paths whose row of the matrix is this. */
const decisionsOf = ({ paths, text }: View, row: string): readonly PageDecision[] =>
  paths.flatMap(({ decisions }) => decisions).filter((one) => text(one.row) === row);

/** Statements that are marked for calls: whose policy, which statement, and in which words. */
const marked = (view: View, decisions: readonly PageDecision[]): readonly (readonly [of: string, kind: string, words: string])[] =>
  [...marksOf(view, decisions)].flatMap(([place, marks]) => {
    const policy = view.policies[place];
    return policy === undefined ? [] : [...marks.values()].map(({ words }) => [policy.of, policy.kind, words] as const);
  });

const policyOf = ({ policies }: View, of: ViewPolicy['of'], kind: ViewPolicy['kind']): ViewPolicy => {
  const found = policies.find((one) => one.of === of && one.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} of ${of}`);
  return found;
};

test.each(TIGHTENING_LEVELS)('at %s what the modules make works, and what that level promises is refused', (level) => {
  const data = collectPage([moduleSubject(described, level)], { version: '1.0.0', level });
  const [view] = viewsOf(data);
  expect(view?.paths.every(({ state }) => state === 0)).toBe(true);
  expect(view?.paths.length).toBeGreaterThan(7);
  expect(view?.level).toBe(level);
  if (level === 'pinned') expect(view?.attacks.filter(({ state }) => state < 2)).toEqual([]);
});

test('a Deny under a condition that nobody told is named where it may deny', () => {
  const deny = statement('FromElsewhere', 'Deny', 'kms:DescribeKey', {
    Principal: '*',
    Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  });
  const view = viewIn({ keys: { [KEY]: [ROOT, FORENSICS, deny] } });
  const decisions = decisionsOf(view, 'target role: kms:DescribeKey');
  expect(decisions.map(({ state }) => state)).toContain(1);
  expect(view.text(decisions[0]?.reason ?? -1)).toMatch(
    /^depends on aws:SourceIp.*; FromElsewhere of .* may deny it; as far as given, allowed by /,
  );
  expect(marked(view, decisions)).toContainEqual(['key', 'key policy', 'Statement 3 (FromElsewhere) may decide: then it denies']);
});

const managed = (account: string): string => `arn:aws:iam::${account}:policy/CadoForensics`;

const stateOf = (arn: string, trusted: string, statements: readonly object[]): string =>
  JSON.stringify({
    version: 4,
    resources: [
      {
        module: 'module.cado',
        mode: 'managed',
        type: 'aws_iam_role',
        name: 'this',
        instances: [
          {
            attributes: {
              arn,
              name: arn.slice(arn.lastIndexOf('/') + 1),
              assume_role_policy: JSON.stringify({
                Version: '2012-10-17',
                Statement: [{ Effect: 'Allow', Principal: { AWS: trusted }, Action: 'sts:AssumeRole' }],
              }),
            },
          },
        ],
      },
      {
        module: 'module.cado',
        mode: 'managed',
        type: 'aws_iam_role_policy',
        name: 'this',
        instances: [
          {
            attributes: {
              role: arn.slice(arn.lastIndexOf('/') + 1),
              name: 'forensics',
              policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
            },
          },
        ],
      },
    ],
  });

/** Policies of equal name, of two roles. */
const EQUAL_NAMES: readonly (readonly [string, ImportParts])[] = [
  [
    'managed policies of two accounts',
    {
      roles: [
        platformRole({ [managed('111122223333')]: platformRole().policies['forensics'] ?? [] }),
        targetRole({ [managed('444455556666')]: NEEDED.forensics }),
      ],
    },
  ],
  [
    'resources of two states of Terraform',
    {
      roles: [],
      documents: [
        { file: 'platform.tfstate', text: stateOf(PLATFORM, `${PLATFORM}Instance`, platformRole().policies['forensics'] ?? []) },
        { file: 'target.tfstate', text: stateOf(TARGET, PLATFORM, NEEDED.forensics) },
      ],
    },
  ],
];

test.each(EQUAL_NAMES)('of %s the right one is marked, and each is told by its name', (_name, parts) => {
  const view = viewIn(parts);
  const names = view.policies.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(marked(view, decisionsOf(view, 'target role: kms:ListAliases'))).toEqual([
    ['target', 'policy', 'Statement 2 (Keys) decides: it allows'],
  ]);
  expect(marked(view, decisionsOf(view, 'platform role: ec2:CreateVolume'))).toEqual([
    ['platform', 'policy', 'Statement 1 (Platform) decides: it allows'],
  ]);
  const [decision] = decisionsOf(view, 'target role: kms:ListAliases');
  expect(view.text(decision?.reason ?? -1)).toMatch(/^allowed by Keys of .*\(CadoResponseRole in 444455556666\)$/);
});

test('the texts of the doctor tell policies of equal name apart, and leave other names as they are', () => {
  const [subject] = subjectsIn(EQUAL_NAMES[0]?.[1] ?? {});
  expect(subject?.platform?.identity?.given.map(({ name }) => name)).toEqual(['CadoForensics (CadoResponseRole in 111122223333)']);
  expect(subject?.target?.identity?.given.map(({ name }) => name)).toEqual(['CadoForensics (CadoResponseRole in 444455556666)']);
  expect(subject?.target?.trust?.name).toBe('CadoResponseRole (444455556666) trust');
});

test('two policies of one role may bear one name', () => {
  const view = viewIn({
    roles: [
      platformRole(),
      targetRole({
        'arn:aws:iam::444455556666:policy/Forensics': [statement('Snapshots', 'Allow', ['ec2:*', 'ebs:*'])],
        'arn:aws:iam::aws:policy/Forensics': [statement('Snapshots', 'Allow', ['kms:*'])],
      }),
    ],
  });
  const [kms] = marked(view, decisionsOf(view, 'target role: kms:ListAliases'));
  const place = [...marksOf(view, decisionsOf(view, 'target role: kms:ListAliases')).keys()];
  expect(kms?.[2]).toBe('Statement 1 (Snapshots) decides: it allows');
  expect(place.map((one) => view.policies[one]?.statements)).toEqual([[statement('Snapshots', 'Allow', ['kms:*'])]]);
});

test('a policy that both roles have is shown as that of the role that called', () => {
  const shared = { 'arn:aws:iam::aws:policy/PowerUserAccess': [statement('Power', 'Allow', ['ec2:*', 'kms:*', 'ebs:*', 'sts:*'])] };
  const data = pageOf({ roles: [platformRole(shared), targetRole(shared)] });
  const [view] = viewsOf(data);
  if (view === undefined) throw new Error('no view');
  expect(marked(view, decisionsOf(view, 'target role: kms:ListAliases'))).toEqual([
    ['target', 'policy', 'Statement 1 (Power) decides: it allows'],
  ]);
  expect(view.policies.filter(({ kind, of }) => kind === 'policy' && of !== 'AWS').map(({ owner }) => owner)).toEqual([PLATFORM, TARGET]);
  // Its text is on the page once.
  expect(data.texts.filter((text) => text.includes('"Power"'))).toHaveLength(1);
});

const grant = (grantee: string, volume?: string): Record<string, unknown> => ({
  KeyId: KEY,
  GranteePrincipal: grantee,
  Operations: ['Decrypt', 'DescribeKey', 'CreateGrant', 'ReEncryptFrom', 'ReEncryptTo'],
  RetiringPrincipal: PLATFORM,
  ...(volume !== undefined && { Constraints: { EncryptionContextSubset: { 'aws:ebs:id': volume } } }),
});

test('grants are among the policies, and are marked where they decide', () => {
  const view = viewIn({ keys: { [KEY]: [ROOT] }, grants: [grant(TARGET, 'vol-1'), grant(PLATFORM)] });
  expect(marked(view, decisionsOf(view, 'platform role: kms:DescribeKey'))).toContainEqual(['key', 'grants', 'Grant 2 decides: it allows']);
  const { statements } = policyOf(view, 'key', 'grants');
  expect(statements).toHaveLength(2);
  expect(statements[0]).toEqual({
    GranteePrincipal: TARGET,
    RetiringPrincipal: PLATFORM,
    Operations: ['Decrypt', 'DescribeKey', 'CreateGrant', 'ReEncryptFrom', 'ReEncryptTo'],
    Constraints: { EncryptionContextSubset: { 'aws:ebs:id': 'vol-1' } },
  });
});

test('a grant whose constraint does not fit is the closest one, and does not decide', () => {
  const view = viewIn({ keys: { [KEY]: [ROOT] }, grants: [grant(PLATFORM, 'vol-0f1e2d3c4b5a69788')] });
  expect(
    marked(
      view,
      decisionsOf(view, 'platform role: kms:Decrypt through ec2').filter(({ onKey }) => onKey),
    ),
  ).toEqual([['key', 'grants', 'Grant 1 is the closest one, and does not decide: its Constraints EncryptionContextSubset does not fit']]);
});

test('the statement that came closest is not told as one that decides', () => {
  const view = viewIn({ keys: { [KEY]: [ROOT] } });
  const decision = decisionsOf(view, 'platform role: kms:DescribeKey').find(({ onKey }) => onKey);
  expect(marked(view, decision === undefined ? [] : [decision])).toEqual([
    ['key', 'key policy', 'Statement 1 (Root) is the closest one, and does not decide: its Principal does not fit'],
  ]);
});

test('of a call that depends the statements are marked that allow it as far as given', () => {
  const view = viewIn({ roles: [], keys: { [KEY]: [ROOT] }, options: { targetRole: TARGET } });
  const decisions = decisionsOf(view, 'target role: kms:DescribeKey');
  expect(decisions.map(({ state }) => state)).toContain(1);
  expect(marked(view, decisions)).toEqual([['key', 'key policy', 'Statement 1 (Root) decides, as far as given: it allows']]);
  expect(view.text(decisions[0]?.reason ?? -1)).toBe(
    `depends on the policies of ${TARGET}, not given; as far as given, allowed by Root of aws_kms_key.k0.policy`,
  );
});

test('a policy that has to allow and says nothing is shown, without a mark', () => {
  const view = viewIn({
    roles: [platformRole(), { ...targetRole(), boundary: managed('444455556666') }],
    boundaries: { [managed('444455556666')]: [statement('NoKms', 'Allow', 'ec2:*')] },
  });
  const marks = marksOf(view, decisionsOf(view, 'target role: kms:ListAliases'));
  expect([...marks].map(([place, one]) => [view.policies[place]?.kind, one.size])).toEqual([['permissions boundary', 0]]);
});

test('the policy of the AWS managed key is shown as what it is', () => {
  const view = viewIn({});
  const decisions = decisionsOf(view, 'target role: kms:Decrypt through ec2').filter(({ call }) => view.text(call).includes('aws/ebs'));
  expect(marked(view, decisions)).toContainEqual(['AWS', 'key policy', 'Statement 1 decides: it allows']);
  expect(view.policies.filter(({ of }) => of === 'AWS').map(({ name }) => name)).toContain('aws/ebs of 444455556666 in us-east-1');
});

test('what claims have samples for is said in words', () => {
  const view = viewIn({});
  const texts = [...view.paths, ...view.attacks].flatMap(({ decisions }) =>
    decisions.flatMap(({ call, reason }) => [view.text(call), view.text(reason)]),
  );
  for (const sample of ['44444444-4444', '55555555-5555', 'mrk-6666', 'mrk-7777', '99999999-9999', 'role/Developer', 'assumed-role'])
    expect(texts.filter((text) => text.includes(sample))).toEqual([]);
  for (const words of [
    'the AWS managed key aws/ebs of 444455556666',
    "the platform's temporary key",
    "a stranger's key",
    'another role of 444455556666',
  ])
    expect(texts.some((text) => text.includes(words))).toBe(true);
});

test('what is decided upon is told: Regions, methods, evidence, and what was not given', () => {
  const [view] = viewsOf(pageOf({ roles: [], options: { targetRole: TARGET, method: ['ebs_direct'], platformRegion: 'eu-west-1' } }));
  expect(view?.scope).toEqual({
    platformRegion: 'eu-west-1',
    evidenceRegions: ['us-east-1'],
    assumed: [],
    methods: ['ebs_direct'],
    protects: ['ebs'],
    notGiven: ['the platform role', "the target role's policies", "the target role's trust policy", 'service control policies'],
  });
  // A role that nobody knows is not told by a sample.
  expect(view?.subject.instance).toBeUndefined();
});

test('a key of which nothing is asked is not examined, which is another thing than that it works', () => {
  const alone = subjectsIn({ roles: [], options: { platformRole: PLATFORM } }).map(({ platform: _platform, ...rest }) => rest);
  const data = collectPage(alone, { version: '1.0.0' });
  const [view] = viewsOf(data);
  expect(view?.paths).toEqual([]);
  expect(view && pathsInWords(view.verdicts)).toBe('not examined');
  expect(renderPage(data)).toContain('1 key: not examined');
});

test('counts are said in words', () => {
  const [key, other] = [{ key: KEY }, { key: `${KEY}c` }].map((one) => ({ ...one, result: 0, scope: 0, policies: 0 }));
  const role = { target: TARGET, result: 0, scope: 0, policies: 0 };
  if (key === undefined || other === undefined) throw new Error('no key');
  expect(subjectsInWords([key])).toBe('1 key');
  expect(subjectsInWords([key, other])).toBe('2 keys');
  expect(subjectsInWords([role])).toBe('1 role');
  expect(
    subjectsInWords([
      { ...role, platform: PLATFORM },
      { ...role, platform: PLATFORM, target: `${TARGET}2` },
    ]),
  ).toBe('3 roles');
  expect(
    subjectsInWords([
      { ...key, target: TARGET },
      { ...key, target: PLATFORM },
    ]),
  ).toBe('1 key with 2 target roles');
  const attacks = { 0: 9, 1: 43, 2: 100 };
  expect(attacksInWords({ paths: attacks, attacks })).toBe('9 attacks get through, 43 depend');
  expect(pathsInWords({ attacks, paths: { 0: 1, 1: 1, 2: 4 } })).toBe('4 of 6 paths blocked, 1 depends');
  expect(pathsInWords({ attacks, paths: { 0: 2, 1: 2, 2: 0 } })).toBe('2 of 4 paths depend');
});

test('letters of paths stand for one path each', () => {
  const letters = viewIn({}).paths.map(({ letter }) => letter);
  expect(new Set(letters).size).toBe(letters.length);
  expect(pathLetters(['G: one way', 'H: another', 'G: the other way'])).toEqual([
    ['G1', 'one way'],
    ['H', 'another'],
    ['G2', 'the other way'],
  ]);
});

/** A subject whose key policy was given as a file. */
const withKeyPolicy = (policy: GivenPolicy): View => {
  const [subject] = subjectsIn({ keys: {} });
  if (subject === undefined) throw new Error('no subject');
  const [view] = viewsOf(collectPage([{ ...subject, key: { arn: KEY, grants: [], policy } }], { version: '1.0.0' }));
  if (view === undefined) throw new Error('no view');
  return view;
};

test('folders are not told, and Version and Id are', () => {
  const json = { Version: '2008-10-17', Id: 'production', Statement: [ROOT, FORENSICS] } as GivenPolicy['json'];
  const { name, head } = policyOf(
    withKeyPolicy({ name: '/home/somebody/secret/key.json', json, file: '/home/somebody/secret/key.json' }),
    'key',
    'key policy',
  );
  expect(name).toBe('key.json');
  expect(head).toBe('Version 2008-10-17, Id production');
  expect(policyOf(withKeyPolicy({ name: 'C:\\Users\\somebody\\key.json', json: { Statement: [] } }), 'key', 'key policy')).toMatchObject({
    name: 'key.json',
    head: 'no Version, which means 2008-10-17',
  });
});

test('files of one name in two folders are told apart by whose they are', () => {
  const [subject] = subjectsIn({});
  if (subject?.platform === undefined || subject.target === undefined) throw new Error('no roles');
  const from = (folder: string, given: GivenPolicy | undefined): GivenPolicy => ({
    name: `${folder}/policy.json`,
    json: given?.json ?? {},
  });
  const { platform, target } = subject;
  const [view] = viewsOf(
    collectPage(
      [
        {
          ...subject,
          platform: { ...platform, identity: { given: [from('platform', platform.identity?.given[0])], missing: [] } },
          target: { ...target, identity: { given: [from('target', target.identity?.given[0])], missing: [] } },
        },
      ],
      { version: '1.0.0' },
    ),
  );
  expect(view?.policies.filter(({ kind }) => kind === 'policy').map(({ name }) => name)).toEqual([
    'policy.json (CadoResponseRole in 111122223333)',
    'policy.json (CadoResponseRole in 444455556666)',
  ]);
});

test('names of digits and texts that hold signs corrupt nothing', () => {
  const [subject] = subjectsIn({ keys: {}, roles: [platformRole(), targetRole()] });
  if (subject?.target === undefined) throw new Error('no subject');
  const json = (statements: readonly object[]): GivenPolicy['json'] =>
    ({ Version: '2012-10-17', Statement: statements }) as GivenPolicy['json'];
  const data = collectPage(
    [
      {
        ...subject,
        target: {
          ...subject.target,
          identity: {
            given: [
              { name: '0', json: json([NEEDED.forensics[0]]) },
              { name: '1', json: json([{ ...NEEDED.forensics[1], Sid: '\u00010\u0001 \u0004\u202egnp.exe' }]) },
            ],
            missing: [],
          },
        },
        key: { arn: KEY, grants: [], policy: { name: '10', json: json([ROOT, FORENSICS]) } },
      },
    ],
    { version: '1.0.0' },
  );
  const [view] = viewsOf(data);
  if (view === undefined) throw new Error('no view');
  const texts = view.paths.flatMap(({ decisions }) => decisions.map(({ reason }) => view.text(reason)));
  expect(texts).toContain('allowed by \\u{1}0\\u{1} \\u{4}\\u{202e}gnp.exe of 1');
  expect(texts).toContain('allowed by Snapshots of 0');
  expect(JSON.stringify(view.policies)).not.toMatch(/\u202e|\\u000/);
  expect(marked(view, decisionsOf(view, 'target role: kms:ListAliases'))).toEqual([
    ['target', 'policy', 'Statement 1 (\\u{1}0\\u{1} \\u{4}\\u{202e}gnp.exe) decides: it allows'],
  ]);
});

test('what decides is what the reason names, for every call and attack', () => {
  const view = viewIn({
    keys: { [KEY]: [ROOT, FORENSICS, statement('NoGrants', 'Deny', 'kms:CreateGrant', { Principal: '*' })] },
    grants: [grant(PLATFORM)],
  });
  let count = 0;
  for (const decision of [...view.paths, ...view.attacks].flatMap(({ decisions }) => decisions)) {
    const reason = view.text(decision.reason);
    for (const [place, index, element] of decision.statements) {
      const policy = view.policies[place];
      if (policy === undefined) throw new Error('no policy');
      const sid = /\((.*)\)$/.exec(statementTitle(policy, index))?.[1] ?? `statement ${index + 1}`;
      const name =
        policy.kind === 'grants'
          ? `grant ${index + 1} on the key`
          : policy.of === 'AWS'
            ? `${sid} of policy of the AWS managed key`
            : `${sid} of ${policy.name}`;
      expect(reason).toContain(element === undefined ? name : `closest is ${name}`);
      count += 1;
    }
  }
  expect(count).toBeGreaterThan(300);
});
