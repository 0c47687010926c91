import { accountOf } from '../doctor/scene';
import type { EstateGrant, EstateKey, EstateRole, GivenPolicy } from '../estate/estate';
import { asList, statementsOf } from '../policy/key-policy';
import { isJsonObject } from '../policy/policy-json';
import { evaluate } from '../proof/evaluator/evaluate';
import { policyOf } from '../proof/evaluator/parse-policy';
import { viewsIn } from '../proof/plan/statement-view';
import { statementTexts } from './held-statements';
import type { OurRoles } from './pairs/our-roles';
import type { Outcome } from './findings/outcome';
import type { MatchedKey } from './pairs/users';
import { strangersIn, type Stranger } from './strangers';

/** Rights on a key, by an action each. DescribeKey and its like tell nothing of what is encrypted. */
const KEY_RIGHTS: Readonly<Record<string, string>> = {
  'kms:Decrypt': 'decrypt with the key',
  'kms:ReEncryptFrom': 'decrypt with the key',
  'kms:CreateGrant': 'make grants on it',
  'kms:PutKeyPolicy': 'administer it',
  'kms:ScheduleKeyDeletion': 'administer it',
  'kms:DisableKey': 'administer it',
  'kms:ReplicateKey': 'administer it',
  'kms:GenerateDataKey': 'encrypt with it',
  'kms:GenerateDataKeyWithoutPlaintext': 'encrypt with it',
  'kms:Encrypt': 'encrypt with it',
  'kms:ReEncryptTo': 'encrypt with it',
};
const ROLE_RIGHTS: Readonly<Record<string, string>> = { 'sts:AssumeRole': 'act as the role' };
/** Services that only encrypt for whoever is their customer. */
const HARMLESS_FOR_SERVICES = 'encrypt with it';

const EVERYTHING = policyOf('whoever it is', { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });

/** Whom a key newly lets in that is none of ours and outside of the key's account, by its policy or by grants. */
export function letInByKey({ before, after }: MatchedKey, ours: OurRoles): readonly Outcome[] {
  if (after === undefined) return [];
  const account = accountOf(after.arn);
  const known = [...ours.platforms, ...ours.targets, ...ours.namedBy(before), ...(ours.platforms.length === 0 ? ours.namedBy(after) : [])];
  const isOurs = ({ principal }: Stranger): boolean => accountOf(principal) === account || known.includes(principal);
  const isUnknown = before !== undefined && before.policy === undefined;
  const byPolicy = after.policy === undefined || isUnknown ? [] : letIn(before?.policy, after.policy, after.arn, KEY_RIGHTS, isOurs);
  return [
    ...byPolicy.filter((one) => !isHarmlessService(one, account)).map((one) => keyOutcome(one, after)),
    ...newGrants(before, after, known, account).map((grant) => grantOutcome(grant, after)),
  ];
}

/** Whom a role of ours newly lets act as it that is none of ours. What is created may trust roles of its own account, if it is the platform's. */
export function letInByRole(before: EstateRole | undefined, after: EstateRole | undefined, ours: OurRoles): readonly Outcome[] {
  if (after?.trust === undefined || (before !== undefined && before.trust === undefined)) return [];
  const isPlatform = ours.platforms.includes(after.arn);
  const known = isPlatform ? ours.instances : ours.platforms;
  const isOurs = ({ principal }: Stranger): boolean =>
    known.includes(principal) || (before === undefined && isPlatform && accountOf(principal) === accountOf(after.arn)) || isEc2(principal);
  const named = letIn(before?.trust, after.trust, after.arn, ROLE_RIGHTS, isOurs);
  return [...named, ...federatedIn(before?.trust, after.trust)].map((one) => roleOutcome(one, after));
}

/** An attack of its own tells of EC2. */
const isEc2 = (principal: string): boolean => principal.startsWith('ec2.amazonaws.com');

interface LetIn {
  readonly words: string;
  readonly rights: readonly string[];
  readonly statement: string;
  readonly policy: string;
  /** What its conditions name, which may be the owner's account. */
  readonly conditions: string;
  readonly isService: boolean;
}

/** Everybody whom statements let in that refused before, whatever else both say. */
function letIn(
  before: GivenPolicy | undefined,
  after: GivenPolicy,
  resource: string,
  rights: Readonly<Record<string, string>>,
  isOurs: (stranger: Stranger) => boolean,
): readonly LetIn[] {
  const old = new Set(before === undefined ? [] : statementTexts(before));
  const now = statementTexts(after);
  // Where a Deny goes, whatever it denied may be let in by what stays.
  const isLoosened = [...old].some((text) => text.includes('"Effect":"Deny"') && !now.includes(text));
  const added = statementsOf(after.json).flatMap((statement, index) =>
    isJsonObject(statement) && (isLoosened || !old.has(now[index] ?? '')) ? [{ statement, index }] : [],
  );
  if (added.length === 0) return [];
  const [, partition = '', , region = ''] = resource.split(':');
  const policies = { after: policyOf(after.name, after.json), ...(before !== undefined && { before: policyOf(before.name, before.json) }) };
  const nobody =
    ['999988887777', '999988886666', '999988885555'].find((account) => !JSON.stringify([after.json, resource]).includes(account)) ??
    '999988884444';
  return added.flatMap(({ statement, index }) =>
    strangersIn(statement, partition, nobody)
      .filter((stranger) => !isOurs(stranger))
      .flatMap((stranger): readonly LetIn[] => {
        const may = Object.keys(rights).filter((action) => {
          const request = {
            ...stranger,
            sessionName: 'session',
            action,
            resource,
            context: { 'aws:SecureTransport': 'true', ...(region !== '' && { 'aws:RequestedRegion': region }), ...stranger.context },
          };
          const allows = (policy: typeof policies.before): boolean =>
            policy !== undefined && evaluate(request, { identity: [EVERYTHING], resource: policy }).outcome === 'allowed';
          return allows(policies.after) && !allows(policies.before);
        });
        if (may.length === 0) return [];
        const { Sid } = statement;
        return [
          {
            words: stranger.words,
            rights: [...new Set(may.flatMap((action) => rights[action] ?? []))],
            statement: typeof Sid === 'string' && Sid !== '' ? Sid : `statement ${index + 1}`,
            policy: after.name,
            conditions: JSON.stringify(statement['Condition'] ?? {}),
            isService: !stranger.principal.startsWith('arn:'),
          },
        ];
      }),
  );
}

/** A service acts for whoever asks it to, unless a condition says for whom. */
const isHarmlessService = ({ isService, rights, conditions }: LetIn, account: string): boolean =>
  isService && (conditions.includes(account) || rights.every((right) => right === HARMLESS_FOR_SERVICES));

/** Providers of identities that a role newly trusts, or no longer limits to some subjects. */
function federatedIn(before: GivenPolicy | undefined, after: GivenPolicy): readonly LetIn[] {
  const old = before === undefined ? [] : federatedOf(before);
  return federatedOf(after)
    .filter(({ name, isLimited }) => !old.some((one) => one.name === name && (isLimited || !one.isLimited)))
    .map(({ name, isLimited, statement }) => ({
      words: `${isLimited ? 'identities' : 'any identity'} of ${name}`,
      rights: ['act as the role'],
      statement,
      policy: after.name,
      conditions: '',
      isService: false,
    }));
}

function federatedOf({ json }: GivenPolicy): readonly { readonly name: string; readonly isLimited: boolean; readonly statement: string }[] {
  return statementsOf(json).flatMap((statement, index) => {
    if (!isJsonObject(statement) || statement['Effect'] !== 'Allow' || !isJsonObject(statement['Principal'])) return [];
    const { Sid } = statement;
    const keys = viewsIn([{ Statement: statement }]).flatMap(({ conditions }) => conditions.map(({ key }) => key));
    return asList(statement['Principal']['Federated']).flatMap((name) =>
      typeof name === 'string'
        ? [
            {
              name,
              isLimited: keys.some((key) => /:sub$/i.test(key)),
              statement: typeof Sid === 'string' && Sid !== '' ? Sid : `statement ${index + 1}`,
            },
          ]
        : [],
    );
  });
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
    policy,
    words,
    rights,
    `${statement} of ${policy}`,
    `Take it out, or name whom it is for. ${accountOf(arn)} is the account of the key`,
  );

const roleOutcome = ({ words, rights, statement, policy }: LetIn, { arn }: EstateRole): Outcome =>
  outcome(policy, words, rights, `${statement} of ${policy}`, `Let nobody but the roles of the platform act as ${arn}`);

const grantOutcome = (grant: EstateGrant, { arn }: EstateKey): Outcome =>
  outcome(
    grant.address ?? arn,
    grant.granteePrincipal,
    [grant.operations.join(', ')],
    `the grant ${grant.address ?? `on ${arn}`}`,
    'Take the grant back: it outlives every change of the key policy',
  );

function outcome(place: string, words: string, rights: readonly string[], by: string, mend: string): Outcome {
  const what = `${words} may ${rights.join(', ')}`;
  return {
    rule: 'new-hole',
    severity: 'error',
    place,
    what,
    message: `${STRANGERS}: ${what}, by ${by}`,
    by: [by],
    mend: `${mend}. If it is meant, --accept new-hole=${place} says so`,
    rank: -1,
  };
}
