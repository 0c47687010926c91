import { all, atLeast, enabled, has, named } from '../../src/policy/guard';
import { resolve } from '../../src/policy/resolve';
import type { PolicyTemplate, StatementTemplate } from '../../src/policy/template';

const READ: StatementTemplate = {
  sid: 'Read',
  effect: 'Allow',
  purpose: 'Reads.',
  source: 'https://docs.aws.amazon.com/',
  actions: [
    { when: has('methods', 'wide'), actions: ['kms:*'] },
    { when: named('tight'), actions: ['kms:Decrypt'] },
    { actions: ['kms:Describe*'] },
  ],
  resources: ['*'],
  principals: { derived: 'roles.every' },
  conditions: [
    { test: 'StringEquals', variable: 'kms:ViaService', values: { derived: 'services' }, when: named('tight') },
    { test: 'StringEquals', variable: 'kms:CallerAccount', values: { input: 'accounts' }, when: named('tight') },
    { test: 'Bool', variable: 'kms:GrantIsForAWSResource', values: ['true'], when: enabled('grants') },
  ],
};

const DENY: StatementTemplate = {
  sid: 'Deny',
  effect: 'Deny',
  purpose: 'Denies.',
  source: 'https://docs.aws.amazon.com/',
  when: all(enabled('enforce'), named('tight')),
  actions: [{ actions: ['kms:*'] }],
  resources: { input: 'keys' },
  conditions: [],
};

const TEMPLATE: PolicyTemplate = {
  statements: [READ, DENY],
  guards: { tight: atLeast('via_service') },
  derivations: [
    {
      name: 'roles',
      meaning: '',
      resolve: ({ role }, { partition }) => ({ every: [`arn:${partition}:${String(role)}`] }),
      terraform: () => '',
    },
    { name: 'services', meaning: '', resolve: () => ['ec2'], terraform: () => '' },
  ],
};

const INPUTS = { kms_tightening: 'documented', methods: [], accounts: ['1'], keys: ['k'], role: 'r', grants: false, enforce: true };
const resolved = (inputs: object): unknown => resolve(TEMPLATE, { ...INPUTS, ...inputs }, { partition: 'aws-cn' });

test('what is not guarded exists always, and a statement without conditions has no Condition', () => {
  expect(resolved({})).toEqual([
    { Sid: 'Read', Effect: 'Allow', Principal: { AWS: ['arn:aws-cn:r'] }, Action: ['kms:Describe*'], Resource: ['*'] },
  ]);
});

test('guards that hold add statements and conditions, the latter in one block an operator', () => {
  expect(resolved({ kms_tightening: 'pinned', grants: true })).toEqual([
    {
      Sid: 'Read',
      Effect: 'Allow',
      Principal: { AWS: ['arn:aws-cn:r'] },
      Action: ['kms:Decrypt'],
      Resource: ['*'],
      Condition: {
        StringEquals: { 'kms:ViaService': ['ec2'], 'kms:CallerAccount': ['1'] },
        Bool: { 'kms:GrantIsForAWSResource': ['true'] },
      },
    },
    { Sid: 'Deny', Effect: 'Deny', Action: ['kms:*'], Resource: ['k'] },
  ]);
});

test('of several action cases the first that holds counts', () => {
  expect(resolved({ kms_tightening: 'pinned', methods: ['wide'], enforce: false })).toMatchObject([{ Action: ['kms:*'] }]);
});

describe('a template that does not fit together is an error that names the place:', () => {
  const broken = (change: Partial<StatementTemplate>): (() => unknown) => {
    const template = { ...TEMPLATE, statements: [{ ...READ, ...change }] };
    return () => resolve(template, INPUTS, { partition: 'aws' });
  };

  test.each([
    {
      what: 'no action case left',
      change: { actions: [{ when: enabled('grants'), actions: [] }] },
      says: 'Statement Read has no action case',
    },
    { what: 'an unknown guard', change: { when: named('tihgt') }, says: 'no guard named "tihgt"' },
    { what: 'an unknown derivation', change: { resources: { derived: 'rolls' } }, says: 'no derived list named "rolls"' },
    {
      what: 'an unknown key of a derivation',
      change: { resources: { derived: 'roles.some' } },
      says: 'no derived list named "roles.some"',
    },
    { what: 'a map where a list belongs', change: { resources: { derived: 'roles' } }, says: 'no derived list named "roles"' },
    { what: 'an unknown input', change: { resources: { input: 'kees' } }, says: 'no list input named "kees"' },
  ] as const)('$what', ({ change, says }) => {
    expect(broken(change)).toThrow(says);
  });
});
