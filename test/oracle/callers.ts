import type { AccessRequest } from '../../src/proof/evaluator/access-request';
import { oraclePrincipal } from './oracle-request';
import type { PrincipalJson } from './pair';
import type { Random } from './random';

/** Who calls. */
export type Caller = Pick<AccessRequest, 'principal' | 'sessionName'>;

const ROLES = ['CadoResponse', 'myCadoResponseRole', 'Auditor'];
const LINKED = 'aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup';
const USERS = ['alice', 'ops/bob', 'carol'];
const SERVICES = ['ec2.amazonaws.com', 'backup.amazonaws.com', 'events.amazonaws.com'];
/** Names of sessions. */
export const SESSIONS = ['import', 'i-0123456789abcdef0', 'alice@example.com'];

/** A caller of an account. */
export function callerOf(random: Random, account: string, mayBeService: boolean): Caller {
  const of = random.below(100);
  if (mayBeService && of < 9) return { principal: random.pick(SERVICES) };
  if (of < 13) return { principal: `arn:aws:iam::${account}:root` };
  if (of < 30) return { principal: `arn:aws:iam::${account}:user/${random.pick(USERS)}` };
  const role = `arn:aws:iam::${account}:role/${of < 34 ? LINKED : random.pick(ROLES)}`;
  return of < 42 ? { principal: role } : { principal: role, sessionName: random.pick(SESSIONS) };
}

/** Whether the caller is a service. */
export const isService = ({ principal }: Caller): boolean => !principal.startsWith('arn:');

/** Whether the caller is the root of its account. */
export const isRoot = ({ principal }: Caller): boolean => principal.endsWith(':root');

/** Whether the caller is a role that AWS made for a service. */
export const isServiceLinked = ({ principal }: Caller): boolean => principal.includes(':role/aws-service-role/');

/** Whether the caller is a role. */
export const isRole = ({ principal }: Caller): boolean => principal.includes(':role/');

/** Account of a caller; empty for a service. */
export const accountOf = ({ principal }: Caller): string => principal.split(':')[4] ?? '';

/** ARN of the session. */
export const sessionOf = (caller: Caller): string => oraclePrincipal({ ...caller, action: '', resource: '' });

/** The ways in which a policy may name a caller: by account, as itself, as its session, or as everybody. */
export type Naming = 'account' | 'itself' | 'session' | 'everybody';

/** A `Principal` that names a caller. */
export function principalNaming(random: Random, caller: Caller, naming: Naming): PrincipalJson {
  if (naming === 'everybody') return random.chance(0.5) ? '*' : { AWS: ['*'] };
  if (isService(caller)) return { Service: [...(random.chance(0.3) ? ['lambda.amazonaws.com'] : []), caller.principal] };
  const account = accountOf(caller);
  const others = random.chance(0.25) ? [`arn:aws:iam::${account}:user/nobody`] : [];
  if (naming === 'account') return { AWS: [...others, random.chance(0.3) ? account : `arn:aws:iam::${account}:root`] };
  return { AWS: [...others, naming === 'session' ? sessionOf(caller) : caller.principal] };
}
