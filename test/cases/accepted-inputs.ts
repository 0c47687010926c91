import { GRANT_OPERATIONS } from '../../src/catalogue/kms-actions';
import type { Json, JsonObject } from '../../src/policy/policy-json';

/** A value at the edge of what one input takes. */
export interface AcceptedInput {
  readonly input: string;
  /** Unique among the rows of the input. */
  readonly what: string;
  readonly value: Json;
  /** Other inputs that the value needs. */
  readonly with?: JsonObject;
}

type Row = readonly [what: string, value: Json, others?: JsonObject];

const rows = (input: string, ...values: readonly Row[]): readonly AcceptedInput[] =>
  values.map(([what, value, others]) => ({ input, what, value, ...(others !== undefined && { with: others }) }));

const ROLES: readonly (readonly [what: string, value: string])[] = [
  ['a-name-of-one-character', 'arn:aws:iam::111122223333:role/r'],
  ['a-name-of-64-characters', `arn:aws:iam::111122223333:role/${'r'.repeat(64)}`],
  ['every-sign-of-a-name', 'arn:aws:iam::111122223333:role/Cado+Response=Role,.@_-1'],
  ['a-path', 'arn:aws:iam::111122223333:role/security/forensics_2/CadoResponseRole'],
  ['a-name-that-is-a-keyword', 'arn:aws:iam::000000000000:role/role/root'],
];

const REGIONED: JsonObject = { platform_region: 'eu-west-1' };
const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const grant = (attributes: JsonObject): JsonObject => ({ incident: { key_id: KEY_ID, grantee: 'target', ...attributes } });
const pairs = (count: number): JsonObject =>
  Object.fromEntries(Array.from({ length: count }, (_unused, index) => [`key${index}`, 'value']));

const STATEMENT: JsonObject = {
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::123456789012:root' },
  Action: 'kms:*',
  Resource: '*',
};
const { Principal: _principal, ...NO_PRINCIPAL } = STATEMENT;

/** Values at the edge of what each input takes. */
export const ACCEPTED_INPUTS: readonly AcceptedInput[] = [
  ...rows('platform_role_arn', ['null', null], ...ROLES),
  ...rows('target_role_arn', ['null', null], ...ROLES),
  ...rows('additional_platform_role_arns', ['none', []], ['many', ROLES.map(([, arn]) => arn)]),
  ...rows('create_grant_for', ['null', null], ['nobody', []], ['both', ['target', 'platform']]),
  ...rows('protects', ['objects', ['s3']], ['both', ['s3', 'ebs']]),
  ...rows('acquisition_methods', ['one', ['create_volume']], ['the-other', ['ebs_direct']], ['both', ['ebs_direct', 'create_volume']]),
  ...rows('kms_tightening', ['the-loosest', 'documented'], ['the-tightest', 'pinned', REGIONED]),
  ...rows('platform_region', ['null', null], ['two-digits', 'ap-southeast-12'], ['two-words', 'us-northeast-b-1']),
  ...rows('evidence_regions', ['none', []], ['many', ['eu-west-1', 'us-east-1', 'mx-central-1', 'il-central-1']]),
  ...rows(
    'ebs_resource_ids',
    ['every-volume', ['vol-*']],
    ['an-old-id', ['snap-0123abcd']],
    ['a-full-id', ['vol-0123456789abcdef0']],
    ['the-longest-start', ['vol-0123456789abcdef*', 'snap-0*']],
  ),
  ...rows(
    'evidence_source_bucket_arns',
    ['null', null],
    ['none', []],
    ['a-name-of-three-characters', ['arn:aws:s3:::a-1']],
    ['a-name-of-63-characters', [`arn:aws:s3:::${'b'.repeat(63)}`, 'arn:aws:s3:::logs.example.com']],
  ),
  ...rows('principal_match', ['by-role', 'role_arn'], ['by-arn', 'principal_arn']),
  ...rows(
    'existing_policy_json',
    ['null', null],
    ['one-statement', JSON.stringify({ Statement: STATEMENT })],
    ['spaces-around', `\r\n ${JSON.stringify({ Version: '2008-10-17', Id: '', Statement: [STATEMENT] })} \n`],
    [
      'not-elements',
      JSON.stringify({ Statement: [STATEMENT, { ...NO_PRINCIPAL, Effect: 'Deny', NotPrincipal: '*', Condition: { Bool: {} } }] }),
    ],
  ),
  ...rows(
    'grants',
    ['none', {}],
    ['a-key-by-id', grant({})],
    ['a-key-by-arn', grant({ key_id: `arn:aws:kms:eu-west-1:444455556666:key/${KEY_ID}`, grantee: 'platform' })],
    ['a-multi-region-key', grant({ key_id: `mrk-${'0123456789abcdef'.repeat(2)}` })],
    ['a-name-of-200-characters', { [`${'n'.repeat(197)}_/-`]: { key_id: KEY_ID, grantee: 'target' } }],
    ['every-operation', grant({ operations: [...GRANT_OPERATIONS] }), { kms_tightening: 'documented' }],
    ['every-operation-but-one', grant({ operations: GRANT_OPERATIONS.filter((operation) => operation !== 'CreateGrant') })],
    ['operations-that-are-null', grant({ operations: null, encryption_context_equals: null })],
    ['a-context-of-one-pair', grant({ encryption_context_equals: { 'aws:ebs:id': 'vol-0123456789abcdef0' } })],
    ['a-context-of-eight-pairs', grant({ encryption_context_equals: pairs(8) })],
  ),
];
