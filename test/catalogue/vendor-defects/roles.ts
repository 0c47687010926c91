import { verdict, type AccessCheck, type AnyStatement } from '../../support/policy-evaluator';

/** D8: somebody may assume the role besides the roles given. */
export function showsStrangersTrusted(trust: readonly AnyStatement[], strangers: readonly string[]): readonly string[] {
  const assume = (principal: string): AccessCheck => ({
    action: 'sts:AssumeRole',
    resource: 'arn:aws:iam::111122223333:role/CadoResponseRole',
    principal,
    context: { 'sts:ExternalId': 'f00d-1', 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
  });
  return strangers.filter((principal) => verdict(trust, assume(principal)) === 'allow');
}

/** Roles that the platform's role is given, by what it may do with them; everything else is somebody else's. */
export interface GivenRoles {
  readonly partition: string;
  readonly targets: readonly string[];
}

const EC2 = { 'iam:PassedToService': 'ec2.amazonaws.com' } as const;

/** D9: roles told by a word in their name, which is in the hand of whoever owns the account, and grants that are dead. */
export function showsRolesByName(statements: readonly AnyStatement[], { partition, targets }: GivenRoles): readonly string[] {
  const role = (account: string, name: string): string => `arn:${partition}:iam::${account}:role/${name}`;
  const allows = (action: string, resource: string, context: AccessCheck['context'] = {}): boolean =>
    verdict(statements, { action, resource, context }) === 'allow';
  const dead = statements.flatMap(({ Action, Resource = [] }) =>
    Action.filter((action) => ['sts:GetCallerIdentity', 'sts:GetSessionToken'].includes(action) && !Resource.includes('*')),
  );
  const strange = role('999988887777', 'NotCadoResponse');
  return [
    ...(allows('sts:AssumeRole', strange, { 'aws:ResourceOrgID': 'o-zzzzzzzzzz' }) ? [`assumes ${strange}`] : []),
    ...targets.filter((target) => !allows('sts:AssumeRole', target)).map((target) => `cannot assume ${target}`),
    ...(allows('iam:PassRole', role('111122223333', 'CadoResponseAdmin'), EC2) ? ['hands any role of that name to EC2'] : []),
    ...(allows('iam:PassRole', role('111122223333', 'CadoResponseWorker'), { 'iam:PassedToService': 'lambda.amazonaws.com' })
      ? ['hands roles to any service']
      : []),
    ...dead.map((action) => `${action} on a role is dead`),
    ...(allows('iam:CreateServiceLinkedRole', role('111122223333', 'CadoResponseRole')) ? ['a service role of that name is dead'] : []),
  ];
}
