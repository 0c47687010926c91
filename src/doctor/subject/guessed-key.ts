import { KEY_ARN } from '../../catalogue/arn-patterns';
import type { EstateKey, GivenPolicy } from '../../estate/estate';
import { toldByPolicy } from '../../estate/key-of-policy';
import { isDenyOfEverybody } from '../../estate/policy-kind';
import { NOBODY, NOWHERE } from '../../estate/whereabouts';
import { accountOf, regionsIn } from '../scene';
import type { Guess, Subject } from './subject';

/** A key that is examined, and what was guessed of it. */
export interface ExaminedKey {
  readonly key: EstateKey;
  readonly guessed: readonly Guess[];
}

/** What tells where a key may lie of which nobody says it. */
export interface Surroundings extends Pick<Subject, 'platformRegion' | 'evidenceRegions'> {
  /** Partition of the roles. */
  readonly partition: string;
}

const EXAMPLE = '--key-arn arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const HAS_ID = new RegExp(KEY_ARN);

/** A key as documents tell it. One that Terraform has yet to make has no id, and perhaps no account or Region. */
export function toldKey(key: EstateKey, around: Surroundings): ExaminedKey {
  const partition = key.arn.split(':')[1] ?? '';
  const arn = key.arn.replace(`:${NOWHERE}:`, `:${guessedRegion(partition, around, key.policy)}:`);
  const guessed: readonly Guess[] = [
    ...(accountOf(arn) === NOBODY ? (['account'] as const) : []),
    ...(arn === key.arn ? [] : (['Region'] as const)),
    ...(HAS_ID.test(arn) ? [] : (['key id'] as const)),
  ];
  return { key: { ...key, arn }, guessed };
}

/**
 * The key of a policy that was printed alone. Its account is never guessed, since that decides who is a stranger to it.
 *
 * @param index among such policies, from 0
 * @returns what is wrong, where the account cannot be told
 */
export function keyOf(policy: GivenPolicy, index: number, around: Surroundings): ExaminedKey | string {
  const told = toldByPolicy(policy.json);
  if (told.arn !== undefined) return { key: { arn: told.arn, policy, grants: [] }, guessed: [] };
  const [account, ...others] = told.accounts;
  if (account === undefined || others.length > 0) {
    const why = account === undefined ? 'it names nobody who may change it' : `it lets ${told.accounts.join(' and ')} change it`;
    const hint = isDenyOfEverybody(policy.json) ? '. If it is a resource control policy, give it with --rcp' : '';
    return `${policy.name}: the account of its key cannot be told, as ${why}. Give ${EXAMPLE}${hint}`;
  }
  const [partition = around.partition] = told.partitions.length === 1 ? told.partitions : [];
  const region = told.region ?? (around.evidenceRegions.length === 1 ? around.evidenceRegions[0] : undefined);
  const id = index === 0 ? 'KEY-ID' : `KEY-ID-${index + 1}`;
  return {
    key: { arn: `arn:${partition}:kms:${region ?? guessedRegion(partition, around, policy)}:${account}:key/${id}`, policy, grants: [] },
    guessed: [...(region === undefined ? (['Region'] as const) : []), 'key id'],
  };
}

/** A Region of evidence, or one that the policy speaks of beside the platform's. */
function guessedRegion(partition: string, { platformRegion, evidenceRegions }: Surroundings, policy: GivenPolicy | undefined): string {
  const spokenOf = policy === undefined ? [] : regionsIn({ key: { arn: '', policy, grants: [] } });
  return (
    evidenceRegions[0] ?? spokenOf.find((region) => region !== platformRegion) ?? platformRegion ?? FIRST_REGION[partition] ?? 'us-east-1'
  );
}

const FIRST_REGION: Readonly<Record<string, string>> = { aws: 'us-east-1', 'aws-us-gov': 'us-gov-west-1', 'aws-cn': 'cn-north-1' };
