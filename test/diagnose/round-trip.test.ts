import { diagnose, type Diagnosis } from '../../src/diagnose/diagnosis';
import { importOf, type ImportOptions } from '../../src/doctor/subject/options';
import type { Json } from '../../src/policy/policy-json';
import type { Call } from '../../src/proof/claims/call';
import { CAPABILITY_PATHS } from '../../src/proof/claims/capability-paths';
import { IMPORT_PATHS } from '../../src/proof/claims/import-paths';
import { keyArn } from '../../src/proof/claims/keys';
import { callerName, roleArn, worldOf, type Partition, type World } from '../../src/proof/claims/world';
import { claimedEvent, type Refusing } from './claimed-event';
import { onlyCall } from './cloudtrail';
import { madeUp } from './made-up';
import { decidedTwice, neighboursOf, requestOfCall, type Sides } from './neighbours';

interface Claimed {
  readonly call: Call;
  readonly titles: readonly string[];
}

/** Every distinct call of a role of ours, with the titles of what makes it. */
function claimedCalls(world: World): readonly Claimed[] {
  const all = new Map<string, { readonly call: Call; readonly titles: string[] }>();
  for (const path of [...IMPORT_PATHS, ...CAPABILITY_PATHS]) {
    if (path.keys !== undefined || path.organization === true || (path.partition ?? world.partition) !== world.partition) continue;
    for (const call of path.calls(world)) {
      const key = JSON.stringify([call.by, call.action, call.resource, call.context]);
      const known = all.get(key) ?? { call, titles: [] };
      known.titles.push(path.title);
      all.set(key, known);
    }
  }
  return [...all.values()];
}

const REFUSING: readonly Refusing[] = ['identity', 'resource', 'unknown'];

function optionsOf(world: World, how: string): ImportOptions {
  const roles = {
    platformRole: roleArn(world, 'platform'),
    targetRole: roleArn(world, 'target'),
    instanceRole: roleArn(world, 'instance'),
  };
  if (how === 'no option') return {};
  if (how === 'the roles') return roles;
  return { ...roles, platformRegion: world.regions.platform, evidenceRegion: [world.regions.evidence] };
}

const SETTINGS = (['aws', 'aws-us-gov', 'aws-cn'] as const).flatMap((partition) =>
  (partition === 'aws' ? (['no option', 'the roles', 'roles and Regions'] as const) : (['roles and Regions'] as const)).map(
    (how) => [partition, how] as const,
  ),
);

const changesBy = ({ calls }: Diagnosis, isIdentity: boolean): readonly Json[] | undefined =>
  calls.flatMap(({ changes }) => changes).find(({ kind }) => (kind === 'identity') === isIdentity)?.statements;

/** AWS's own policy of a key that it manages lets EBS in for everybody of the account: neither a role's policy nor it ever refuses. */
const isRefusable = (world: World, { resource, action }: Call, refusing: Refusing): boolean =>
  refusing === 'unknown' ||
  action === 'kms:DescribeKey' ||
  !(['aws/ebs of the target', 'aws/ebs of the platform'] as const).some((name) => keyArn(world, name) === resource);

/** What is added for a refused call of a claim. */
function added(
  world: World,
  call: Call,
  refusing: Refusing,
  options: ImportOptions,
): { readonly diagnosis: Diagnosis; readonly sides: Sides } {
  const event = claimedEvent(world, call, refusing);
  const diagnosis = diagnose([onlyCall(event)], importOf(options));
  expect(madeUp(diagnosis, [event, options as Json])).toEqual([]);
  const [identity, resource] = [changesBy(diagnosis, true), changesBy(diagnosis, false)];
  return { diagnosis, sides: { ...(identity !== undefined && { identity }), ...(resource !== undefined && { resource }) } };
}

describe.each(SETTINGS)('in the partition %s, with %s', (partition: Partition, how) => {
  const world = worldOf(partition);
  const claimed = claimedCalls(world);
  const options = optionsOf(world, how);

  test.each(partition === 'aws' ? REFUSING : (['unknown'] as const))(
    'a call of a claim that the %s policy refuses has its paths or a sentence, and what is added lets it through and no neighbour',
    async (refusing) => {
      const without: string[] = [];
      const wrong: string[] = [];
      let compared = 0;
      for (const { call, titles } of claimed.filter((one) => isRefusable(world, one.call, refusing))) {
        const { diagnosis, sides } = added(world, call, refusing, options);
        const what = `${callerName(world, call.by)} ${call.action} ${call.resource}`;
        if (!isTold(diagnosis, call, titles)) without.push(what);
        if (sides.identity === undefined && sides.resource === undefined) continue;
        const own = requestOfCall(world, call);
        const requests = [
          ['itself', own, true] as const,
          ...neighboursOf(world, own, sides).map(([name, one]) => [name, one, false] as const),
        ];
        for (const [name, request, isAllowed] of requests) {
          compared += 1;
          const { ours, oracle } = await decidedTwice(request, sides);
          if (ours !== isAllowed || oracle !== isAllowed) wrong.push(`${what} ${name}: ours ${ours}, oracle ${oracle}`);
        }
      }
      expect({ without, wrong }).toEqual({ without: [], wrong: [] });
      expect(compared).toBeGreaterThan(300);
    },
  );
});

/** Whether a reader learns what the call was for, and either what to add or why nothing. */
function isTold({ calls: [found] }: Diagnosis, { by }: Call, titles: readonly string[]): boolean {
  if (found === undefined) return false;
  const isOtherSide = found.taken?.side !== by && found.taken?.why.includes(`--${by}-role`) === true;
  return (
    (isOtherSide || found.paths.some((title) => titles.includes(title)) || found.notes.length > 0) &&
    found.changes.length + found.notes.length > 0
  );
}
