import { accountOf } from '../../doctor/scene';
import type { EstateKey, GivenPolicy } from '../../estate/estate';
import { asList, statementsOf } from '../../policy/key-policy';
import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import { canonicalText, tagsAndAliasesText } from '../findings/fingerprints';
import type { OurRoles } from './our-roles';
import { isOwn } from '../own-sids';

/** A statement of a key policy that has a say in import paths and published attacks. */
export interface VisibleStatement {
  /** What it says to them, without names of the key and its account, nor of the statement unless it is ours. */
  readonly text: string;
  /** How it is called: `Forensics of aws_kms_key.k.policy`. */
  readonly words: string;
}

/** Statements that have a say in paths and attacks: whom else a key lets in changes nothing for them. Sorted by what they say. */
export function visibleStatements({ arn, policy }: EstateKey, ours: OurRoles): readonly VisibleStatement[] {
  if (policy === undefined) return [];
  const who = callersOf(ours, arn);
  return statementsOf(policy.json)
    .flatMap((statement, index): readonly VisibleStatement[] => {
      const seen = visiblePart(statement, who);
      if (seen === undefined) return [];
      const sid = isJsonObject(statement) && typeof statement['Sid'] === 'string' ? statement['Sid'] : `statement ${index + 1}`;
      return [{ text: withoutNames(canonicalText(seen), arn), words: wordsOf(sid, policy) }];
    })
    .toSorted((one, other) => (one.text < other.text ? -1 : 1));
}

const wordsOf = (name: string, policy: GivenPolicy): string => `${name} of ${policy.name}`;

/** Everything of a key that has a say in paths and attacks, as one text: keys of the same are decided alike. */
export function visibleText(key: EstateKey | undefined, ours: OurRoles): string {
  if (key === undefined) return '';
  const who = callersOf(ours, key.arn);
  const grants = key.grants
    .filter(({ granteePrincipal }) => who(granteePrincipal))
    .map(({ granteePrincipal, operations, constraints }) => [granteePrincipal, operations, constraints]);
  const statements = key.policy === undefined ? 'none' : visibleStatements(key, ours).map(({ text }) => text);
  return JSON.stringify([
    statements,
    withoutNames(JSON.stringify(grants), key.arn),
    key.missing === undefined,
    key.state,
    key.usage,
    tagsAndAliasesText(key),
  ]);
}

const withoutNames = (text: string, arn: string): string =>
  text
    .replaceAll(arn, 'SELF')
    .replaceAll(arn.slice(arn.indexOf('/') + 1), 'KEY')
    .replaceAll(accountOf(arn), 'ACCOUNT');

interface Callers {
  readonly roles: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
}

/** Made once: there may be thousands of roles, and as many keys. */
const CALLERS = new WeakMap<OurRoles, Callers>();

function allCallers(ours: OurRoles): Callers {
  const roles = new Set([...ours.platforms, ...ours.targets, ...ours.instances]);
  const made = { roles, accounts: new Set([...roles].map(accountOf)) };
  CALLERS.set(ours, made);
  return made;
}

/** Whether paths and attacks have a caller that a principal stands for. */
function callersOf(ours: OurRoles, keyArn: string): (principal: string) => boolean {
  const { roles, accounts } = CALLERS.get(ours) ?? allCallers(ours);
  const own = accountOf(keyArn);
  const isAccount = (account: string): boolean => account === own || accounts.has(account);
  return (principal) => {
    if (principal === '*' || roles.has(principal) || isAccount(principal) || principal.startsWith('ec2.')) return true;
    if (principal.endsWith(':root')) return isAccount(accountOf(principal));
    return principal.includes(':assumed-role/') || principal.endsWith(':role/Developer');
  };
}

function visiblePart(statement: Json, who: (principal: string) => boolean): Json | undefined {
  if (!isJsonObject(statement)) return statement;
  const { Sid, ...unnamed } = statement;
  const said: JsonObject = isOwn(statement) && Sid !== undefined ? statement : unnamed;
  const { Principal } = statement;
  if (!isJsonObject(Principal)) return said;
  const seen = Object.fromEntries(
    Object.entries(Principal).map(([kind, names]) => [kind, asList(names).filter((name) => typeof name !== 'string' || who(name))]),
  );
  return Object.values(seen).some((names) => names.length > 0) ? { ...said, Principal: seen } : undefined;
}
