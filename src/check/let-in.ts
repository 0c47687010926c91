import { accountOf } from '../doctor/scene';
import { isUniqueId } from '../policy/gone-principals';
import type { EstateGrant, EstateKey, EstateRole } from '../estate/estate';
import type { Outcome } from './findings/outcome';
import { federatedIn } from './let-in/federated';
import { moreExternalIds } from './let-in/external-ids';
import { ENCRYPT, KEY_RIGHTS } from './let-in/key-rights';
import { newlyLetIn, type LetIn } from './let-in/newly-let-in';
import type { Rights } from './let-in/rights';
import type { Stranger } from './let-in/strangers';
import type { OurRoles } from './pairs/our-roles';
import type { MatchedKey } from './pairs/users';

const ROLE_RIGHTS: Rights = { 'sts:AssumeRole': 'act as the role' };

/** Whom a key newly lets in that is none of ours and outside of the key's account, by its policy or by grants. */
export function letInByKey({ before, after }: MatchedKey, ours: OurRoles): readonly Outcome[] {
  if (after === undefined) return [];
  const account = accountOf(after.arn);
  const known = [...ours.platforms, ...ours.targets, ...ours.namedBy(before), ...(ours.platforms.length === 0 ? ours.namedBy(after) : [])];
  const isOurs = ({ principal }: Stranger): boolean => accountOf(principal) === account || known.includes(principal);
  const isUnknown = before !== undefined && before.policy === undefined;
  const byPolicy = after.policy === undefined || isUnknown ? [] : newlyLetIn(before?.policy, after.policy, after.arn, KEY_RIGHTS, isOurs);
  return [
    ...eachOnce(byPolicy.filter((one) => !isHarmlessService(one, account))).map((one) => keyOutcome(one, after)),
    ...newGrants(before, after, known, account).map((grant) => grantOutcome(grant, after)),
  ];
}

/** Whom a role of ours newly lets act as it that is none of ours. What is created may trust roles of its own account, if it is the platform's. */
export function letInByRole(before: EstateRole | undefined, after: EstateRole | undefined, ours: OurRoles): readonly Outcome[] {
  if (after?.trust === undefined || (before !== undefined && before.trust === undefined)) return [];
  const isPlatform = ours.platforms.includes(after.arn);
  const known = isPlatform ? [...ours.instances, ...ours.named] : [...ours.platforms, ...ours.named];
  const isOurs = ({ principal }: Stranger): boolean =>
    known.includes(principal) || (before === undefined && isPlatform && accountOf(principal) === accountOf(after.arn)) || isEc2(principal);
  const named = newlyLetIn(before?.trust, after.trust, after.arn, ROLE_RIGHTS, isOurs);
  return [
    ...[...eachOnce(named), ...federatedIn(before?.trust, after.trust)].map((one) => roleOutcome(one, after)),
    ...(isPlatform ? [] : eachOnce(moreExternalIds(before, after, ROLE_RIGHTS, known))).map((one) => idOutcome(one)),
  ];
}

/** An attack of its own tells of EC2. */
const isEc2 = (principal: string): boolean => principal.startsWith('ec2.amazonaws.com');

/** A service acts for whoever asks it to, unless a condition says for whom. */
const isHarmlessService = ({ principal, rights, context }: LetIn, account: string): boolean =>
  !principal.startsWith('arn:') &&
  !isUniqueId(principal) &&
  (JSON.stringify(context).includes(account) || rights.every((right) => right === ENCRYPT));

/** Of those who are let in alike, one. */
function eachOnce(all: readonly LetIn[]): readonly LetIn[] {
  const keyOf = ({ principal, statement, rights }: LetIn): string => JSON.stringify([principal, statement, rights]);
  return [...new Map(all.toReversed().map((one) => [keyOf(one), one])).values()].toReversed();
}

function newGrants(
  before: EstateKey | undefined,
  { grants }: EstateKey,
  known: readonly string[],
  account: string,
): readonly EstateGrant[] {
  const text = ({ granteePrincipal, operations, constraints }: EstateGrant): string =>
    JSON.stringify([granteePrincipal, operations, constraints]);
  const old = new Set((before?.grants ?? []).map(text));
  const isUse = ({ operations }: EstateGrant): boolean =>
    operations.some((name) => name !== 'DescribeKey' && name !== 'RetireGrant' && name !== 'GetPublicKey');
  return grants.filter(
    (grant) =>
      !old.has(text(grant)) && isUse(grant) && !known.includes(grant.granteePrincipal) && accountOf(grant.granteePrincipal) !== account,
  );
}

const STRANGERS = 'somebody who is none of the roles';

const keyOutcome = ({ words, rights, statement, policy }: LetIn, { arn }: EstateKey): Outcome =>
  outcome(
    STRANGERS,
    policy,
    words,
    rights,
    `${statement} of ${policy}`,
    `Take it out, or name whom it is for. ${accountOf(arn)} is the account of the key`,
  );

const roleOutcome = ({ words, rights, statement, policy }: LetIn, { arn }: EstateRole): Outcome =>
  outcome(STRANGERS, policy, words, rights, `${statement} of ${policy}`, `Let nobody but the roles of the platform act as ${arn}`);

const idOutcome = ({ words, rights, statement, policy }: LetIn): Outcome =>
  outcome('one more external id', policy, words, rights, `${statement} of ${policy}`, 'Ask for the one external id that imports have');

const grantOutcome = (grant: EstateGrant, { arn }: EstateKey): Outcome =>
  outcome(
    STRANGERS,
    grant.address ?? arn,
    grant.granteePrincipal,
    [grant.operations.join(', ')],
    `the grant ${grant.address ?? `on ${arn}`}`,
    'Take the grant back: it outlives every change of the key policy',
  );

function outcome(who: string, place: string, words: string, rights: readonly string[], by: string, mend: string): Outcome {
  const what = `${words} may ${rights.join(', ')}`;
  return {
    rule: 'new-hole',
    severity: 'error',
    place,
    what,
    message: `${who}: ${what}, by ${by}`,
    by: [by],
    mend: `${mend}. If it is meant, --accept new-hole=${place} says so`,
    rank: -1,
  };
}
