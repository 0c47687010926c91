import { readDocuments } from '../../../src/estate/read-documents';
import type { Json } from '../../../src/policy/policy-json';

const USUAL = { partition: 'aws', account: '000000000000', region: 'us-east-1' } as const;
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
});
const policy = (action: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });

/** A resource that a plan creates, in a module. */
const created = (module: string, type: string, name: string, after: object, more: object = {}): object => ({
  address: `${module}.${type}.${name}`,
  module_address: module,
  mode: 'managed',
  type,
  name,
  ...more,
  change: { actions: ['create'], before: null, after, after_unknown: { arn: true } },
});

/** A module in an account of its own, as data sources tell it. */
const account = (address: string, id: string): object => ({
  address,
  resources: [
    {
      address: `${address}.data.aws_caller_identity.current`,
      mode: 'data',
      type: 'aws_caller_identity',
      name: 'current',
      values: { account_id: id },
    },
  ],
});

const plan = (changes: readonly object[], modules: readonly object[], configuration: Json = {}): string =>
  JSON.stringify({
    format_version: '1.2',
    planned_values: { root_module: {} },
    prior_state: { values: { root_module: { child_modules: modules } } },
    resource_changes: changes,
    configuration,
  });

test('roles of one name in two accounts, in one plan, keep their policies apart', () => {
  const changes = ['platform', 'target'].flatMap((name) => [
    created(`module.${name}`, 'aws_iam_role', 'this', { name: 'CadoResponseRole', path: '/', assume_role_policy: TRUST }),
    created(`module.${name}`, 'aws_iam_role_policy', 'this', { name: 'own', role: 'CadoResponseRole', policy: policy(`ec2:Only${name}`) }),
  ]);
  const { roles, problems } = readDocuments(
    [{ file: 'plan.json', text: plan(changes, [account('module.platform', '111122223333'), account('module.target', '444455556666')]) }],
    USUAL,
  );
  expect(problems).toEqual([]);
  expect(roles.map(({ arn, identity }) => [arn, JSON.stringify(identity?.given.map(({ json }) => json['Statement']))])).toEqual([
    ['arn:aws:iam::111122223333:role/CadoResponseRole', expect.stringContaining('ec2:Onlyplatform')],
    ['arn:aws:iam::444455556666:role/CadoResponseRole', expect.stringContaining('ec2:Onlytarget')],
  ]);
});

test('an attachment of a policy that does not exist yet is told by the configuration, instance by instance', () => {
  const instances = (type: string, after: (key: string) => object): readonly object[] =>
    ['a', 'b'].map((key) => ({
      ...created('module.m', type, 'this', after(key), { index: key }),
      address: `module.m.${type}.this["${key}"]`,
    }));
  const configuration = {
    root_module: {
      module_calls: {
        m: {
          module: {
            resources: [
              {
                address: 'aws_iam_role_policy_attachment.this',
                mode: 'managed',
                type: 'aws_iam_role_policy_attachment',
                name: 'this',
                expressions: { policy_arn: { references: ['aws_iam_policy.this', 'each.key'] } },
              },
            ],
          },
        },
      },
    },
  };
  const changes = [
    created('module.m', 'aws_iam_role', 'this', { name: 'CadoResponseRole', path: '/x/', assume_role_policy: TRUST }),
    ...instances('aws_iam_policy', (key) => ({ name: `p-${key}`, path: '/', policy: policy(`ec2:${key}`) })),
    ...instances('aws_iam_role_policy_attachment', () => ({ role: 'CadoResponseRole' })),
  ];
  const { roles } = readDocuments(
    [{ file: 'plan.json', text: plan(changes, [account('module.m', '444455556666')], configuration) }],
    USUAL,
  );
  expect(roles).toHaveLength(1);
  expect(roles[0]?.arn).toBe('arn:aws:iam::444455556666:role/x/CadoResponseRole');
  expect(roles[0]?.identity?.given.map(({ name }) => name)).toEqual([
    'module.m.aws_iam_policy.this["a"].policy',
    'module.m.aws_iam_policy.this["b"].policy',
  ]);
  expect(roles[0]?.identity?.missing).toEqual([]);
});

test('what is attached and not in the plan is missing, by name', () => {
  const changes = [
    created('module.m', 'aws_iam_role', 'this', {
      name: 'CadoResponseRole',
      assume_role_policy: TRUST,
      permissions_boundary: 'arn:aws:iam::444455556666:policy/Boundary',
    }),
    created('module.m', 'aws_iam_role_policy_attachment', 'this', {
      role: 'CadoResponseRole',
      policy_arn: 'arn:aws:iam::aws:policy/SecurityAudit',
    }),
  ];
  const { roles } = readDocuments([{ file: 'plan.json', text: plan(changes, [account('module.m', '444455556666')]) }], USUAL);
  expect(roles[0]?.identity).toEqual({ given: [], missing: ['arn:aws:iam::aws:policy/SecurityAudit'] });
  expect(roles[0]?.missingBoundary).toBe('arn:aws:iam::444455556666:policy/Boundary');
});

test.each<[what: string, role: object, extras: object, tags: object | undefined]>([
  ['those of the provider too', { tags: { team: 'keys' }, tags_all: { team: 'keys', owner: 'x' } }, {}, { team: 'keys', owner: 'x' }],
  ['none', { tags: null, tags_all: {} }, {}, {}],
  ['none that are told', {}, {}, undefined],
  ['some that are known only on apply', { tags_all: { owner: 'x' } }, { after_unknown: { tags_all: { team: true } } }, undefined],
  ['some that are sensitive', { tags_all: { team: 'keys' } }, { after_sensitive: { tags_all: { team: true } } }, undefined],
])('tags of a role: %s', (_what, told, extras, tags) => {
  const change = { actions: ['create'], before: null, after: { name: 'CadoResponseRole', assume_role_policy: TRUST, ...told }, ...extras };
  const role = { address: 'aws_iam_role.r', mode: 'managed', type: 'aws_iam_role', name: 'r', change };
  const { roles } = readDocuments([{ file: 'plan.json', text: plan([role], [account('', '444455556666')]) }], USUAL);
  expect(roles.map((one) => one.tags)).toEqual([tags]);
});

test('a new key lies in the Region of the provider, and its policy may be a resource of its own', () => {
  const configuration = {
    provider_config: { aws: { name: 'aws', expressions: { region: { constant_value: 'eu-central-1' } } } },
    root_module: {
      resources: [
        {
          address: 'aws_kms_key_policy.k',
          mode: 'managed',
          type: 'aws_kms_key_policy',
          name: 'k',
          expressions: { key_id: { references: ['aws_kms_key.k.id', 'aws_kms_key.k'] } },
        },
      ],
    },
  };
  const bare = (type: string, after: object): object => ({
    address: `${type}.k`,
    mode: 'managed',
    type,
    name: 'k',
    change: { actions: ['create'], before: null, after, after_unknown: { arn: true, key_id: true, policy: type === 'aws_kms_key' } },
  });
  const { keys } = readDocuments(
    [
      {
        file: 'plan.json',
        text: plan([bare('aws_kms_key', {}), bare('aws_kms_key_policy', { policy: policy('kms:*') })], [], configuration),
      },
    ],
    USUAL,
  );
  expect(keys).toHaveLength(1);
  expect(keys[0]?.arn).toBe('arn:aws:kms:eu-central-1:000000000000:key/aws_kms_key.k');
  expect(keys[0]?.policy?.name).toBe('aws_kms_key_policy.k.policy');
});

test('a policy of a role that is managed elsewhere is that role’s, and what else it has is missing', () => {
  const changes = [created('module.m', 'aws_iam_role_policy', 'this', { name: 'own', role: 'CadoResponseRole', policy: policy('ec2:*') })];
  const { roles, unclaimed } = readDocuments([{ file: 'plan.json', text: plan(changes, [account('module.m', '444455556666')]) }], USUAL);
  expect(roles.map(({ arn, identity }) => [arn, identity?.given.length, identity?.missing])).toEqual([
    ['arn:aws:iam::444455556666:role/CadoResponseRole', 1, ['what else CadoResponseRole has']],
  ]);
  expect(unclaimed).toEqual([]);
});

test('policies of an organisation are told by their type', () => {
  const content = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'kms:*', Resource: '*' }] });
  const types = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY', 'TAG_POLICY', undefined];
  const resources = types.map((type, index) => ({
    mode: 'managed',
    type: 'aws_organizations_policy',
    name: `p${index}`,
    instances: [{ attributes: { id: `p-${index}`, content, ...(type !== undefined && { type }) } }],
  }));
  const read = readDocuments([{ file: 'terraform.tfstate', text: JSON.stringify({ version: 4, resources }) }], USUAL);
  expect(read.serviceControl.map(({ name }) => name)).toEqual([
    'aws_organizations_policy.p0.content',
    'aws_organizations_policy.p3.content',
  ]);
  expect(read.resourceControl?.map(({ name }) => name)).toEqual(['aws_organizations_policy.p1.content']);
});

test.each<[type: string, values: object, state: string | undefined]>([
  ['aws_kms_external_key', { enabled: false, key_state: 'PendingImport' }, 'PendingImport'],
  ['aws_kms_external_key', { enabled: false }, 'Disabled'],
  ['aws_kms_replica_external_key', { enabled: true, key_state: 'Enabled' }, 'Enabled'],
  ['aws_kms_key', { is_enabled: true }, 'Enabled'],
  ['aws_kms_key', {}, undefined],
])('%s with %j is in the state %s', (type, values, state) => {
  const arn = 'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const resource = { address: `${type}.this`, mode: 'managed', type, name: 'this', values: { arn, policy: policy('kms:*'), ...values } };
  const text = JSON.stringify({ format_version: '1.0', values: { root_module: { resources: [resource] } } });
  expect(readDocuments([{ file: 'state.json', text }], USUAL).keys.map((key) => key.state)).toEqual([state]);
});
