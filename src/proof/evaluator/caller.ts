import type { AccessRequest } from './access-request';
import { parseArn, type Arn } from './arn';

/** What kind of principal calls. */
export type CallerKind = 'role' | 'user' | 'account' | 'federated user' | 'service';

/** Who makes a request. */
export interface Caller {
  readonly kind: CallerKind;
  /** ARN of the role, user or account root; name of the service. */
  readonly name: string;
  /** ARN of the role's session. @default - none: not a role, or its session has no name */
  readonly session?: string;
  /** Empty for a service. */
  readonly account: string;
  /** ARN of the account's root; empty for a service. */
  readonly root: string;
  /** Whether AWS made the role for a service. */
  readonly isServiceLinked: boolean;
}

/** Reads who makes a request. Whatever is no ARN is the name of a service. */
export function callerOf({ principal, sessionName }: Pick<AccessRequest, 'principal' | 'sessionName'>): Caller {
  const arn = parseArn(principal);
  if (arn === undefined) return { kind: 'service', name: principal, account: '', root: '', isServiceLinked: false };
  const { account, service, resource } = arn;
  if (service === 'sts' && resource.startsWith('assumed-role/')) return roleCaller(arn, roleOfSession(arn), principal);
  if (resource.startsWith('role/')) return roleCaller(arn, principal, sessionName === undefined ? undefined : sessionArn(arn, sessionName));
  return { kind: otherKind(arn), name: principal, account, root: rootArn(arn), isServiceLinked: false };
}

function otherKind({ service, resource }: Arn): CallerKind {
  if (resource === 'root') return 'account';
  return service === 'sts' && resource.startsWith('federated-user/') ? 'federated user' : 'user';
}

/**
 * A role that AWS made for a service is told by its path.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
 */
function roleCaller(arn: Arn, name: string, session: string | undefined): Caller {
  const isServiceLinked = arn.resource.startsWith('role/aws-service-role/');
  const caller = { kind: 'role', name, account: arn.account, root: rootArn(arn), isServiceLinked } as const;
  return session === undefined ? caller : { ...caller, session };
}

const rootArn = ({ partition, account }: Arn): string => `arn:${partition}:iam::${account}:root`;

/**
 * A session's ARN holds the role's name without its path.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
const sessionArn = ({ partition, account, resource }: Arn, session: string): string =>
  `arn:${partition}:sts::${account}:assumed-role/${resource.slice(resource.lastIndexOf('/') + 1)}/${session}`;

/** The role of a session's ARN; its path is not in it, and taken to be `/`. */
const roleOfSession = ({ partition, account, resource }: Arn): string =>
  `arn:${partition}:iam::${account}:role/${resource.split('/')[1] ?? ''}`;
