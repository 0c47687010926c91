import { isObject, listOf } from './statement-words';
import type { ViewPolicy } from './view';

/** Whom a policy lets in: principals of its Allow statements, and in their place the roles that a condition names. Each once. */
export const principalsOf = ({ statements }: ViewPolicy): readonly string[] => [
  ...new Set(
    statements.filter(isObject).flatMap((statement) => {
      if (statement['Effect'] !== 'Allow') return [];
      const named = rolesInCondition(statement['Condition']);
      return named.length > 0 ? named : namesIn(statement['Principal']);
    }),
  ),
];

const namesIn = (principal: unknown): readonly string[] =>
  (isObject(principal) ? Object.values(principal) : [principal]).flatMap(listOf).filter((name) => typeof name === 'string');

function rolesInCondition(condition: unknown): readonly string[] {
  if (!isObject(condition)) return [];
  return Object.entries(condition)
    .filter(([operator]) => !/not/i.test(operator))
    .flatMap(([, keys]) => (isObject(keys) ? Object.entries(keys) : []))
    .filter(([key]) => key.toLowerCase() === 'aws:principalarn')
    .flatMap(([, values]) => listOf(values))
    .filter((name) => typeof name === 'string');
}

/** Whether a policy lets a role in: by its name, by a pattern, or with its account. */
export const letsIn = (policy: ViewPolicy, arn: string): boolean =>
  principalsOf(policy).some((name) => isOfPattern(arn, name) || (isAccount(name) && accountOfPrincipal(name) === accountOfPrincipal(arn)));

/** Whether a name is of a pattern in which `*` stands for any text. */
function isOfPattern(name: string, pattern: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined || !name.startsWith(first)) return name === pattern;
  let at = first.length;
  for (const part of others) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}

const isAccount = (name: string): boolean => /^\d{12}$/.test(name) || name.endsWith(':root');

/** The account that a principal is or is in; empty where it has none. */
export const accountOfPrincipal = (name: string): string => (/^\d{12}$/.test(name) ? name : (name.split(':')[4] ?? ''));

/** What a principal is, in words. */
export function principalInWords(name: string): string {
  if (name === '*') return 'everybody';
  if (isAccount(name)) return 'every role that its account lets';
  if (name.includes(':role/')) return 'role';
  return name.includes('.amazonaws.com') ? 'AWS service' : 'principal';
}
