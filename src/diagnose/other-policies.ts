import type { DeniedCall, Refuser } from './denied-call';
import { callerAccount, isInOwnAccount, isManaged, resourceAccount, type Reading } from './reading';

/** What each kind of policy is called, and what to ask for where it does not allow. */
const KINDS: Readonly<Record<Refuser, readonly [name: string, ask: string]>> = {
  identity: ['a policy of the role', ''],
  resource: ["the resource's own policy", ''],
  boundary: [
    "the role's permissions boundary",
    'Let the boundary allow the action too; no statement of the role or the key is enough without',
  ],
  session: [
    'the policy that the session was made with',
    'Whoever assumes the role has to leave that policy out, or let it allow the action; no statement of the role or the key is enough without',
  ],
  'service control': [
    "a service control policy of the role's account",
    'Ask those who run the organisation to let it allow the action for this role; no statement of the role or the key is enough without',
  ],
  'resource control': [
    "a resource control policy of the resource's account",
    'Ask those who run the organisation of that account to let it allow the action for this role; no statement of the role or the key is enough without',
  ],
  'VPC endpoint': [
    'the policy of a VPC endpoint',
    'Let the policy of the endpoint that the call went through allow the action for this role',
  ],
  unknown: ['a policy that AWS does not name', ''],
};

/** The policy of a resource, by what is done to it. */
const RESOURCES: readonly (readonly [start: string, name: string])[] = [
  ['kms:', 'the policy of the key'],
  ['sts:', 'the trust policy of the role'],
  ['s3:', 'the policy of the bucket'],
];

function policyName({ action, refusal }: DeniedCall): string {
  const ofResource = refusal.by === 'resource' ? RESOURCES.find(([start]) => action.startsWith(start))?.[1] : undefined;
  return `${ofResource ?? KINDS[refusal.by][0]}${refusal.policyArn === undefined ? '' : ` (${refusal.policyArn})`}`;
}

/** What refused, in a few words. */
export function refuserInWords(denied: DeniedCall): string {
  const { by, isExplicit } = denied.refusal;
  const [caller, name] = denied.caller.roleArn === undefined ? ['caller', ofAnybody(policyName(denied))] : ['role', policyName(denied)];
  if (isExplicit) return `${name}, with a Deny`;
  if (by === 'identity') return `the ${caller}'s own policies, none of which allows it`;
  return by === 'unknown' ? name : `${name}, which does not allow it`;
}

const ofAnybody = (name: string): string => name.replace(/of the role$/, 'of the caller').replace("the role's", "the caller's");

/** What to ask the owners of policies for that no statement of ours mends, a sentence each. */
export function asksOfOthers(reading: Reading): readonly string[] {
  const { by, isExplicit, statementId, isOneOfThreeCauses } = reading.denied.refusal;
  if (isExplicit) {
    const which = statementId === undefined ? '' : ` (${statementId})`;
    return [
      `A Deny refuses it${which}, in ${policyName(reading.denied)}, and a Deny wins over every Allow. Ask its owner to except ${reading.roleArn}; no statement that is added is enough`,
    ];
  }
  const [name, ask] = KINDS[by];
  return [
    ...(ask === '' ? [] : [`${capital(name)} does not allow it. ${ask}`]),
    ...(isOneOfThreeCauses === true
      ? [
          'KMS says the same for three causes: the key is not in this Region, its policy lets nobody of this account in, or a Deny refuses. Check the ARN and look for a Deny before you add anything',
        ]
      : []),
    ...(by === 'resource' || by === 'unknown' ? asksOfResource(reading) : []),
    ...(by === 'identity' && reading.side === 'instance'
      ? [
          `No module makes the role of the platform's instance: let one of its own policies allow sts:AssumeRole on ${reading.denied.resource ?? 'it'}`,
        ]
      : []),
  ];
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Policies of resources that no module writes. */
function asksOfResource(reading: Reading): readonly string[] {
  const { denied, key, roleArn } = reading;
  const { by } = denied.refusal;
  const isSure = by === 'resource';
  if (isManaged(denied.alias))
    return isSure ? ['AWS manages this key and its policy, which nobody can change. Copy the snapshot to a key of your own'] : [];
  if (key?.kind === 'temporary')
    return isSure
      ? [
          'This is a temporary key of the platform, which makes the key and its policy for one import; no module writes it. Check that the platform knows this role by the ARN that it has, and start the import again',
        ]
      : [];
  if (denied.bucket === undefined || !denied.action.startsWith('s3:') || isInOwnAccount(reading)) return [];
  const owner = resourceAccount(reading);
  return [
    `${denied.bucket} is a bucket of account ${owner ?? 'another'} and not of ${callerAccount(reading)}: its bucket policy has to allow ${denied.action} for ${roleArn}${isSure ? '' : ' as well'}, which only its owner can add`,
  ];
}
