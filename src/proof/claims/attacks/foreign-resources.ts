import type { Attack } from '../attack';
import type { Call } from '../call';
import { CAPABILITY_PATHS } from '../capability-paths';
import { IMPORT_PATHS } from '../import-paths';
import { keyArn } from '../keys';
import type { RoleSide, World } from '../world';

/**
 * KMS takes these from the account of the key only, whatever policies say.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
const OWN_ACCOUNT_ONLY: readonly string[] = ['kms:CreateAlias', 'kms:ReplicateKey', 'kms:ScheduleKeyDeletion'];

/** What a VPC shares with other accounts: there a subnet and its groups are a foreign account's. Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html */
const SHARED = /:(subnet|security-group)\//;

/** Every call of a path that names the role's own account, as it would be on what lies in a foreign one. */
function elsewhere(world: World, side: RoleSide): readonly Call[] {
  const { accounts } = world;
  const calls = [...IMPORT_PATHS, ...CAPABILITY_PATHS].flatMap((path) => path.calls(world));
  const ours = calls.filter(
    ({ by, action, resource }) =>
      by === side && resource.split(':')[4] === accounts[side] && !OWN_ACCOUNT_ONLY.includes(action) && !SHARED.test(resource),
  );
  const there = ours.map((call): Call => ({ ...call, resource: inForeignAccount(world, call.resource), on: 'open to everybody' }));
  return [...new Map(there.map((call) => [JSON.stringify(call), call])).values()];
}

function inForeignAccount(world: World, resource: string): string {
  if (resource.includes(':key/')) return keyArn(world, 'stranger');
  return resource
    .split(':')
    .map((part, index) => (index === 4 ? world.accounts.stranger : part))
    .join(':');
}

/** What the paths do, tried on the resources of an account that has nothing to do with either and lets everybody in. */
export const FOREIGN_RESOURCES: readonly Attack[] = (['platform', 'target'] as const).map((side) => ({
  title: `anything that the ${side}'s role does in its own account, done in a foreign one that lets it`,
  allowedBy: 'our policies on every resource',
  calls: (world) => elsewhere(world, side),
}));
