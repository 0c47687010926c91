import { parseArn } from '../proof/evaluator/arn';
import type { EstateKey, GivenPolicy } from './estate';
import { folderOf } from './folder';
import { toldByPolicy } from './key-of-policy';

/** Keys with the policies that are theirs, and policies of which it cannot be told. */
export interface PairedKeys {
  readonly keys: readonly EstateKey[];
  readonly left: readonly GivenPolicy[];
}

/**
 * Gives policies that were printed alone to the keys that were told beside them: where a document, a folder, or all that was given,
 * leaves one policy that can be a key's and one key that can have it. Nothing is guessed.
 *
 * @param documentsOf the documents that tell of a key, by its ARN
 */
export function pairedKeys(
  keys: readonly EstateKey[],
  policies: readonly GivenPolicy[],
  documentsOf: ReadonlyMap<string, readonly string[]>,
): PairedKeys {
  const policyOf = new Map<string, GivenPolicy>();
  const left = new Set(policies);
  for (const groupOf of GROUPS) {
    const lacking = keys.filter(({ arn, policy }) => policy === undefined && !policyOf.has(arn));
    const candidates = candidatesIn(groupOf, [...left], lacking, documentsOf);
    const claims = candidates.flatMap(([, own]) => own);
    for (const [policy, [key, ...others]] of candidates) {
      if (key === undefined || others.length > 0 || claims.filter((claimed) => claimed === key).length > 1) continue;
      policyOf.set(key.arn, policy);
      left.delete(policy);
    }
  }
  return {
    keys: keys.map((key) => {
      const policy = policyOf.get(key.arn);
      return policy === undefined ? key : { ...key, policy };
    }),
    left: [...left],
  };
}

type GroupOf = (document: string) => string;

/** What stands together: in one document, in one folder, anywhere. */
const GROUPS: readonly GroupOf[] = [(document) => document, folderOf, () => ''];

/** Each policy with the keys of its group that it may belong to. */
function candidatesIn(
  groupOf: GroupOf,
  policies: readonly GivenPolicy[],
  keys: readonly EstateKey[],
  documentsOf: ReadonlyMap<string, readonly string[]>,
): readonly (readonly [policy: GivenPolicy, own: readonly EstateKey[]])[] {
  const groups = new Map<string, EstateKey[]>();
  for (const key of keys)
    for (const group of new Set((documentsOf.get(key.arn) ?? ['']).map(groupOf))) {
      const those = groups.get(group);
      if (those === undefined) groups.set(group, [key]);
      else those.push(key);
    }
  return policies.map((policy) => {
    const own = groups.get(groupOf(policy.document ?? '')) ?? [];
    return [policy, own.filter((key) => mayBelong(policy, key))];
  });
}

/** Whether nothing in a policy speaks against its being a key's. */
export function mayBelong({ json }: GivenPolicy, { arn }: Pick<EstateKey, 'arn'>): boolean {
  const told = toldByPolicy(json);
  const { account = '' } = parseArn(arn) ?? {};
  return (
    (told.arn === undefined || told.arn === arn) &&
    (told.region === undefined || told.region === arn.split(':')[3]) &&
    (told.accounts.length === 0 || told.accounts.includes(account))
  );
}
