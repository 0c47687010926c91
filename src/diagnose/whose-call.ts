import { ROLE_NAME } from '../catalogue/arn-patterns';
import type { ImportDescription } from '../doctor/subject/options';
import { accountOf } from '../doctor/scene';
import { PARTITIONS, type RoleSide } from '../proof/claims/world';
import type { DeniedCall } from './denied-call';

/** Whose call it was: one of the two roles of an import, or the role of the platform's instance. */
export type Side = RoleSide | 'instance';

/** A call of a role of ours. */
export interface Ours {
  /** ARN of the role, as policies name it. */
  readonly roleArn: string;
  /** What the role may be, most plausible first. */
  readonly sides: readonly Side[];
  /** Whether an option names it; otherwise its name alone speaks for it. */
  readonly isNamed: boolean;
}

/** Whose call it was, or why it is none of ours. */
export type Whose = Ours | { readonly notOurs: string };

const FIND_OUT = 'Add nothing; find out who made this call';
const OUR_NAME = new RegExp(ROLE_NAME);

/** Whether a role has a name of ours, which the platform asks for. */
export const hasOurName = (roleArn: string): boolean => OUR_NAME.test(roleArn.slice(roleArn.lastIndexOf('/') + 1));

/** The options that name roles, by side. */
const OPTIONS: readonly (readonly [Side, keyof ImportDescription, string])[] = [
  ['platform', 'platformArn', '--platform-role'],
  ['target', 'targetArn', '--target-role'],
  ['instance', 'instanceArn', '--instance-role'],
];

/** The option that names the role of a side. */
export const optionOf = (side: Side): string => OPTIONS.find(([one]) => one === side)?.[2] ?? '';

/** Exactly the roles that options name are ours; otherwise those of our names, but for what AWS makes. */
export function whoseCall(denied: DeniedCall, described: ImportDescription): Whose {
  const { caller } = denied;
  if (caller.roleArn === undefined) return { notOurs: noRole(caller.name) };
  const given = OPTIONS.flatMap(([side, name, option]) => {
    const arn = described[name];
    return typeof arn === 'string' ? [{ side, arn, option }] : [];
  });
  const named = given.filter(({ arn }) => isSameRole(arn, caller.roleArn ?? '', caller.isPathUnknown === true));
  const [first] = named;
  if (first !== undefined) return { roleArn: first.arn, sides: named.map(({ side }) => side), isNamed: true };
  if (caller.roleArn.includes(':role/aws-service-role/'))
    return { notOurs: 'AWS made this role for one of its services, and no import is made by it. Add nothing for it here' };
  // The ARN of a session has no path, and AWS keeps this beginning of names for itself.
  if (caller.roleArn.includes(':role/aws-reserved/') || caller.roleArn.includes(':role/AWSReservedSSO_'))
    return { notOurs: `This is a role of IAM Identity Center: a person made the call. ${FIND_OUT}` };
  if (described.platformArn !== undefined && described.targetArn !== undefined)
    return {
      notOurs: `The caller is ${described.instanceArn === undefined ? 'neither role' : 'none of the roles'} that you named. ${FIND_OUT}`,
    };
  const free = OPTIONS.filter(([, name]) => described[name] === undefined);
  if (!hasOurName(caller.roleArn))
    return {
      notOurs: `The caller's name has neither CadoResponse nor DarktraceForensics in it, which the platform asks for. If it is a role of yours, ${free
        .map(([, , option]) => option)
        .join(' or ')} says so. Otherwise add nothing; find out who made this call`,
    };
  const sides = likelySides(denied, caller.roleArn, described).filter((side) => free.some(([one]) => one === side));
  return { roleArn: caller.roleArn, sides, isNamed: false };
}

/** A session's ARN has no path, so that account and name are all there is to compare. */
function isSameRole(named: string, called: string, isPathUnknown: boolean): boolean {
  const pathless = (arn: string): string => arn.replace(/:role\/.*\//, ':role/');
  return isPathUnknown ? pathless(named) === called : named === called;
}

const noRole = (name: string): string =>
  /[:/]aws:ec2-infrastructure/.test(name)
    ? 'EC2 itself made this call, with the grant that it was given when the volume was attached, so that no policy of a role is asked. Somebody revoked the grant, the key is disabled, or a Deny refuses EC2. Add nothing to a role; look at the state of the key, its grants (aws kms list-grants) and every Deny'
    : `No role made this call, and imports are made by roles. ${FIND_OUT}`;

/**
 * Across accounts it is the platform that comes, but for its own temporary keys, multi-Region keys, which targets use. In one account
 * the platform's instance comes before.
 */
function likelySides({ action, resource = '', refusal }: DeniedCall, roleArn: string, { platformArn }: ImportDescription): readonly Side[] {
  const isForeign = accountOf(resource) !== '' && accountOf(resource) !== accountOf(roleArn);
  if (action === 'sts:AssumeRole') {
    if (isForeign) return ['platform'];
    return resource === platformArn || /Instance/i.test(roleArn) ? ['instance', 'platform'] : ['platform', 'instance'];
  }
  if (!isForeign) return ['target', 'platform'];
  // The platform lets targets in when it makes its key, so that one that refuses is rather a customer's.
  return resource.includes(':key/mrk-') && refusal.by !== 'resource' ? ['target', 'platform'] : ['platform', 'target'];
}

/** What keeps a call from being told by claims: nothing crosses partitions, and some have no claims. */
export function partitionProblem({ resource = '' }: DeniedCall, { roleArn }: Ours, described: ImportDescription): string | undefined {
  const partition = partitionIn(roleArn);
  if (!PARTITIONS.some((known) => known === partition))
    return `No claims are made for the partition ${partition}, so that nothing can be said of this call. Partitions with claims: ${PARTITIONS.join(', ')}`;
  const named = [described.platformArn, described.targetArn, described.instanceArn].find(
    (arn) => arn !== undefined && partitionIn(arn) !== partition,
  );
  if (named !== undefined)
    return `The caller lies in the partition ${partition} and ${named} in ${partitionIn(named)}, and nothing crosses partitions. Name the roles of this partition`;
  if (resource.startsWith('arn:') && partitionIn(resource) !== partition)
    return `The caller lies in the partition ${partition} and the resource in ${partitionIn(resource)}, and nothing crosses partitions. ${FIND_OUT}`;
  return undefined;
}

const partitionIn = (arn: string): string => arn.split(':', 2)[1] ?? '';
