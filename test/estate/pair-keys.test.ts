import type { EstateKey, GivenPolicy } from '../../src/estate/estate';
import { pairedKeys } from '../../src/estate/pair-keys';
import type { JsonObject } from '../../src/policy/policy-json';
import { keyArn, keyPolicy, OTHER, PLATFORM, policy, roleArn, TARGET } from './aws/aws-cli-outputs';

const SECOND = '0987dcba-09fe-87dc-65ba-ab0987654321';
const [ONE, TWO, FOREIGN] = [keyArn(TARGET), keyArn(TARGET, SECOND), keyArn(OTHER)];
const UNTOLD = policy({ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' });
const naming = (arn: string): JsonObject =>
  policy({ Effect: 'Allow', Principal: { AWS: roleArn(TARGET, 'KeyAdmin') }, Action: 'kms:*', Resource: arn });
const allow = (principal: string, condition?: JsonObject): JsonObject => ({
  Effect: 'Allow',
  Principal: { AWS: principal },
  Action: 'kms:*',
  Resource: '*',
  ...(condition !== undefined && { Condition: condition }),
});
const CENTRAL = allow(roleArn('999999999999', 'KeyAdmin'));

/** Pairs keys, by ARN with their documents, and policies by document: which key has which, and which are left. */
function pairs(keys: Readonly<Record<string, string>>, policies: Readonly<Record<string, JsonObject>>): readonly string[] {
  const given = Object.entries(policies).map(([document, json]): GivenPolicy => ({ name: document, json, document }));
  const paired = pairedKeys(
    Object.keys(keys).map((arn): EstateKey => ({ arn, grants: [] })),
    given,
    new Map(Object.entries(keys).map(([arn, document]) => [arn, [document]])),
  );
  return [
    ...paired.keys.map(({ arn, policy: own }) => `${arn.split(':')[4] ?? ''} ${arn.slice(-2)}: ${own?.name ?? 'none'}`),
    ...paired.left.map(({ name }) => `left: ${name}`),
  ];
}

type Case = [
  name: string,
  keys: Readonly<Record<string, string>>,
  policies: Readonly<Record<string, JsonObject>>,
  expected: readonly string[],
];

/** What a policy may name of its key's account beside a central role that may change it. */
const NAMES: readonly (readonly [what: string, statement: JsonObject])[] = [
  ['its account by a condition', allow('*', { StringEquals: { 'aws:PrincipalAccount': TARGET } })],
  ['the caller’s account by a condition', allow('*', { StringEquals: { 'kms:CallerAccount': TARGET } })],
  ['roles of its account by a condition', allow('*', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${TARGET}:role/aws-reserved/*` } })],
  ['everybody of an organisation', allow('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } })],
  ['somebody by a unique id', allow('AROACKCEVSQ6C2EXAMPLE')],
  ['its root, which may not change it', { ...allow(`arn:aws:iam::${TARGET}:root`), Action: ['kms:Describe*', 'kms:Decrypt'] }],
  ['a role of it, which may only use it', { ...allow(roleArn(TARGET, 'app')), Action: 'kms:Decrypt' }],
  ['it in a Deny', { Effect: 'Deny', NotPrincipal: { AWS: `arn:aws:iam::${TARGET}:root` }, Action: 'kms:PutKeyPolicy', Resource: '*' }],
];

test.each<Case>([
  ['one of each', { [ONE]: 'd.json' }, { 'p.json': keyPolicy(TARGET) }, [`${TARGET} ab: p.json`]],
  [
    'a folder for each key of one account',
    { [ONE]: 'one/d.json', [TWO]: 'two/d.json' },
    { 'two/p.json': keyPolicy(TARGET), 'one/p.json': keyPolicy(TARGET) },
    [`${TARGET} ab: one/p.json`, `${TARGET} 21: two/p.json`],
  ],
  [
    'one folder, two accounts',
    { [ONE]: 'd1.json', [FOREIGN]: 'd2.json' },
    { 'p2.json': keyPolicy(OTHER), 'p1.json': keyPolicy(TARGET) },
    [`${TARGET} ab: p1.json`, `${OTHER} ab: p2.json`],
  ],
  [
    'a document for each key, in one folder',
    { [ONE]: 'one.json', [TWO]: 'two.json' },
    { 'two.json': keyPolicy(TARGET), 'one.json': keyPolicy(TARGET) },
    [`${TARGET} ab: one.json`, `${TARGET} 21: two.json`],
  ],
  [
    'a policy that names its key',
    { [ONE]: 'd1.json', [TWO]: 'd2.json' },
    { 'p.json': naming(TWO) },
    [`${TARGET} ab: none`, `${TARGET} 21: p.json`],
  ],
  [
    'what is left over of folders, when one is told',
    { [ONE]: 'one/d.json', [TWO]: 'two/d.json' },
    { 'one/p.json': keyPolicy(TARGET), 'elsewhere/p.json': keyPolicy(TARGET) },
    [`${TARGET} ab: one/p.json`, `${TARGET} 21: elsewhere/p.json`],
  ],
  [
    'two keys and two policies of one account in one folder: nothing',
    { [ONE]: 'd1.json', [TWO]: 'd2.json' },
    { 'p1.json': keyPolicy(TARGET), 'p2.json': keyPolicy(TARGET) },
    [`${TARGET} ab: none`, `${TARGET} 21: none`, 'left: p1.json', 'left: p2.json'],
  ],
  [
    'two policies for one key: nothing',
    { [ONE]: 'd.json' },
    { 'p1.json': keyPolicy(TARGET), 'p2.json': UNTOLD },
    [`${TARGET} ab: none`, 'left: p1.json', 'left: p2.json'],
  ],
  [
    'a policy of another account, though beside it: nothing',
    { [ONE]: 'd.json' },
    { 'p.json': keyPolicy(OTHER) },
    [`${TARGET} ab: none`, 'left: p.json'],
  ],
  ['a policy that names another key: nothing', { [ONE]: 'd.json' }, { 'p.json': naming(TWO) }, [`${TARGET} ab: none`, 'left: p.json']],
  [
    'a policy that names another Region: nothing',
    { [ONE]: 'd.json' },
    { 'p.json': naming(`arn:aws:kms:eu-west-1:${TARGET}:key/*`) },
    [`${TARGET} ab: none`, 'left: p.json'],
  ],
  [
    'a policy that names another key, in the folder of one',
    { [ONE]: 'one/d.json', [TWO]: 'two/d.json' },
    { 'one/p.json': naming(TWO) },
    [`${TARGET} ab: one/p.json`, `${TARGET} 21: none`],
  ],
  [
    'policies that name each other’s keys, in the folders of these',
    { [ONE]: 'one/d.json', [TWO]: 'two/d.json' },
    { 'one/p.json': naming(TWO), 'two/p.json': keyPolicy(TARGET) },
    [`${TARGET} ab: one/p.json`, `${TARGET} 21: two/p.json`],
  ],
  [
    'a policy of another account, in the folder of a key',
    { [ONE]: 'one/d.json' },
    { 'one/p.json': keyPolicy(OTHER) },
    [`${TARGET} ab: none`, 'left: one/p.json'],
  ],
  [
    'two policies that name another key, in the folder of one',
    { [ONE]: 'one/d.json' },
    { 'one/p.json': naming(TWO), 'one/q.json': naming(TWO) },
    [`${TARGET} ab: none`, 'left: one/p.json', 'left: one/q.json'],
  ],
  ...NAMES.map(([what, own]): Case => [
    `a policy that lets a central role change it and names ${what}, in the folder of a key`,
    { [ONE]: 'one/d.json' },
    { 'one/p.json': policy(own, CENTRAL) },
    [`${TARGET} ab: one/p.json`],
  ]),
  [
    'a policy that lets a central role change it and names nobody else, in the folder of a key',
    { [ONE]: 'one/d.json' },
    { 'one/p.json': policy(CENTRAL) },
    [`${TARGET} ab: none`, 'left: one/p.json'],
  ],
  [
    'the policy of a key of another account, which lets everybody change it, in the folder of a key',
    { [ONE]: 'one/d.json' },
    { 'one/p.json': policy({ ...allow('*'), Resource: FOREIGN }) },
    [`${TARGET} ab: none`, 'left: one/p.json'],
  ],
  [
    'policies that name a central role beside either owner, in one folder',
    { [ONE]: 'd1.json', [FOREIGN]: 'd2.json' },
    {
      'p1.json': policy(allow('*', { StringEquals: { 'aws:PrincipalAccount': TARGET } }), CENTRAL),
      'p2.json': policy(allow('*', { StringEquals: { 'aws:PrincipalAccount': OTHER } }), CENTRAL),
    },
    [`${TARGET} ab: p1.json`, `${OTHER} ab: p2.json`],
  ],
  ['a policy that tells nothing, and the only key', { [ONE]: 'd.json' }, { 'p.json': UNTOLD }, [`${TARGET} ab: p.json`]],
])('%s', (_name, keys, policies, expected) => {
  expect(pairs(keys, policies)).toEqual(expected);
});

test('a key that has its policy takes no other', () => {
  const own: GivenPolicy = { name: 'own', json: keyPolicy(PLATFORM) };
  const { keys, left } = pairedKeys(
    [{ arn: keyArn(PLATFORM), policy: own, grants: [] }],
    [{ name: 'p', json: keyPolicy(PLATFORM) }],
    new Map(),
  );
  expect([keys[0]?.policy?.name, left.map(({ name }) => name)]).toEqual(['own', ['p']]);
});

test('hundreds of keys and policies that cannot be told apart are told by their documents', () => {
  const many = Array.from({ length: 400 }, (_, index) => `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`);
  const { left } = pairedKeys(
    many.map((id) => ({ arn: keyArn(TARGET, id), grants: [] })),
    many.map((id) => ({ name: id, json: keyPolicy(TARGET), document: `d/${id}.json` })),
    new Map(many.map((id) => [keyArn(TARGET, id), [`d/${id}.json`]])),
  );
  // Each stands in a document of its own with its key.
  expect(left).toEqual([]);
});
