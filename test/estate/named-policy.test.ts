import { namedPolicies, type Wanted } from '../../src/estate/named-policy';
import type { Json } from '../../src/policy/policy-json';
import {
  accountDetails,
  ALLOWED,
  describeKey,
  describePolicy,
  getKeyPolicy,
  getPolicyVersion,
  getRole,
  GET_POLICY,
  GET_ROLE_POLICY,
  keyArn,
  keyPolicy,
  PLATFORM,
  policy,
  RCP,
  roleArn,
  SCP,
  TARGET,
  trust,
} from './aws/aws-cli-outputs';

/** Names of the policies that an option gets of a document, and what is wrong with it. */
function given(value: Json, wanted: Wanted, role?: string): { readonly names: readonly string[]; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const reader = { file: 'given.json', report: ({ problem }: { readonly problem: string }) => void problems.push(problem) };
  return { names: namedPolicies(JSON.stringify(value), wanted, reader, role).map(({ name }) => name), problems };
}

const BUCKET = policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' });
const STATE = {
  version: 4,
  resources: [{ mode: 'managed', type: 'aws_kms_key', name: 'x', instances: [{ attributes: { arn: keyArn(TARGET) } }] }],
};

test.each<[wanted: Wanted, value: Json, names: readonly string[]]>([
  ['key policy', keyPolicy(TARGET), ['given.json']],
  ['key policy', getKeyPolicy(TARGET), ['given.json']],
  ['trust policy', trust(PLATFORM), ['given.json']],
  ['trust policy', getRole(TARGET), [`CadoResponseRole (${TARGET}) trust`]],
  ['role policy', policy(ALLOWED), ['given.json']],
  ['role policy', GET_ROLE_POLICY, ['CadoResponseRole forensics']],
  ['role policy', getPolicyVersion(true), ['given.json']],
  ['role policy', [policy(ALLOWED), GET_ROLE_POLICY], ['given.json[0]', 'CadoResponseRole forensics']],
  ['boundary', getPolicyVersion(true), ['given.json']],
  ['service control policy', SCP, ['given.json']],
  ['service control policy', describePolicy('SERVICE_CONTROL_POLICY', 'Keys', SCP), ['Keys']],
  ['resource control policy', RCP, ['given.json']],
  ['resource control policy', BUCKET, ['given.json']],
  ['resource control policy', describePolicy('RESOURCE_CONTROL_POLICY', 'Ours', RCP), ['Ours']],
])('a %s is taken of %j', (wanted, value, names) => {
  expect(given(value, wanted)).toEqual({ names, problems: [] });
});

test.each<[wanted: Wanted, value: Json, problem: string]>([
  [
    'key policy',
    SCP,
    "this is a role's policy, a boundary or a service control policy, as it names no principals. Give it with --platform-policy, --target-policy or --scp",
  ],
  [
    'key policy',
    trust(PLATFORM),
    'this is a trust policy, as it lets principals assume a role. Give it with --platform-trust or --target-trust',
  ],
  [
    'key policy',
    getRole(TARGET),
    'this is a trust policy, as it lets principals assume a role. Give it with --platform-trust or --target-trust',
  ],
  [
    'key policy',
    BUCKET,
    'this is a policy of a resource that is neither key nor role, as its actions tell. Leave it out; give a resource control policy with --rcp',
  ],
  ['key policy', describeKey(keyArn(TARGET)), 'this holds no key policy'],
  ['trust policy', keyPolicy(TARGET), 'this is a key policy, as it names principals. Give it with --key-policy'],
  [
    'trust policy',
    GET_ROLE_POLICY,
    "this is a role's policy, a boundary or a service control policy, as it names no principals. Give it with --platform-policy, --target-policy or --scp",
  ],
  ['role policy', keyPolicy(TARGET), 'this is a key policy, as it names principals. Give it with --key-policy'],
  ['role policy', getKeyPolicy(TARGET), 'this is a key policy, as it names principals. Give it with --key-policy'],
  [
    'role policy',
    [policy(ALLOWED), trust(PLATFORM)],
    'this is a trust policy, as it lets principals assume a role. Give it with --platform-trust or --target-trust',
  ],
  ['role policy', describePolicy('SERVICE_CONTROL_POLICY', 'Keys', SCP), 'this is a service control policy. Give it with --scp'],
  ['role policy', accountDetails(TARGET), 'this tells of keys or roles with all that they have. Give it as a document, without an option'],
  ['role policy', STATE, 'this tells of keys or roles with all that they have. Give it as a document, without an option'],
  [
    'boundary',
    trust(PLATFORM),
    'this is a trust policy, as it lets principals assume a role. Give it with --platform-trust or --target-trust',
  ],
  ['service control policy', keyPolicy(TARGET), 'this is a key policy, as it names principals. Give it with --key-policy'],
  [
    'service control policy',
    describePolicy('RESOURCE_CONTROL_POLICY', 'Ours', RCP),
    'this is a resource control policy. Give it with --rcp',
  ],
  [
    'resource control policy',
    SCP,
    "this is a role's policy, a boundary or a service control policy, as it names no principals. Give it with --platform-policy, --target-policy or --scp",
  ],
  [
    'resource control policy',
    describePolicy('SERVICE_CONTROL_POLICY', 'Keys', SCP),
    'this is a service control policy. Give it with --scp',
  ],
])('for a %s, %j is refused with the option that takes it', (wanted, value, problem) => {
  expect(given(value, wanted)).toEqual({ names: [], problems: [problem] });
});

test('what cannot be read is told once', () => {
  expect(given(GET_POLICY, 'role policy').problems).toEqual([expect.stringMatching(/managed policy without its document/)]);
  expect(given({ a: 1 }, 'role policy').problems).toEqual([expect.stringMatching(/no document with policies/)]);
  expect(given(policy({ Effect: 'Perhaps' }), 'key policy').problems).toHaveLength(1);
});

test('what tells whose it is must be of the role that is named', () => {
  const other = roleArn(PLATFORM);
  expect(given(getRole(TARGET), 'trust policy', other).problems).toEqual([
    `this is of the role ${roleArn(TARGET)}, not of ${other}. Give one of that role`,
  ]);
  expect(given(GET_ROLE_POLICY, 'role policy', other).problems).toEqual([]);
  expect(given(GET_ROLE_POLICY, 'role policy', roleArn(PLATFORM, 'Other')).problems).toEqual([
    `this is of the role CadoResponseRole, not of ${roleArn(PLATFORM, 'Other')}. Give one of that role`,
  ]);
});
