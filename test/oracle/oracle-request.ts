import type { AccessRequest } from '../../src/proof/evaluator/access-request';

/** The caller as the oracle takes it: a role with a session is the ARN of the session. */
export function oraclePrincipal({ principal, sessionName }: AccessRequest): string {
  const [, partition, , , account, resource = ''] = principal.split(':');
  if (sessionName === undefined || !resource.startsWith('role/')) return principal;
  return `arn:${partition}:sts::${account}:assumed-role/${resource.slice(resource.lastIndexOf('/') + 1)}/${sessionName}`;
}

/**
 * The condition keys of a request with those that follow from it. The oracle derives none, so they are written here a second time,
 * from the reference alone.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function oracleContext({ principal, action, context = {}, resourceAccount = '' }: AccessRequest): Record<string, string | string[]> {
  const derived: Record<string, string> = { 'aws:ResourceAccount': resourceAccount };
  if (action.startsWith('s3:')) derived['s3:ResourceAccount'] = resourceAccount;
  const [, , , , account = '', resource = ''] = principal.split(':');
  if (!principal.startsWith('arn:')) {
    Object.assign(derived, { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': principal });
  } else {
    const type = /^(?:(role)|(user)|root)/.exec(resource);
    Object.assign(derived, {
      'aws:PrincipalIsAWSService': 'false',
      'aws:PrincipalArn': principal,
      'aws:PrincipalAccount': account,
      'aws:PrincipalType': type?.[1] === undefined ? (type?.[2] === undefined ? 'Account' : 'User') : 'AssumedRole',
    });
    if (type?.[2] !== undefined) derived['aws:username'] = resource.slice(resource.lastIndexOf('/') + 1);
    if (action.startsWith('kms:') && action !== 'kms:ListAliases') derived['kms:CallerAccount'] = account;
  }
  const given = Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]] as const);
  return { ...derived, ...Object.fromEntries(given) };
}
