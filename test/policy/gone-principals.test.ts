import { gonePrincipals } from '../../src/policy/gone-principals';
import type { JsonObject } from '../../src/policy/policy-json';

const allow = (Principal: JsonObject | string): JsonObject => ({ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' });
const [ROLE, USER] = ['AROAEXAMPLEOLDROLE1', 'AIDAEXAMPLEOLDUSER1'];

test.each<[what: string, statements: readonly JsonObject[], ids: readonly string[]]>([
  ['nobody', [], []],
  ['everybody', [allow('*')], []],
  ['those that exist', [allow({ AWS: ['arn:aws:iam::111122223333:role/AROA', '111122223333'] })], []],
  ['services and providers', [allow({ Service: ROLE, Federated: USER })], []],
  ['a role', [allow({ AWS: ROLE })], [ROLE]],
  ['each once', [allow({ AWS: [ROLE, USER] }), allow({ AWS: ROLE })], [ROLE, USER]],
  ['all but one', [{ Effect: 'Deny', NotPrincipal: { AWS: [USER] }, Action: 'kms:*', Resource: '*' }], [USER]],
])('who is gone: %s', (_what, statements, ids) => {
  expect(gonePrincipals({ Version: '2012-10-17', Statement: statements })).toEqual(ids);
  const [only] = statements;
  if (only !== undefined && statements.length === 1) expect(gonePrincipals({ Statement: only })).toEqual(ids);
});
