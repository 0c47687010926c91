import type { Json } from '../../src/policy/policy-json';

/** A place for text in the inputs of one name, and what is taken there. */
export interface TextSlot {
  readonly input: string;
  /** Which text of the input, as `textPlaces` names it. */
  readonly place: string;
  /** What stands around the text, so that the whole is accepted with nothing between. */
  readonly before: string;
  readonly after: string;
  /** Matches each character that is taken between; written from AWS's own words on the name, not from our rule. */
  readonly takes: RegExp;
  /** The input with a whole text in this place. */
  readonly value: (whole: string) => Json;
}

/** `…` stands for the text. */
type Around = `${string}…${string}`;

const NOTHING = /(?!)/u;
const ANYTHING = /[^]/u;
const IAM_NAME = /[A-Za-z0-9+=,.@_-]/u;
const IAM_PATH = /[A-Za-z0-9+=,.@_/-]/u;
const BUCKET = /[a-z0-9.-]/u;
const REGION = /[a-z-]/u;
const LATIN_1 = /[\t\n\r\x20-\x7e\xa1-\xff]/u;
const TAG = /[A-Za-z0-9 _.:/=+@-]/u;
/** IAM takes letters, digits and spaces of every script; our rule takes whatever is not ASCII. */
const IAM_TAG = /[A-Za-z0-9 _.:/=+@-]|[^\0-\x7f]/u;

const ROLE: Around = 'arn:aws:iam::111122223333:role/a…b';
const A_REGION: Around = 'eu-a…west-1';
const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const KEY: Around = `arn:aws:kms:a…:444455556666:key/${KEY_ID}`;
const A_BUCKET: Around = 'arn:aws:s3:::ab…c';

const slot = (input: string, around: Around, takes: RegExp, value: TextSlot['value'], place = ''): TextSlot => {
  const [before = '', after = ''] = around.split('…');
  return { input, place, before, after, takes, value };
};
const one = (input: string, around: Around, takes: RegExp): TextSlot => slot(input, around, takes, (whole) => whole);
const list = (input: string, around: Around, takes: RegExp): TextSlot => slot(input, around, takes, (whole) => [whole]);
const mapOf = (input: string, around: Around, takes: RegExp): readonly TextSlot[] => [
  slot(input, around, takes, (whole) => ({ [whole]: 'x' }), 'key'),
  slot(input, around, takes, (whole) => ({ k: whole }), 'value'),
];
const grant = (place: string, around: Around, takes: RegExp, attributes: (whole: string) => Readonly<Record<string, Json>>): TextSlot =>
  slot('grants', around, takes, (whole) => ({ web: { key_id: KEY_ID, grantee: 'target', ...attributes(whole) } }), place);

const FOREIGN = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: 'kms:*', Resource: '*' } as const;
const policyWith = (Sid: string): string => JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid, ...FOREIGN }] });

/** Every place for text in the inputs of all modules. */
export const TEXT_SLOTS: readonly TextSlot[] = [
  one('platform_role_arn', ROLE, IAM_PATH),
  one('target_role_arn', ROLE, IAM_PATH),
  one('worker_role_arn', ROLE, IAM_PATH),
  list('additional_platform_role_arns', ROLE, IAM_PATH),
  list('trusted_role_arns', ROLE, IAM_PATH),
  list('target_role_arns', ROLE, IAM_PATH),
  one('permissions_boundary_arn', 'arn:aws:iam::111122223333:policy/a…b', IAM_PATH),
  one('role_name', 'CadoResponse…', IAM_NAME),
  one('target_role_name', 'a…CadoResponseRole', IAM_PATH),
  one('role_path', '/a…b/', IAM_PATH),
  one('role_description', '…', LATIN_1),
  ...mapOf('tags', 'a…', IAM_TAG),
  one('external_id', 'ab…', /[A-Za-z0-9_+=,.@:/-]/u),
  one('organization_id', 'o-a1b2c3d4e5…', /[a-z0-9]/u),
  list('capabilities', 's3…', NOTHING),
  list('acquisition_methods', 'ebs_direct…', NOTHING),
  list('create_grant_for', 'target…', NOTHING),
  list('protects', 'ebs…', NOTHING),
  one('kms_tightening', 'pinned…', NOTHING),
  one('principal_match', 'role_arn…', NOTHING),
  one('platform_region', A_REGION, REGION),
  list('evidence_regions', A_REGION, REGION),
  list('kms_key_arns', KEY, /[a-z0-9-]/u),
  one('evidence_bucket_kms_key_arn', KEY, /[a-z0-9-]/u),
  list('ebs_resource_ids', 'vol-…*', /[0-9a-f]/u),
  list('evidence_source_bucket_arns', A_BUCKET, BUCKET),
  one('evidence_bucket_name', 'ab…c', BUCKET),
  ...mapOf('ssm_instance_tags', 'a…', TAG),
  list('lambda_log_group_names', '/a…b*', /[A-Za-z0-9_/.#-]/u),
  slot('temporary_key', 'abc…', /[A-Za-z0-9/_-]/u, (whole) => ({ alias_prefix: whole }), 'alias_prefix'),
  slot('temporary_key', A_REGION, REGION, (whole) => ({ replica_regions: [whole] }), 'replica_regions'),
  one('existing_policy_json', `${policyWith('Root')}…`, /[\t\n\r ]/u),
  slot('existing_policy_json', '…', ANYTHING, policyWith, 'Sid'),
  slot('grants', 'a…', /[A-Za-z0-9/_-]/u, (whole) => ({ [whole]: { key_id: KEY_ID, grantee: 'target' } }), 'key'),
  grant('key_id', `${KEY_ID}…`, NOTHING, (whole) => ({ key_id: whole })),
  grant('grantee', 'target…', NOTHING, (whole) => ({ grantee: whole })),
  grant('operations', 'Decrypt…', NOTHING, (whole) => ({ operations: [whole] })),
  grant('encryption_context_equals.key', 'a…', ANYTHING, (whole) => ({ encryption_context_equals: { [whole]: 'x' } })),
  grant('encryption_context_equals.value', '…', ANYTHING, (whole) => ({ encryption_context_equals: { k: whole } })),
];
