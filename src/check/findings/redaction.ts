import type { Estate, GivenPolicy } from '../../estate/estate';
import { isJsonObject, type Json } from '../../policy/policy-json';

/** What stands in place of a text that somebody called sensitive. */
const HIDDEN = '(sensitive)';

/**
 * Takes the texts of sensitive policies out of a text. Names that AWS or the plan shows anyway stay, as do the names of actions, which are
 * AWS's own.
 *
 * @param names names of the policies
 * @param others texts beside policies that somebody called sensitive
 * @param known texts that are no secret
 */
export function redactor(
  estates: readonly Estate[],
  names: ReadonlySet<string>,
  others: readonly string[],
  known: readonly string[],
): (text: string) => string {
  const policies = estates.flatMap(({ roles, keys, serviceControl, resourceControl = [] }) => [
    ...roles.flatMap(({ trust, identity, boundary }) => [trust, boundary, ...(identity?.given ?? [])]),
    ...keys.map(({ policy }) => policy),
    ...serviceControl,
    ...resourceControl,
  ]);
  const given = policies.filter((policy) => policy !== undefined);
  const secrets = new Set([...given.filter(({ name }) => names.has(name)).flatMap(textsOf), ...others]);
  if (secrets.size === 0) return (text) => text;
  const shown = [
    ...known,
    'true',
    'false',
    ...given.filter(({ name }) => !names.has(name)).flatMap(textsOf),
    ...estates.flatMap(({ roles, keys }) => [...roles.map(({ arn }) => arn), ...keys.map(({ arn }) => arn)]),
  ];
  for (const text of shown) secrets.delete(text);
  const longestFirst = [...secrets].filter((text) => text.length >= SHORTEST).toSorted((one, other) => other.length - one.length);
  const any = new RegExp(longestFirst.map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|'), 'g');
  return longestFirst.length === 0 ? (text) => text : (text) => text.replaceAll(any, HIDDEN);
}

/** Shorter texts stand in every other word. */
const SHORTEST = 3;

/** Texts of a policy that somebody chose: not its actions nor its condition keys, which are AWS's, nor what every policy has. */
const textsOf = ({ json }: GivenPolicy): readonly string[] => leaves(json['Statement']);

function leaves(value: Json | undefined): readonly string[] {
  // A finding may tell the account of an ARN alone.
  if (typeof value === 'string') return [value, ...(value.match(/\b\d{12}\b/g) ?? [])];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(leaves);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => (NOT_CHOSEN.has(key) ? [] : [...chosenIn(key), ...leaves(inner)]));
}

/** What somebody chose of a condition key: the name of a tag, of an encryption context, or of a provider of identities. */
function chosenIn(key: string): readonly string[] {
  const [, name] = /^[\w-]+:\w+\/(.+)$/.exec(key) ?? /^kms:EncryptionContext:(?!aws:)(.+)$/i.exec(key) ?? [];
  if (name !== undefined) return [name];
  return /^[^:]*\..*:/.test(key) ? [key.slice(0, key.lastIndexOf(':'))] : [];
}

const NOT_CHOSEN: ReadonlySet<string> = new Set(['Effect', 'Action', 'NotAction']);
