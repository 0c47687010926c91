import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import { objectIn, objectsIn, textIn } from '../../proof/plan/json-access';
import { providerOf, providerPlaces } from './providers';
import { isOfInterest, resourceOf, resourcesBelow, type TerraformResource } from './resources';
import { withSeparatePolicies } from './separate-key-policies';
import type { ProviderPlaces } from '../whereabouts';

/** A plan as the resources before and after it. */
export interface PlanDocument {
  readonly before: readonly TerraformResource[];
  readonly after: readonly TerraformResource[];
  /** The configuration of the root module. */
  readonly configuration?: JsonObject;
  readonly providers: ProviderPlaces;
}

/**
 * Reads a plan. Managed resources come from the changes, which hold what is and what will be; what was read comes from the values. A
 * plan that only refreshes changes nothing: there it is told what has changed meanwhile. What `-target` leaves out stays as it is.
 *
 * Source: https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 */
export function planDocument(plan: JsonObject): PlanDocument {
  const configuration = objectIn(plan, 'configuration', 'root_module');
  const there = resourcesBelow(objectIn(plan, 'prior_state', 'values', 'root_module'));
  const known = [...there, ...resourcesBelow(objectIn(plan, 'planned_values', 'root_module'))];
  const { resource_changes: changes, resource_drift: drift } = plan;
  const sides = Array.isArray(changes) ? withTheRest(changes, there) : withTheRest(drift, known);
  const of = (resources: readonly TerraformResource[]): readonly TerraformResource[] =>
    resources.map((resource) => {
      const provider = providerOf(configuration, resource);
      return provider === undefined ? resource : { ...resource, provider };
    });
  const read = of(known.filter(({ isData }) => isData));
  const [before, after] = [of(sides.before), of(sides.after)];
  return {
    before: [...before, ...read],
    after: [...withSeparatePolicies(before, after), ...read],
    ...(configuration !== undefined && { configuration }),
    providers: providerPlaces(plan, [...read, ...before, ...after]),
  };
}

interface Sides {
  readonly before: readonly TerraformResource[];
  readonly after: readonly TerraformResource[];
}

/** An object that a replacement left behind is no longer what its address stands for. */
const isMeant = (change: JsonObject): boolean => change['mode'] !== 'data' && change['deposed'] === undefined && isOfInterest(change);

function sidesOf(changes: Json | undefined): Sides {
  const pairs = objectsIn(changes).filter(isMeant).map(pairOf);
  return { before: pairs.flatMap(([before]) => before ?? []), after: pairs.flatMap(([, after]) => after) };
}

function pairOf(entry: JsonObject): readonly [before: TerraformResource | undefined, after: readonly TerraformResource[]] {
  const change = objectIn(entry, 'change') ?? {};
  const actions = Array.isArray(change['actions']) ? (change['actions'] as readonly Json[]) : [];
  const made = (values: JsonObject | undefined, sensitive: Json | undefined): TerraformResource | undefined =>
    values && {
      ...resourceOf(entry, textIn(entry, 'module_address'), values),
      ...(isJsonObject(sensitive) && { sensitive }),
      ...fateOf(actions),
    };
  const before = made(objectIn(change, 'before'), change['before_sensitive']);
  // What Terraform forgets stays as it is, and what it does not touch is the same on both sides.
  const kept = actions.includes('forget') || (actions.length === 1 && actions[0] === 'no-op') ? listed(before) : [];
  if (kept.length > 0 && !actions.includes('create')) return [before, kept];
  const after = made(objectIn(change, 'after'), change['after_sensitive']);
  const unknown = objectIn(change, 'after_unknown');
  return [before, [...kept, ...listed(after && { ...after, ...(unknown !== undefined && { unknown }) })]];
}

const listed = (resource: TerraformResource | undefined): readonly TerraformResource[] => (resource === undefined ? [] : [resource]);

function fateOf(actions: readonly Json[]): Pick<TerraformResource, 'fate'> {
  const [isCreated, isDestroyed] = [actions.includes('create'), actions.includes('delete')];
  if (isCreated && isDestroyed) return { fate: 'replaced' };
  if (isCreated) return { fate: 'created' };
  return isDestroyed ? { fate: 'destroyed' } : {};
}

/** What changes, and everything else that is known as it is. */
function withTheRest(changes: Json | undefined, known: readonly TerraformResource[]): Sides {
  const { before, after } = sidesOf(changes);
  const told = new Set(objectsIn(changes).flatMap((change) => [textIn(change, 'address'), textIn(change, 'previous_address')]));
  const others = known.filter(({ isData, address }) => !isData && !told.has(address));
  const same = [...new Map(others.map((one) => [one.address, one])).values()];
  return { before: [...before, ...same], after: [...after, ...same] };
}
