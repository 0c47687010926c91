import { awsCliForm } from '../../../src/doctor/patch/aws-cli-form';
import { moduleForm, type ModuleForm } from '../../../src/doctor/patch/module-form';
import { documentsForm, statementsForm } from '../../../src/doctor/patch/patch-forms';
import type { Findings } from '../../../src/doctor/findings';
import type { Json, JsonObject } from '../../../src/policy/policy-json';
import { findingsOf, situationNamed, type Situation } from '../situation';

const PLATFORM = 'arn:aws:iam::111122223333:role/CadoResponseRole';
const TARGET = 'arn:aws:iam::444455556666:role/CadoResponseRole';
const KEY = 'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const policy = (...Statement: readonly JsonObject[]): JsonObject => ({ Version: '2012-10-17', Statement });
const ADMIN = {
  Sid: 'Admin',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::444455556666:role/KeyAdmin' },
  Action: 'kms:*',
  Resource: '*',
};
const trust = (Principal: Json, Condition?: JsonObject): JsonObject =>
  policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...(Condition !== undefined && { Condition }) });
const SNAPSHOTS = policy({ Sid: 'Snapshots', Effect: 'Allow', Action: ['ec2:*', 'ebs:*'], Resource: '*' });

/** A target role without a right on keys, trusted as said. */
const target = (json: JsonObject, more: Partial<Situation['options']> = {}, told: Situation['told'] = {}): Findings =>
  findingsOf({
    files: {
      'key.json': { json: policy(ADMIN) },
      'target.json': { is: 'target policy', json: SNAPSHOTS },
      'trust.json': { is: 'target trust', json },
    },
    options: { keyArn: KEY, targetRole: TARGET, platformRole: PLATFORM, platformRegion: 'eu-west-1', method: ['ebs_direct'], ...more },
    told,
  });

/** A platform's role without a right on keys, in an installation of one account. */
const platform = (json: JsonObject | undefined, key: Partial<Situation['options']> = { keyArn: KEY }): Findings =>
  findingsOf({
    files: {
      'key.json': { json: policy(ADMIN) },
      'platform.json': { is: 'platform policy', json: SNAPSHOTS },
      ...(json !== undefined && { 'trust.json': { is: 'platform trust' as const, json } }),
    },
    options: { platformRole: TARGET, platformRegion: 'us-east-1', method: ['ebs_direct'], ...key },
  });

const formOf = ({ subjects, documents }: Findings): ModuleForm => moduleForm(subjects, documents, {});

test('the module of a target role keeps what its trust policy asks for, and whom it lets in besides', () => {
  const old = 'arn:aws:iam::111122223333:role/OldCadoResponseRole';
  const { text, problems } = formOf(
    target(trust({ AWS: [PLATFORM, old] }, { StringEquals: { 'sts:ExternalId': 'f3a1', 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })),
  );
  expect(problems).toEqual([]);
  for (const line of [
    / external_id += "f3a1"/,
    / organization_id += "o-a1b2c3d4e5"/,
    / additional_platform_role_arns = \["arn:aws:iam::111122223333:role\/OldCadoResponseRole"\]/,
  ])
    expect(text).toMatch(line);
  expect(text).toContain('import {\n  to = module.cado_cross_account_trust.aws_iam_role.this\n  id = "CadoResponseRole"\n}');
  expect(text.replaceAll(/\n\s*#/g, '')).toContain('In the account 444455556666, with a provider of it');
});

test.each<[what: string, asked: JsonObject | undefined, line: RegExp | undefined]>([
  ['no external id where the trust policy asks another account alone for one', undefined, undefined],
  ['the external id that is for the platform', { StringEquals: { 'sts:ExternalId': 'f3a1' } }, / external_id += "f3a1"/],
])('the module of a target role asks for %s', (_what, asked, line) => {
  const vendor = trust({ AWS: 'arn:aws:iam::666666666666:root' }, { StringEquals: { 'sts:ExternalId': 'vendor' } });
  const own = trust({ AWS: PLATFORM }, asked);
  const { text, problems } = formOf(target({ ...own, Statement: [vendor['Statement'] ?? [], own['Statement'] ?? []].flat() }));
  expect(problems).toEqual([]);
  expect(text).not.toContain('"vendor"');
  if (line === undefined) expect(text).not.toContain('external_id ');
  else expect(text).toMatch(line);
});

test('the module of a target role trusts nobody whom its trust policy denies, and what it takes away is told', () => {
  const denied = { Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::111122223333:role/Leaver' }, Action: 'sts:AssumeRole' };
  const { Statement: allowed, ...rest } = trust({ AWS: PLATFORM }, { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } });
  const { text, problems } = formOf(target({ ...rest, Statement: [denied, allowed ?? null].flat() }));
  expect(problems).toEqual([]);
  expect(text).not.toMatch(/Leaver|additional_platform_role_arns/);
  expect(text.replaceAll(/\n\s*#/g, '')).toContain(
    'Its trust policy has a condition on aws:SourceIp, a Deny as well, which the module takes away.',
  );
});

test('the platform is told by whom the target role trusts, and never made up', () => {
  const known = findingsOf(situationNamed('target-without-its-platform'));
  expect(formOf(known).text).toMatch(/ platform_role_arn += "arn:aws:iam::111122223333:role\/CadoResponseRole"/);
  const unknown = findingsOf(situationNamed('target-without-any-platform'));
  expect(formOf(unknown)).toEqual({ text: '', problems: [expect.stringContaining('Give --platform-role')] });
  expect(JSON.stringify(unknown.documents)).not.toMatch(/9000000000\d\d/);
});

test.each<[name: string, findings: () => Findings, problem: string]>([
  [
    'several external ids',
    () => target(trust({ AWS: PLATFORM }, { StringEquals: { 'sts:ExternalId': ['a1', 'b2'] } })),
    'Give --external-id',
  ],
  [
    'external ids that differ by role',
    () => {
      const [own, other] = [PLATFORM, 'arn:aws:iam::666666666666:role/Vendor'].map((AWS, index) =>
        trust({ AWS }, { StringEquals: { 'sts:ExternalId': `id-${index}` } }),
      );
      return target({ ...own, Statement: [other?.['Statement'] ?? [], own?.['Statement'] ?? []].flat() });
    },
    'asks roles for different external ids',
  ],
  [
    'external ids by a pattern',
    () => target(trust({ AWS: PLATFORM }, { StringLike: { 'sts:ExternalId': 'tenant-*' } })),
    'Give --external-id',
  ],
  [
    'a boundary whose ARN nobody told',
    () =>
      target(
        trust({ AWS: PLATFORM }),
        {},
        { target: { boundary: { name: 'boundary.json', json: policy({ Effect: 'Allow', Action: '*', Resource: '*' }) } } },
      ),
    'would take the boundary away',
  ],
  [
    'an external id that another role is not asked for',
    () => target(trust({ AWS: 'arn:aws:iam::444455556666:role/Responder' }), { externalId: 'f3a1' }),
    'asks arn:aws:iam::444455556666:role/Responder for no external id',
  ],
  ['an instance that nobody named', () => platform(undefined), 'Give --instance-role'],
  ['a role that an instance has itself', () => platform(trust({ Service: 'ec2.amazonaws.com' })), 'trusts a service alone'],
  ['a key whose id nobody told', () => platform(trust({ AWS: 'arn:aws:iam::444455556666:role/Instance' }), {}), 'Give --key-arn'],
])('%s keeps the module from being written', (_name, findings, problem) => {
  const { text, problems } = formOf(findings());
  expect(text).toBe('');
  expect(problems.join('\n')).toContain(problem);
});

test('a boundary whose ARN is known stays', () => {
  const boundary = 'arn:aws:iam::444455556666:policy/Boundary';
  const { text, problems } = formOf(target(trust({ AWS: PLATFORM }), {}, { target: { missingBoundary: boundary } }));
  expect(problems).toEqual([]);
  expect(text).toMatch(/ permissions_boundary_arn += "arn:aws:iam::444455556666:policy\/Boundary"/);
});

test('tags stay, since policies may ask for them, but for those of AWS', () => {
  const tags = { 'team:on-call': 'f/o', 'a b': '', 'aws:cloudformation:stack-name': 'cado' };
  const { text, problems } = formOf(target(trust({ AWS: PLATFORM }), {}, { target: { tags } }));
  expect(problems).toEqual([]);
  expect(text).toMatch(/ tags += \{\n +"team:on-call" += "f\/o"\n +"a b" += ""\n +\}/);
  expect(text).not.toContain('aws:cloudformation');
});

test('an organisation that the trust policy asks nobody for is asked of nobody else', () => {
  const responder = 'arn:aws:iam::444455556666:role/Responder';
  const inOrganization = { organizationId: 'o-a1b2c3d4e5' };
  expect(formOf(target(trust({ AWS: PLATFORM }), inOrganization)).text).toContain('organization_id');
  const { text, problems } = formOf(target(trust({ AWS: [PLATFORM, responder] }), inOrganization));
  expect(problems).toEqual([]);
  expect(text).toContain(`additional_platform_role_arns = ["${responder}"]`);
  expect(text).not.toContain('organization_id');
});

test('the module of a key serves whomever our statements serve', () => {
  const { text } = formOf(findingsOf(situationNamed('third-role-in-our-statements')));
  expect(text).toContain('additional_platform_role_arns = ["arn:aws:iam::222233334444:role/CadoResponseRole"]');
});

test('modules of several keys have names of their own, and what Terraform manages is not imported', () => {
  const findings = findingsOf(situationNamed('one-role-and-two-keys'));
  const { text, problems } = formOf(findings);
  expect(problems).toEqual([]);
  expect(text).not.toContain('import {');
  expect(text).toContain('aws_iam_role.cado');
  const { documents } = twoKeys();
  const names = [...formOf(twoKeys()).text.matchAll(/module "([^"]+)"/g)].map(([, name]) => name);
  expect(names).toHaveLength(2);
  expect(new Set(names).size).toBe(2);
  expect(new Set(documents.map(({ file }) => file)).size).toBe(2);
});

/** Two keys of two Regions under one id, as replicas are. */
const twoKeys = (): Findings =>
  findingsOf({
    files: Object.fromEntries(
      ['us-east-1', 'eu-central-1'].flatMap((region) => {
        const Arn = `arn:aws:kms:${region}:444455556666:key/mrk-1234abcd12ab34cd56ef1234567890ab`;
        return [[`${region}.tfstate`, { json: stateOf(Arn, policy(ADMIN)) }] as const];
      }),
    ),
    options: { platformRole: PLATFORM, targetRole: TARGET, platformRegion: 'eu-west-1' },
  });

const stateOf = (arn: string, json: JsonObject): JsonObject => ({
  version: 4,
  resources: [
    {
      mode: 'managed',
      type: 'aws_kms_key',
      name: arn.split(':')[3] ?? '',
      instances: [{ attributes: { arn, key_id: arn.split('/')[1] ?? '', policy: JSON.stringify(json) } }],
    },
  ],
});

test('what AWS takes as an escape alone is one again, where what printed the policy decoded it', () => {
  const asked = { 'aws:PrincipalTag/部门': 'é 🔒' };
  const foreign = { Effect: 'Deny', Principal: '*', Action: 'kms:GetPublicKey', Resource: '*', Condition: { StringEquals: asked } };
  const { documents } = findingsOf({
    files: { 'terraform.tfstate': { json: stateOf(KEY, policy(ADMIN, foreign)) } },
    options: { platformRole: PLATFORM, targetRole: TARGET, platformRegion: 'eu-west-1' },
  });
  const { after = '' } = documents.find(({ place }) => place === 'key policy') ?? {};
  expect(after).toContain('"aws:PrincipalTag/\\u90e8\\u95e8":"é \\ud83d\\udd12"');
  expect((JSON.parse(after) as { Statement: readonly Json[] }).Statement[1]).toEqual(foreign);
});

test('a policy that is too large for its whitespace alone is told how it fits', () => {
  const others = Array.from({ length: 130 }, (_, index) => ({ ...ADMIN, Sid: `Admin${index}` }));
  const patched = (text: string): Findings =>
    findingsOf({ files: { 'key.json': { text } }, options: { keyArn: KEY, targetRole: TARGET, platformRole: PLATFORM } });
  const spaced = patched(JSON.stringify(policy(...others), null, 4));
  expect(spaced.problems.join()).toMatch(/would have \d+ bytes, and KMS takes 32768\. Without whitespace between its tokens/);
  expect(patched(JSON.stringify(policy(...others))).problems).toEqual([]);
});

test('the AWS CLI puts each policy once, keeps each that it replaces, and is told of accounts and of Terraform', () => {
  for (const name of ['one-role-and-two-keys', 'two-targets-and-one-key', 'earlier-patch', 'trust-of-the-old-role-with-an-external-id']) {
    const { documents } = findingsOf(situationNamed(name));
    const lines = awsCliForm(documents, 'DIR').split('\n');
    const puts = lines.filter((line) => /^aws (kms put-key-policy|iam put-role-policy|iam update-assume-role-policy)/.test(line));
    expect(puts).toHaveLength(documents.length);
    expect(new Set(puts.map((line) => line.replace(/ --policy(-document)? .*/, ''))).size).toBe(puts.length);
    const kept = lines.filter((line) => line.includes(' > ')).length;
    expect(kept).toBe(documents.filter(({ before }) => before !== '').length);
    expect(lines[0]).toBe('# With credentials of the account 444455556666');
  }
  expect(awsCliForm(findingsOf(situationNamed('one-role-and-two-keys')).documents, '')).toContain(
    '# Terraform manages the role (aws_iam_role.cado)',
  );
  expect(awsCliForm(twoKeys().documents, '')).toContain('its next apply takes this back');
});

test('statements and documents are one JSON text each, however many subjects there are', () => {
  for (const name of ['one-role-and-two-keys', 'two-targets-and-one-key']) {
    const { documents } = findingsOf(situationNamed(name));
    expect(JSON.parse(statementsForm(documents))).toHaveLength(documents.length);
    expect(JSON.parse(documentsForm(documents))).toHaveLength(documents.length);
  }
});
