import type { Collected } from '../../estate/collect';
import type { EstateKey, GivenPolicy } from '../../estate/estate';
import { mayLieIn, toldByPolicy } from '../../estate/key-of-policy';
import { mayBelong, pairedKeys } from '../../estate/pair-keys';
import { accountOf } from '../scene';
import { keyOf, toldKey, type ExaminedKey, type Surroundings } from './guessed-key';

/** Where problems and notes go. */
export interface Messages {
  readonly problems: string[];
  /** What is no problem, and worth knowing. */
  readonly notes: string[];
}

/** What tells which keys are examined, besides documents. */
export interface KeyOptions extends Surroundings {
  readonly keyArn?: string;
  /** The policy of the key that `keyArn` names, or of the only one there is. */
  readonly keyPolicy?: GivenPolicy;
}

/**
 * The keys that documents and options tell of, each with its policy. A key policy of which nothing tells the key is that of a key of
 * its own, in the account that the policy tells.
 *
 * @param policies key policies of which no document says whose they are
 */
export function examinedKeys(
  documents: Collected,
  policies: readonly GivenPolicy[],
  options: KeyOptions,
  messages: Messages,
): readonly ExaminedKey[] {
  const { keyArn, keyPolicy } = options;
  const told = documents.keys.filter(({ arn }) => IS_KEY.test(arn));
  for (const { arn } of documents.keys) if (!IS_KEY.test(arn)) messages.notes.push(`${arn} is passed over: it is no ARN of a key`);
  const named = keyArn === undefined || told.some(({ arn }) => arn === keyArn) ? told : [...told, { arn: keyArn, grants: [] }];
  const own = named.find(({ arn }) => (keyArn === undefined ? named.length === 1 : arn === keyArn));
  const keys = keyPolicy === undefined ? named : named.map((key) => (key === own ? { ...key, policy: keyPolicy } : key));
  const pool = keyPolicy === undefined || own !== undefined ? policies : [keyPolicy, ...policies];
  const { keys: paired, left, misnamed } = pairedKeys(keys, pool, documents.documentsOf);
  messages.notes.push(...misnamed.map(([policy, arn]) => takenFor(policy, arn)));
  const one = paired.find(({ arn }) => arn === keyArn);
  if (one !== undefined) return [toldKey(namedKey(one, left, messages), options)];
  const lacking = paired.filter(({ policy }) => policy === undefined);
  const unclear = left.filter((policy) => lacking.some((key) => mayBelong(policy, key)));
  if (unclear.length > 0) messages.problems.push(whichKey(unclear, lacking));
  const alone = left.filter((policy) => !unclear.includes(policy)).map((policy, index) => keyOf(policy, index, options));
  messages.problems.push(...alone.filter((problem) => typeof problem === 'string'));
  const all = [...paired.map((key) => toldKey(key, options)), ...alone.filter((key) => typeof key !== 'string')];
  messages.problems.push(...toldTwice(all.map(({ key }) => key)));
  return all;
}

/** Whether an ARN is a key's, as far as it is known: an id may be an address of Terraform. */
const IS_KEY = /^arn:[^:*?]+:kms:[a-z0-9-]+:\d{12}:key\/./;

const namesOf = (policies: readonly GivenPolicy[]): string => policies.map(({ name }) => name).join(', ');

function takenFor({ name, json }: GivenPolicy, arn: string): string {
  const { accounts, ...told } = toldByPolicy(json);
  const isByWriters =
    told.arn === undefined && told.region === undefined && !accounts.includes(accountOf(arn)) && mayLieIn(json, accountOf(arn));
  return !isByWriters
    ? `${name} tells of another key than ${arn}, and is taken for its policy`
    : `${name} names nobody but ${accounts.join(' and ')} who may change it, and is taken for the policy of ${arn}`;
}

/** The key that is named. A policy that no other key can have is its policy, as whoever names it says. */
function namedKey(key: EstateKey, left: readonly GivenPolicy[], { problems, notes }: Messages): EstateKey {
  const fitting = left.filter((policy) => mayBelong(policy, key));
  const candidates = fitting.length > 0 ? fitting : left;
  const [policy, ...others] = candidates;
  if (key.policy !== undefined || policy === undefined) return key;
  if (others.length > 0)
    problems.push(`${namesOf(candidates)}: which of them is the policy of ${key.arn} cannot be told. Give it with --key-policy`);
  else if (fitting.length === 0) notes.push(takenFor(policy, key.arn));
  return { ...key, policy };
}

function whichKey(policies: readonly GivenPolicy[], keys: readonly EstateKey[]): string {
  const arns = keys.map(({ arn }) => arn);
  const shown = `${arns.slice(0, 3).join(', ')}${arns.length > 3 ? ` and ${arns.length - 3} more` : ''}`;
  return `${namesOf(policies)}: whose ${policies.length === 1 ? 'policy it is' : 'policies they are'} cannot be told, of ${shown}. Put each beside what aws kms describe-key prints of its key, in a folder for each key, or give --key-policy and --key-arn`;
}

function toldTwice(keys: readonly EstateKey[]): readonly string[] {
  const byArn = new Map<string, GivenPolicy[]>();
  for (const { arn, policy } of keys) byArn.set(arn, [...(byArn.get(arn) ?? []), ...(policy === undefined ? [] : [policy])]);
  return [...byArn].flatMap(([arn, policies]) =>
    policies.length > 1 ? [`${namesOf(policies)}: these are policies of one key, ${arn}. Give the one that is in force`] : [],
  );
}
