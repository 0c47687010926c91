import { TIGHTENING_LEVELS, type TighteningLevel } from '../policy/guard';
import type { AccessRequest } from '../proof/evaluator/access-request';
import type { Verdict } from '../proof/evaluator/verdict';
import { claimedCalls, type ClaimedCall } from './claimed-calls';
import { decideRequest } from './decide-request';
import { missingRegions } from './module-inputs';
import { moduleStatements, type ModuleCall, type ModuleStatements } from './module-statements';
import { byNeed, moduleOf, type Need } from './need';
import { bareRequests, ownRequests } from './own-requests';
import type { Reading } from './reading';
import { isKindOf } from './resource-kind';

/** A refused call that an import makes: the statements of the modules, all together, let it through. */
export interface Fit {
  readonly need: Need;
  /** Capabilities each of which would do as well. */
  readonly others: readonly string[];
  /** The call as IAM was asked; several where the event leaves something open. */
  readonly requests: readonly AccessRequest[];
  readonly statements: ModuleStatements;
  /** Titles of paths and capabilities that make it. */
  readonly paths: readonly string[];
}

/** Whether imports make a call, and if not, how near they come. */
export type Fitting = { readonly fit: Fit } | Misfit;

/** A refused call that no import makes, or none here or in this way. */
export interface Misfit {
  readonly fit?: undefined;
  /** Whether claims speak of such calls at all. */
  readonly isClaimed: boolean;
  /** What the modules say to it. @default - nothing is known of it */
  readonly verdict?: Verdict;
  /** The tightest level at which the modules let it through, and what makes it there. @default - none */
  readonly until?: { readonly level: TighteningLevel; readonly paths: readonly string[] };
  /** The Region that no option names, where that is all that is in the way. @default - it is not */
  readonly region?: string;
}

/** The level that was asked for, or the tightest. */
export const levelOf = ({ described }: Reading): TighteningLevel => described.level ?? 'pinned';

/** Finds the calls of claims that a refused one is, and what the modules need to let it through. */
export function fitOf(reading: Reading): Fitting {
  const claimed = claimedCalls(reading);
  const level = levelOf(reading);
  const groups = byNeed(claimed, reading).map(([need, calls]) => ({ need, calls, requests: requestsOf(calls, reading) }));
  for (const { need, calls, requests } of groups) {
    const found = tried(reading, requests, { level, need });
    if (found === undefined) continue;
    const fitting = groups.filter(
      (group) => group.need !== need && tried(reading, group.requests, { level, need: group.need }) !== undefined,
    );
    const others = fitting.filter((group) => isLike(group.need, need));
    // A bucket may be the platform's own as well as a source: both paths make the call.
    const named = fitting.filter((group) => JSON.stringify(group.need.capabilities) === JSON.stringify(need.capabilities));
    const all = [...calls, ...[...others, ...named].flatMap((group) => group.calls)];
    return {
      fit: {
        need,
        others: others.flatMap((group) => group.need.capabilities),
        ...found,
        paths: [...new Set(all.map(({ path }) => path.title))],
      },
    };
  }
  return claimed.length === 0 ? unclaimed(reading, level) : { isClaimed: true, ...misfit(reading, groups, level) };
}

/** What imports are not known to make, statements may allow all the same: what EBS asks for is not documented in full. */
function unclaimed(reading: Reading, level: TighteningLevel): Misfit {
  const statements = moduleStatements(reading, { level, need: { capabilities: [], inputs: {} } });
  const [verdict] = bareRequests(reading).map((request) => decided(reading, request, statements));
  return { isClaimed: false, ...(verdict !== undefined && { verdict }) };
}

/** Two capabilities that would do alike. */
const isLike = (one: Need, other: Need): boolean =>
  one.capabilities.length === 1 && other.capabilities.length === 1 && JSON.stringify(one.inputs) === JSON.stringify(other.inputs);

interface Group {
  readonly need: Need;
  readonly calls: readonly ClaimedCall[];
  readonly requests: readonly (readonly AccessRequest[])[];
}

/** The forms that a call may have had, each once; what one call asks for together stays together. */
function requestsOf(calls: readonly ClaimedCall[], reading: Reading): readonly (readonly AccessRequest[])[] {
  const forms = new Map(calls.map((claimed) => ownRequests(claimed, reading)).map((form) => [JSON.stringify(form), form] as const));
  return [...forms.values()];
}

/** The forms that the modules let through; undefined where there are none. */
function tried(
  reading: Reading,
  forms: readonly (readonly AccessRequest[])[],
  how: ModuleCall,
): Pick<Fit, 'requests' | 'statements'> | undefined {
  const statements = moduleStatements(reading, how);
  const isThrough = (form: readonly AccessRequest[]): boolean =>
    form.every((request) => decided(reading, request, statements).outcome === 'allowed');
  const through = forms.filter(isThrough);
  const isEnough = asksForAll(reading) ? forms.every((form) => through.some((one) => isOnSameKind(one, form))) : through.length > 0;
  return isEnough && through.length > 0 ? { requests: through.flat(), statements } : undefined;
}

/** EC2 asks IAM for everything that a call is about; the event names none where the message is encoded. Tags are for what is made. */
const asksForAll = ({ denied: { action, resource } }: Reading): boolean => resource === undefined && /^ec2:(?!createtags$)/i.test(action);

const isOnSameKind = ([one]: readonly AccessRequest[], [other]: readonly AccessRequest[]): boolean =>
  one !== undefined && other !== undefined && isKindOf(one.resource, other.resource);

/** The instance's role is none that a module makes: only who may assume the platform's role is. */
const decided = (reading: Reading, request: AccessRequest, { identity, trust }: ModuleStatements): Verdict =>
  decideRequest(request, reading.side === 'instance' ? { resource: trust } : { identity }, moduleOf(reading));

function misfit(reading: Reading, groups: readonly Group[], level: TighteningLevel): Partial<Misfit> {
  const [first] = groups;
  if (first === undefined) return {};
  const isAt = (how: Omit<ModuleCall, 'need'>): boolean =>
    groups.some(({ requests, need }) => tried(reading, requests, { ...how, need }) !== undefined);
  const loose = groups.flatMap(({ calls }) => calls.map(({ path }) => path)).filter((path) => path.until !== undefined);
  const looser = TIGHTENING_LEVELS.slice(0, TIGHTENING_LEVELS.indexOf(level))
    .toReversed()
    .find((one) => loose.length > 0 && isAt({ level: one }));
  const until = looser === undefined ? undefined : { level: looser, paths: [...new Set(loose.map(({ title }) => title))] };
  const region = missingRegions(reading).find((one) => isAt({ level, further: [one] }));
  const statements = moduleStatements(reading, { level, need: first.need });
  const verdict = first.requests
    .flat()
    .map((request) => decided(reading, request, statements))
    .find(({ outcome }) => outcome !== 'allowed');
  return { ...(verdict !== undefined && { verdict }), ...(until !== undefined && { until }), ...(region !== undefined && { region }) };
}
