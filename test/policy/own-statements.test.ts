import { STATEMENT_RULES } from '../../src/catalogue/kms-key-policy/cross-input-rules';
import {
  KMS_KEY_POLICY_OWN_PRINCIPALS as PRINCIPALS,
  KMS_KEY_POLICY_OWN_STATEMENTS as OWN,
} from '../../src/catalogue/kms-key-policy/own-statements';
import { KMS_KEY_POLICY_TEMPLATE } from '../../src/catalogue/kms-key-policy/statements';
import { isShapedLikeOurs, ownSid } from '../../src/policy/own-statements';
import type { Json, JsonObject, PolicyStatement } from '../../src/policy/policy-json';
import { minifiedStatements } from '../../src/policy/policy-size';
import { resolve } from '../../src/policy/resolve';
import { allInputs } from '../cases/key-policy-cases';
import { everyCombination } from '../support/every-combination';

const PLATFORM = 'arn:aws:iam::111122223333:role/CadoResponseRole';
const TARGET = 'arn:aws:iam::123456789012:role/forensics/Cado+Response=Role,@1.x_y-z';

/** Every value of an input that chooses a statement, an action or a condition. */
const CHOICES = {
  platform_role_arn: [null, PLATFORM],
  target_role_arn: [null, TARGET],
  additional_platform_role_arns: [[], ['arn:aws:iam::111122223333:role/CadoResponseInstanceRole']],
  create_grant_for: [null, [], ['platform'], ['target'], ['platform', 'target']],
  protects: [['ebs'], ['s3'], ['ebs', 's3']],
  acquisition_methods: [['create_volume'], ['ebs_direct'], ['create_volume', 'ebs_direct']],
  kms_tightening: ['documented', 'aws_resources', 'via_service', 'encryption_context', 'pinned'],
  principal_match: ['principal_arn', 'role_arn'],
  enforce: [false, true],
} as const;

const INPUTS: JsonObject = {
  platform_region: 'eu-west-1',
  evidence_regions: ['us-east-1', 'us-gov-west-1', 'cn-northwest-1'],
  ebs_resource_ids: ['vol-*', 'snap-*', 'vol-0123456789abcdef0', 'snap-0123abcd', 'vol-01*'],
};

const BUCKETS = [null, [], ['arn:aws:s3:::example-evidence', 'arn:aws:s3:::logs.example.com']] as const;

const shaped = (statement: Json): boolean => {
  const shape = OWN[ownSid(statement, OWN) ?? ''];
  return shape !== undefined && isShapedLikeOurs(statement as JsonObject, shape, PRINCIPALS);
};

/** Each statement that the template can give for inputs that go together, once, as the template and as the AWS provider writes it. */
function everyStatement(): ReadonlyMap<string, Json> {
  const statements = new Map<string, Json>();
  for (const evidence_source_bucket_arns of BUCKETS) {
    for (const choice of everyCombination<Json>(CHOICES)) {
      const inputs = allInputs({ ...INPUTS, ...choice, evidence_source_bucket_arns });
      if (STATEMENT_RULES.some((rule) => rule.problem(inputs) !== undefined)) continue;
      for (const statement of resolve(KMS_KEY_POLICY_TEMPLATE, inputs, { partition: 'aws' })) addForms(statement, statements);
    }
  }
  return statements;
}

function addForms(statement: PolicyStatement, statements: Map<string, Json>): void {
  const text = JSON.stringify(statement);
  if (statements.has(text)) return;
  const [provider] = JSON.parse(minifiedStatements([statement])) as readonly JsonObject[];
  statements.set(text, JSON.parse(text) as JsonObject);
  statements.set(JSON.stringify(provider), provider ?? null);
}

const NARROWED: JsonObject = {
  Sid: 'CadoResponseEbsUse',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  Action: ['kms:Decrypt'],
  Resource: '*',
  Condition: { ArnEquals: { 'aws:PrincipalArn': PLATFORM } },
};

const WITHOUT: Readonly<Record<string, JsonObject>> = {
  'no action': { ...NARROWED, Action: [] },
  'an action of no text': { ...NARROWED, Action: [1] },
  'no principal': { ...NARROWED, Principal: { AWS: [] } },
  'a principal that is no object': { ...NARROWED, Principal: 'arn:aws:iam::111122223333:root' },
  'a root that no condition narrows': { ...NARROWED, Condition: {} },
  'a role beside a condition that is meant for roots': { ...NARROWED, Principal: { AWS: PLATFORM } },
  'a condition of another shape': { ...NARROWED, Condition: 'none' },
  'a condition block of another shape': { ...NARROWED, Condition: { ...(NARROWED['Condition'] as JsonObject), StringEquals: 'x' } },
  'a condition value of another shape': { ...NARROWED, Condition: { ArnEquals: { 'aws:PrincipalArn': [{ role: PLATFORM }] } } },
  'a role with a newline behind it': { ...NARROWED, Condition: { ArnEquals: { 'aws:PrincipalArn': `${PLATFORM}\n` } } },
  'the resource twice': { ...NARROWED, Resource: ['*', '*'] },
};

const DENY: JsonObject = {
  Sid: 'CadoResponseDenyOutsideServices',
  Effect: 'Deny',
  Principal: { AWS: PLATFORM },
  Action: 'kms:Decrypt',
  Resource: '*',
};
const VIA: JsonObject = { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' };

/** Conditions with which the Deny is none that a release wrote: each would deny the roles more. */
const WIDER: Readonly<Record<string, JsonObject>> = {
  'no condition': {},
  'an empty condition': { Condition: {} },
  'an empty block': { Condition: { StringNotEquals: {} } },
  'an empty list of services': { Condition: { StringNotEquals: { 'kms:ViaService': [] } } },
  'an empty block beside the services': { Condition: { StringNotEquals: VIA, ArnEquals: {} } },
  'a role alone': { Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Condition: { ArnEquals: { 'aws:PrincipalArn': PLATFORM } } },
  null: { Condition: null },
};

describe('the table of our own statements', () => {
  const statements = everyStatement();

  test('every Sid of the template is in it', () => {
    expect(Object.keys(OWN)).toEqual(expect.arrayContaining(KMS_KEY_POLICY_TEMPLATE.statements.map(({ sid }) => sid)));
  });

  test('every Sid of it is among the statements that the template can give', () => {
    const sids = new Set([...statements.values()].map((statement) => ownSid(statement, OWN)));
    expect(sids).toStrictEqual(new Set(KMS_KEY_POLICY_TEMPLATE.statements.map(({ sid }) => sid)));
  });

  test('every statement that the template can give is recognised as ours', () => {
    expect([...statements].filter(([, statement]) => !shaped(statement)).map(([text]) => text)).toStrictEqual([]);
  });

  test('none of them is recognised with the other effect, another action, resource, condition or element', () => {
    const changed = [...statements.values()].flatMap((statement) => changes(statement as JsonObject));
    expect(changed.filter(shaped).map((statement) => JSON.stringify(statement))).toStrictEqual([]);
  });

  test('none of them is recognised under another Sid of ours that allows less', () => {
    const encrypts = [...statements.values()].filter((statement) => JSON.stringify(statement).includes('kms:Encrypt'));
    const renamed = encrypts.map((statement) => ({ ...(statement as JsonObject), Sid: 'CadoResponseDescribeKey' }));
    expect(renamed.length).toBeGreaterThan(0);
    expect(renamed.filter(shaped)).toStrictEqual([]);
  });

  test('a statement with roots that a condition narrows to roles is ours', () => expect(shaped(NARROWED)).toBe(true));

  test.each(Object.entries(WITHOUT))('a statement with %s is not ours', (_what, statement) => expect(shaped(statement)).toBe(false));

  test('a Deny of what comes through no service is ours', () =>
    expect(shaped({ ...DENY, Condition: { StringNotEquals: VIA } })).toBe(true));

  test.each(Object.entries(WIDER))('a Deny with %s is not ours', (_what, elements) => expect(shaped({ ...DENY, ...elements })).toBe(false));

  test('a grant for AWS resources that lists no value is not ours', () => {
    const grant = (values: Json): JsonObject => ({
      ...DENY,
      Sid: 'CadoResponseEbsCreateGrant',
      Effect: 'Allow',
      Action: 'kms:CreateGrant',
      Condition: { Bool: { 'kms:GrantIsForAWSResource': values } },
    });
    expect(shaped(grant(['true']))).toBe(true);
    expect(shaped(grant([]))).toBe(false);
  });

  test.each([null, 'CadoResponseEbsUse', ['CadoResponseEbsUse'], {}, { Sid: 1 }, { Sid: 'constructor' }, { Sid: 'CADORESPONSEEBSUSE' }])(
    '%j has no Sid of ours',
    (value) => expect(ownSid(value as Json, OWN)).toBeUndefined(),
  );
});

function changes(statement: JsonObject): readonly JsonObject[] {
  const condition = (statement['Condition'] ?? {}) as JsonObject;
  return [
    { ...statement, Effect: statement['Effect'] === 'Allow' ? 'Deny' : 'Allow' },
    { ...statement, Action: ['kms:Decrypt', 'kms:ScheduleKeyDeletion'] },
    { ...statement, Resource: 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab' },
    { ...statement, Principal: '*' },
    { ...statement, Principal: { Service: 'ec2.amazonaws.com' } },
    { ...statement, Condition: { ...condition, IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } },
    { ...statement, NotAction: 'kms:Decrypt' },
  ];
}
