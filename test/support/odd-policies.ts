import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/policy/policy-json';
import { KEY_ACCOUNT } from '../cases/key-policy-cases';

const ROOT = `arn:aws:iam::${KEY_ACCOUNT}:root`;
const ADMIN = `arn:aws:iam::${KEY_ACCOUNT}:role/KeyAdmin`;
const OTHER = 'arn:aws:iam::999900001111:root';
const OUR_ROLE = `arn:aws:iam::${KEY_ACCOUNT}:role/CadoResponseRole`;
const SERVICE = 'ec2.eu-west-1.amazonaws.com';

const oneOf = (...values: readonly Json[]): fc.Arbitrary<Json> => fc.constantFrom(...values);
/** An element that is there so often in a hundred. */
const element = (name: string, value: fc.Arbitrary<Json>, often: number): fc.Arbitrary<JsonObject> =>
  fc.tuple(fc.nat(99), value).map(([chance, json]): JsonObject => (chance < often ? { [name]: json } : {}));
const together = (...parts: readonly fc.Arbitrary<JsonObject>[]): fc.Arbitrary<JsonObject> =>
  fc.tuple(...parts).map((found) => Object.fromEntries(found.flatMap((part) => Object.entries(part))));

const PRINCIPALS: readonly Json[] = [
  '*',
  ROOT,
  OUR_ROLE,
  null,
  5,
  true,
  [ROOT],
  {},
  { Service: 'backup.amazonaws.com' },
  { AWS: { x: 1 } },
  ...[ROOT, ROOT, ADMIN, OTHER, '*', KEY_ACCOUNT, Number(KEY_ACCOUNT), null, [], [null, ROOT, 5], [ADMIN, OTHER], [[ROOT], ADMIN]].map(
    (AWS): Json => ({ AWS }),
  ),
];
const ACTIONS: readonly Json[] = [
  'kms:*',
  'kms:*',
  '*',
  'kms.*',
  'kms:P?tKeyPolicy',
  'kms:Decrypt',
  'kms:(Put)KeyPolicy',
  'K*',
  '',
  'kms:*t*t*y*y*x',
  5,
  null,
  true,
  [],
  ['kms:Decrypt', null],
  ['kms:*', { a: 1 }],
  ['s3:*', 'kms:PutKeyPolicy'],
];
const KEY = `arn:aws:kms:eu-west-1:${KEY_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const RESOURCES: readonly Json[] = [
  '*',
  '*',
  '*',
  KEY,
  'arn:aws:kms:*',
  'arn:aws:kms',
  'kms',
  'arn:aws:s3:::x',
  `arn:aws:kms:eu-west-1:${KEY_ACCOUNT}:alias/x`,
  ['*'],
  [['*']],
  [],
  null,
  5,
  {},
  ['arn:aws:s3:::x', KEY],
];
const CONDITIONS: readonly Json[] = [
  {},
  {},
  null,
  'x',
  5,
  [],
  [{}],
  ...[{}, null, 'x', ['a'], { a: [] }, { a: 'true' }, { a: null }, { a: [[], ['x']] }].map((Bool): Json => ({ Bool })),
  { A: {}, B: { k: 'v' } },
  { A: 'x', B: { k: 'v' } },
];
const OUR_CONDITIONS: readonly Json[] = [
  {},
  null,
  'x',
  [],
  ...[{}, null, 'x', ['x'], { 'kms:ViaService': [] }, { 'kms:ViaService': SERVICE }, { 'kms:ViaService': [SERVICE, null] }].map(
    (StringNotEquals): Json => ({ StringNotEquals }),
  ),
  { StringNotEquals: { 'kms:ViaService': SERVICE }, ArnEquals: {} },
  { StringNotEquals: { 'kms:ViaService': [[SERVICE]] }, ArnEquals: { 'aws:PrincipalArn': OUR_ROLE } },
  { ArnEquals: { 'aws:PrincipalArn': OUR_ROLE } },
  ...[[], true, 'true'].map((value): Json => ({ Bool: { 'kms:GrantIsForAWSResource': value } })),
  { StringEquals: { 'kms:CallerAccount': Number(KEY_ACCOUNT) } },
];

const statement = together(
  oneOf('Allow', 'Deny').map((Effect) => ({ Effect })),
  fc.tuple(fc.constantFrom('Principal', 'Principal', 'NotPrincipal'), oneOf(...PRINCIPALS)).map(([name, value]) => ({ [name]: value })),
  fc.tuple(fc.constantFrom('Action', 'Action', 'NotAction'), oneOf(...ACTIONS)).map(([name, value]) => ({ [name]: value })),
  element('Resource', oneOf(...RESOURCES), 90),
  element('Condition', oneOf(...CONDITIONS), 50),
);
const underOurSid = together(
  fc.constantFrom<JsonObject>(
    { Sid: 'CadoResponseDenyOutsideServices', Effect: 'Deny', Action: 'kms:Decrypt' },
    { Sid: 'CadoResponseEbsCreateGrant', Effect: 'Allow', Action: 'kms:CreateGrant' },
    { Sid: 'CadoResponseDescribeKey', Effect: 'Allow', Action: 'kms:DescribeKey' },
  ),
  oneOf(OUR_ROLE, OUR_ROLE, [OUR_ROLE], ROOT, [ROOT, null], 'AROAEXAMPLE123', 5).map((AWS) => ({ Principal: { AWS } })),
  element('Condition', oneOf(...OUR_CONDITIONS), 80),
).map((found): JsonObject => ({ ...found, Resource: '*' }));
const DELEGATION: JsonObject = { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' };

/** Key policies as nobody should write them: what decides who may change them, and what is ours, in every shape of JSON. */
export const ODD_POLICIES: fc.Arbitrary<JsonObject> = fc
  .oneof(
    fc.array(statement, { minLength: 1, maxLength: 3 }),
    fc.array(statement, { minLength: 1, maxLength: 2 }).map((all) => [DELEGATION, ...all]),
    underOurSid.map((one) => [DELEGATION, one]),
  )
  .map((Statement) => ({ Statement }));
