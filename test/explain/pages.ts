import { collectPage } from '../../src/explain/collect-page';
import { moduleSubject } from '../../src/explain/module-subject';
import { renderPage } from '../../src/explain/render-page';
import { importOf } from '../../src/doctor/subject/options';
import { estate } from './estate';
import {
  FORENSICS,
  INSTANCE,
  KEY,
  NEEDED,
  pageOf,
  PLATFORM,
  platformRole,
  ROOT,
  statement,
  subjectsIn,
  TARGET,
  targetRole,
  type ImportParts,
} from './import-documents';

const about = { version: '1.0.0' };
export const NO_GRANTS = statement('NoGrants', 'Deny', 'kms:CreateGrant', { Principal: '*' });
const EVIL = '</script><script>alert(1)</script><img src=x onerror=alert(2)>';
const managed = (account: string): string => `arn:aws:iam::${account}:policy/CadoForensics`;
const ADMIN = 'arn:aws:iam::999999990000:role/Admin';
const boundary = 'arn:aws:iam::444455556666:policy/Boundary';
const SAME = 'arn:aws:iam::111122223333:role/DarktraceForensicsTargetRole';
const LONG = `arn:aws:iam::444455556666:role/${'segment/'.repeat(20)}CadoResponse${'X'.repeat(52)}`;
const key = (account: string, region = 'us-east-1'): string => `arn:aws:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const rootOf = (account: string): ReturnType<typeof statement> => ({ ...ROOT, Principal: { AWS: `arn:aws:iam::${account}:root` } });

/** Imports whose pages are looked at, by name. */
export const IMPORTS: Readonly<Record<string, ImportParts>> = {
  denied: { keys: { [KEY]: [ROOT, FORENSICS, NO_GRANTS] } },
  'denied far below': {
    keys: {
      [KEY]: [
        ROOT,
        FORENSICS,
        ...Array.from({ length: 40 }, (_, index) => statement(`App${index}`, 'Allow', 'kms:Decrypt', { Principal: { AWS: ADMIN } })),
        NO_GRANTS,
      ],
    },
  },
  'equal names': {
    roles: [
      platformRole({ [managed('111122223333')]: platformRole().policies['forensics'] ?? [] }),
      targetRole({ [managed('444455556666')]: NEEDED.forensics }),
    ],
  },
  'many reasons': {
    roles: [
      platformRole(),
      targetRole({
        forensics: [
          ...NEEDED.forensics,
          ...[
            'kms:Decrypt',
            'kms:DescribeKey',
            'kms:CreateGrant',
            'ec2:CreateSnapshot',
            'ec2:DescribeSnapshots',
            'ec2:ModifySnapshotAttribute',
          ].map((action) => statement(`No${action.slice(4)}`, 'Deny', action)),
        ],
      }),
    ],
    keys: { [KEY]: [ROOT, FORENSICS, NO_GRANTS] },
  },
  closest: { keys: { [KEY]: [ROOT] } },
  'target alone': { roles: [], keys: { [KEY]: [ROOT, { ...FORENSICS, Principal: { AWS: PLATFORM } }] }, options: { targetRole: TARGET } },
  grants: {
    keys: { [KEY]: [ROOT] },
    grants: [
      {
        KeyId: KEY,
        GranteePrincipal: PLATFORM,
        Operations: ['Decrypt', 'DescribeKey', 'CreateGrant', 'ReEncryptFrom', 'ReEncryptTo'],
        RetiringPrincipal: TARGET,
      },
    ],
  },
  limits: {
    roles: [platformRole(), { ...targetRole(), boundary }],
    boundaries: { [boundary]: [statement('NoKms', 'Allow', ['ec2:*', 'ebs:*'])] },
    keys: { [KEY]: [ROOT, FORENSICS, { Effect: 'Deny', NotPrincipal: { AWS: [PLATFORM, TARGET] }, Action: 'kms:Decrypt', Resource: '*' }] },
    documents: [
      {
        file: 'rcp.json',
        text: JSON.stringify({
          Policy: {
            PolicySummary: { Name: 'RCPFullAWSAccess', Type: 'RESOURCE_CONTROL_POLICY' },
            Content: JSON.stringify({
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
            }),
          },
        }),
      },
    ],
  },
  'other key': {
    roles: [
      platformRole(),
      targetRole({
        forensics: [
          ...NEEDED.forensics,
          statement('NotHere', 'Deny', 'kms:*', { Resource: 'arn:aws:kms:us-east-1:777788889999:key/other' }),
          { Sid: 'AllBut', Effect: 'Allow', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::secret/*' },
        ],
      }),
    ],
  },
  'three accounts': {
    keys: { [key('777788889999')]: [rootOf('777788889999'), FORENSICS] },
  },
  'same account': {
    roles: [platformRole(), targetRole(undefined, SAME)],
    keys: { [key('111122223333')]: [rootOf('111122223333')] },
  },
  'key of the platform': { keys: { [key('111122223333', 'eu-west-1')]: [rootOf('111122223333')] } },
  'role alone': { roles: [targetRole()], keys: {} },
  'platform alone': { roles: [platformRole()], keys: {} },
  // Nothing asks whether the instance's role may assume the platform's: no import path is of this key without a target role.
  'no target': {
    roles: [platformRole({ forensics: [statement('NoKeyUse', 'Allow', ['ec2:*', 'ebs:*', 'kms:ListAliases', 'sts:AssumeRole'])] })],
    keys: { [key('111122223333')]: [rootOf('111122223333')] },
  },
  'trusted by both': {
    roles: [
      { ...platformRole(), trusts: [INSTANCE, ADMIN, 'arn:aws:iam::999999990001:role/Admin'] },
      { ...targetRole(), trusts: [PLATFORM, ADMIN] },
    ],
    keys: { [key('777788889999')]: [rootOf('777788889999'), FORENSICS] },
  },
  'trusted by both beside the key': {
    roles: [
      { ...platformRole(), trusts: [INSTANCE, ADMIN] },
      { ...targetRole(), trusts: [PLATFORM, ADMIN] },
    ],
  },
  'many trusted': {
    roles: [platformRole(), { ...targetRole(), trusts: [PLATFORM, ADMIN, 'arn:aws:iam::999999990001:role/Admin', '999999990002'] }],
    keys: { [KEY]: [ROOT, FORENSICS, NO_GRANTS] },
  },
  replicas: {
    keys: Object.fromEntries(
      ['us-east-1', 'eu-west-1'].map((region) => [
        `arn:aws:kms:${region}:444455556666:key/mrk-1234567890abcdef1234567890abcdef`,
        [ROOT, ...(region === 'us-east-1' ? [FORENSICS] : [])],
      ]),
    ),
  },
  guessed: {
    roles: [],
    keys: {},
    options: { targetRole: TARGET, context: ['aws:SourceIp=203.0.113.7'], sourceBucket: ['arn:aws:s3:::example-evidence'] },
    documents: [{ file: 'evidence/key-policy.json', text: JSON.stringify({ Version: '2012-10-17', Statement: [ROOT] }) }],
  },
  'two targets': { roles: [platformRole(), targetRole(), targetRole(undefined, 'arn:aws:iam::444455556666:role/DarktraceForensicsRole')] },
  hostile: {
    roles: [
      {
        arn: PLATFORM,
        trusts: [INSTANCE],
        policies: { [EVIL]: [statement('Platform\u202egnp.exe', 'Allow', ['ec2:*', 'kms:*', 'sts:AssumeRole'])] },
      },
      {
        arn: LONG,
        trusts: [PLATFORM],
        policies: { ['x'.repeat(120)]: [statement(`${EVIL}\u0001`, 'Allow', `kms:${'A'.repeat(200)}`)] },
      },
    ],
    keys: {
      [KEY]: [ROOT, statement(EVIL, 'Deny', 'kms:CreateGrant', { Principal: '*', Condition: { StringLike: { [EVIL]: 'y'.repeat(300) } } })],
    },
    options: { platformRegion: 'eu-west-1', platformRole: PLATFORM, targetRole: LONG },
  },
};

/** A key of which nobody says who uses it. */
const notExamined = subjectsIn({ roles: [], options: { platformRole: PLATFORM } }).map(({ platform: _platform, ...rest }) => rest);

/** A key of which some paths are blocked, and others depend on its policy. */
const blockedAndDepends = subjectsIn({
  roles: [
    platformRole(),
    targetRole({ forensics: [NEEDED.forensics[0], statement('Keys', 'Allow', ['kms:Decrypt', 'kms:DescribeKey', 'kms:ListAliases'])] }),
  ],
  keys: {},
  options: { keyArn: KEY.replace('1234abcd', '5678abcd'), platformRegion: 'eu-west-1' },
});

/** Pages that are opened in a browser, by name. */
export const PAGES = (): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(Object.entries(IMPORTS).map(([name, parts]) => [name, renderPage(pageOf(parts))])),
  keys: renderPage(collectPage([...estate(12, 5), ...blockedAndDepends, ...notExamined], about)),
  modules: renderPage(
    collectPage([moduleSubject(importOf({ protects: ['ebs', 's3'] }), 'via_service')], { ...about, level: 'via_service' }),
  ),
});
