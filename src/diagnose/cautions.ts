import type { PolicyStatement } from '../policy/policy-json';
import { accountOf } from '../doctor/scene';
import type { PolicyKind } from './module-statements';
import { callerAccount, isInOwnAccount, type Reading } from './reading';

/** What has to be true before a statement may be added, a sentence each. */
export function cautionsFor(kind: PolicyKind, reading: Reading, statements: readonly PolicyStatement[]): readonly string[] {
  return [
    ...foreignCaller(kind, reading),
    ...foreignAccount(kind, reading, statements),
    ...externalId(kind, reading),
    ...ownTag(statements),
    ...ownAlias(statements),
    ...namesGiven(reading, statements),
    ...(kind === 'identity' ? [] : withoutPath(reading)),
  ];
}

/** What lets a role of another account in, where its name alone says that it is ours. */
function foreignCaller(kind: PolicyKind, reading: Reading): readonly string[] {
  if (kind === 'identity' || reading.isNamed || isInOwnAccount(reading)) return [];
  const account = callerAccount(reading);
  return reading.side === 'target'
    ? [
        `This lets account ${account} in, and only the role's name says that it is yours. Add it only if ${account} is an account of yours; --target-role makes it sure`,
      ]
    : [
        `This lets account ${account} in, and only the role's name says that it is yours. Add it only if ${account} is your platform's account; --platform-role makes it sure`,
      ];
}

/** Evidence goes to the platform's account, and nowhere else. */
function foreignAccount(kind: PolicyKind, reading: Reading, statements: readonly PolicyStatement[]): readonly string[] {
  const { platform, side } = reading;
  if (kind !== 'identity' || side !== 'target') return [];
  const isSharing = statements.some(({ Condition = {} }) => Object.values(Condition).some((keys) => 'ec2:Add/userId' in keys));
  if (isSharing && platform?.isNamed === false)
    return [
      `This lets the role share snapshots with account ${platform.account}, which the event names. Add it only if ${platform.account} is your platform's account; --platform-role makes it sure`,
    ];
  return foreignKey(reading);
}

/** A key of an account that is neither the role's nor one that was named: under a stranger's, evidence would be out of reach. */
function foreignKey(reading: Reading): readonly string[] {
  const { platform, denied, key } = reading;
  const owner = accountOf(denied.resource);
  if (key === undefined || owner === '' || owner === callerAccount(reading)) return [];
  if (platform?.isNamed !== true)
    return [
      `This lets the role use keys of account ${owner}. Add it only if that is your platform's account; --platform-role makes it sure`,
    ];
  return owner === platform.account
    ? []
    : [`This lets the role use a key of account ${owner}, which is neither its own nor the platform's. Add it only if your keys lie there`];
}

function externalId(kind: PolicyKind, { denied, side }: Reading): readonly string[] {
  if (kind !== 'trust' || side === 'instance') return [];
  const shown = denied.known['sts:ExternalId'];
  return typeof shown === 'string'
    ? [
        `The call shows the external id ${shown}. If the trust policy has a statement for this role that asks for another one, correct the id there; a second statement beside it would make the first void`,
      ]
    : [
        'The call shows no external id, or the event does not tell it. If the trust policy asks for one, do not add this, which asks for none: give the platform that external id',
      ];
}

/** CloudTrail never tells the tags of what is there already. */
function ownTag(statements: readonly PolicyStatement[]): readonly string[] {
  return statements.some(({ Condition = {} }) => Object.values(Condition).some((keys) => 'aws:ResourceTag/Name' in keys))
    ? [
        'This holds only for what has a tag Name that begins with CadoResponse, which no event tells. If the role has this statement already, the resource has no such tag: it is none that the platform made. Add nothing then; find out who made this call',
      ]
    : [];
}

/** Nor does it tell the aliases of a key. */
function ownAlias(statements: readonly PolicyStatement[]): readonly string[] {
  return statements.some(({ Condition = {} }) => 'kms:ResourceAliases' in (Condition['ForAnyValue:StringLike'] ?? {}))
    ? [
        'This holds only for a key whose aliases all begin with alias/CadoResponse-KMS-Alias, which no event tells. If the role has this statement already, the key has another alias or none: add nothing then, and find out whose key it is',
      ]
    : [];
}

/** Names that only the event gives. */
function namesGiven({ denied }: Reading, statements: readonly PolicyStatement[]): readonly string[] {
  const has = (sid: string): boolean => statements.some(({ Sid }) => Sid.startsWith(sid));
  if (has('EvidenceBucket') && denied.bucket !== undefined)
    return [`Add this only if ${denied.bucket} is the platform's own bucket: the role may write there`];
  if (has('CorePassRole') && denied.resource !== undefined)
    return [`Add this only if ${denied.resource} is the role of the platform's workers: whoever starts an instance with it acts as it`];
  return [];
}

function withoutPath({ denied, isNamed, roleArn }: Reading): readonly string[] {
  return denied.caller.isPathUnknown === true && !isNamed
    ? [
        `The event tells the role by its session, which leaves a path out. If the role has one, ${roleArn} is not its ARN: name it with an option`,
      ]
    : [];
}
