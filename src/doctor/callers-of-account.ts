import { someText, type Pattern } from '../policy/sample-texts';
import type { AccessRequest } from '../proof/evaluator/access-request';
import type { Policy } from '../proof/evaluator/policy';

/** Who calls. */
export type Caller = Pick<AccessRequest, 'principal' | 'sessionName'>;

/**
 * Whether some caller of an account is one that is asked for: its root, a role with or without a session, a user or a federated user.
 * Whoever the policy tells apart is tried, be it by name or by patterns of several statements together. Where that would be too many,
 * there is such a caller.
 */
export function someCaller(policy: Policy, partition: string, account: string, isAskedFor: (caller: Caller) => boolean): boolean {
  const principal = (service: string, resource: string): string => `arn:${partition}:${service}::${account}:${resource}`;
  const names = namesIn(policy, account);
  const sessions = names.flatMap(sessionsIn);
  const patterns: readonly Pattern[] = [
    ...names.map((text) => ({ text, ignoresCase: false })),
    ...sessions.flatMap(({ role }) =>
      [`role/${role}`, `role/*/${role}`].map((text) => ({ text: principal('iam', text), ignoresCase: false })),
    ),
    ...wantedArns(policy, account),
  ];
  const isOne = (arn: string): boolean => [{ principal: arn }, ...sessionsOf(arn, sessions)].some(isAskedFor);
  const inFull = patterns.filter(({ text }) => !/[*?]|\/$/.test(text) && text.startsWith(principal('iam', '')));
  if ([principal('iam', 'root'), ...inFull.map(({ text }) => text)].some(isOne)) return true;
  const kinds = [principal('iam', 'role/'), principal('iam', 'user/'), principal('sts', 'federated-user/')];
  return kinds.some((start) => someText(start, patterns, isOne) !== 'no');
}

const namesIn = ({ statements }: Policy, account: string): readonly string[] => [
  ...new Set(statements.flatMap(({ principals }) => principals?.wanted ?? []).filter((name) => name.includes(`::${account}:`))),
];

/** Values that conditions compare with the ARN of whoever calls, with the account in place of variables for it. */
const wantedArns = ({ statements }: Policy, account: string): readonly Pattern[] =>
  statements
    .flatMap(({ conditions }) => conditions)
    .filter(({ lookup }) => lookup === 'aws:principalarn')
    .flatMap(({ wanted, operator }) =>
      wanted.map((text) => ({
        text: text.replaceAll(/\$\{(aws:PrincipalAccount|kms:CallerAccount)\}/gi, account),
        ignoresCase: operator.includes('IgnoreCase'),
      })),
    );

/** A session that a policy names, and the name of its role, without the path. */
interface Session {
  readonly role: string;
  readonly sessionName: string;
}

function sessionsIn(name: string): readonly Session[] {
  const [, role, sessionName] = /:sts::[^:]*:assumed-role\/([^/]+)\/([^/]+)$/.exec(name) ?? [];
  return role === undefined || sessionName === undefined ? [] : [{ role, sessionName }];
}

const sessionsOf = (principal: string, sessions: readonly Session[]): readonly Caller[] =>
  sessions
    .filter(({ role }) => principal.includes(':role/') && principal.endsWith(`/${role}`))
    .map(({ sessionName }) => ({ principal, sessionName }));
