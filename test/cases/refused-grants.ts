import type { JsonObject } from '../../src/policy/policy-json';
import { refusedValue, type RefusedRow, type RefusedValue } from './refused-value';

const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const grant = (attributes: JsonObject): JsonObject => ({ incident: { key_id: KEY_ID, grantee: 'target', ...attributes } });
const pairs = (count: number): JsonObject =>
  Object.fromEntries(Array.from({ length: count }, (_unused, index) => [`key${index}`, 'value']));

const ROWS: readonly RefusedRow[] = [
  ['a-name-with-a-space', { 'two words': { key_id: KEY_ID, grantee: 'target' } }],
  ['a-name-with-a-newline', { 'incident\n': { key_id: KEY_ID, grantee: 'target' } }],
  ['no-name', { '': { key_id: KEY_ID, grantee: 'target' } }],
  ['a-name-of-201-characters', { ['n'.repeat(201)]: { key_id: KEY_ID, grantee: 'target' } }],
  ['an-alias', grant({ key_id: 'alias/volumes' })],
  ['an-alias-arn', grant({ key_id: 'arn:aws:kms:eu-west-1:444455556666:alias/volumes' })],
  ['every-key', grant({ key_id: 'arn:aws:kms:eu-west-1:444455556666:key/*' })],
  ['a-key-of-another-service', grant({ key_id: `arn:aws:s3:eu-west-1:444455556666:key/${KEY_ID}` })],
  ['a-key-of-a-short-account', grant({ key_id: `arn:aws:kms:eu-west-1:44445555666:key/${KEY_ID}` })],
  ['a-key-with-a-newline', grant({ key_id: `${KEY_ID}\n` })],
  ['a-key-in-capitals', grant({ key_id: KEY_ID.toUpperCase() })],
  ['no-key', grant({ key_id: null })],
  ['another-grantee', grant({ grantee: 'everyone' })],
  ['a-grantee-by-arn', grant({ grantee: 'arn:aws:iam::111122223333:role/CadoResponseRole' })],
  ['no-grantee', grant({ grantee: null })],
  ['operations-with-a-prefix', grant({ operations: ['kms:Decrypt'] })],
  ['an-operation-of-signing-keys', grant({ operations: ['Decrypt', 'Sign'] })],
  ['every-operation', grant({ operations: ['*'] })],
  ['no-operation', grant({ operations: [] })],
  ['an-operation-that-is-null', grant({ operations: [null] })],
  ['an-empty-context', grant({ encryption_context_equals: {} })],
  ['a-context-of-nine-pairs', grant({ encryption_context_equals: pairs(9) })],
];

/** What `grants` refuses. */
export const REFUSED_GRANTS: readonly RefusedValue[] = ROWS.map(refusedValue);
