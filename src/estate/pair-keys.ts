import { parseArn } from '../proof/evaluator/arn';
import type { EstateKey, GivenPolicy } from './estate';
import { folderOf } from './folder';
import { mayLieIn, toldByPolicy } from './key-of-policy';

/** Keys with the policies that are theirs, and policies of which it cannot be told. */
export interface PairedKeys {
  readonly keys: readonly EstateKey[];
  readonly left: readonly GivenPolicy[];
  /** Policies that tell of another key than the only one that they were printed beside, with that key's ARN. */
  readonly misnamed: readonly (readonly [policy: GivenPolicy, arn: string])[];
}

/**
 * Gives policies that were printed alone to the keys that were told beside them: where a document, a folder, or all that was given,
 * leaves one policy that can be a key's and one key that can have it. Nothing is guessed. A policy that tells of another key or account
 * is of the key that was printed beside it, where both are alone in their folder.
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
  const lacking = (): readonly EstateKey[] => keys.filter(({ arn, policy }) => policy === undefined && !policyOf.has(arn));
  const pair = (policy: GivenPolicy, arn: string): void => {
    policyOf.set(arn, policy);
    left.delete(policy);
  };
  const pairIn = (groupOf: GroupOf): void => {
    const candidates = candidatesIn(groupOf, [...left], lacking(), documentsOf);
    const claims = candidates.flatMap(([, own]) => own);
    for (const [policy, [key, ...others]] of candidates)
      if (key !== undefined && others.length === 0 && claims.filter((claimed) => claimed === key).length === 1) pair(policy, key.arn);
  };
  [ofDocument, folderOf].forEach(pairIn);
  const misnamed = misnamedIn([...left], lacking(), documentsOf);
  for (const [policy, arn] of misnamed) pair(policy, arn);
  pairIn(ofAnywhere);
  return {
    keys: keys.map((key) => {
      const policy = policyOf.get(key.arn);
      return policy === undefined ? key : { ...key, policy };
    }),
    left: [...left],
    misnamed,
  };
}

function misnamedIn(
  policies: readonly GivenPolicy[],
  lacking: readonly EstateKey[],
  documentsOf: ReadonlyMap<string, readonly string[]>,
): PairedKeys['misnamed'] {
  const foldersOf = ({ arn }: EstateKey): readonly string[] => (documentsOf.get(arn) ?? []).map(folderOf);
  return policies.flatMap((policy): PairedKeys['misnamed'] => {
    const { document } = policy;
    // Files without a folder of their own were not put beside each other by anybody.
    if (document === undefined || ['.', '-'].includes(folderOf(document))) return [];
    const isBeside = (other: GivenPolicy): boolean => other.document !== undefined && folderOf(other.document) === folderOf(document);
    const [key, ...others] = lacking.filter((one) => foldersOf(one).includes(folderOf(document)));
    const isAlone = others.length === 0 && policies.filter(isBeside).length === 1;
    return key !== undefined && isAlone && mayLieIn(policy.json, accountOf(key)) ? [[policy, key.arn]] : [];
  });
}

type GroupOf = (document: string) => string;

const ofDocument: GroupOf = (document) => document;
const ofAnywhere: GroupOf = () => '';

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
  return (
    (told.arn === undefined || told.arn === arn) &&
    (told.region === undefined || told.region === arn.split(':')[3]) &&
    (told.accounts.length === 0 || told.accounts.includes(accountOf({ arn })))
  );
}

const accountOf = ({ arn }: Pick<EstateKey, 'arn'>): string => parseArn(arn)?.account ?? '';
