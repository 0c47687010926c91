import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import type { ModuleName } from '../claims/import-path';
import { inputsOf } from './known-inputs';
import { objectIn, objectsIn, textIn } from './json-access';

/** A module of ours in a plan: what Terraform rendered for it. */
export interface PlannedModule {
  /** E.g. `module.forensics["eu"]`; empty for the root. */
  readonly address: string;
  readonly name: ModuleName;
  readonly partition: string;
  readonly account: string;
  /** Path and name of the role, for modules that make one. */
  readonly role?: string;
  readonly trust?: JsonObject;
  /** Managed policies by key; of a key policy its `statements`. */
  readonly policies: Readonly<Record<string, JsonObject>>;
  /** Inputs that the module's call gives as constants, or as variables of the root; those computed otherwise are not in a plan. */
  readonly inputs: JsonObject;
}

/** What a plan holds of our modules. */
export interface PlannedModules {
  readonly modules: readonly PlannedModule[];
  /** Policies that Terraform will know only when it applies, by address. */
  readonly unknown: readonly string[];
}

interface Resource {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly index?: Json;
  readonly values: JsonObject;
}

/**
 * Our modules in what `terraform show -json` prints, nested ones included.
 *
 * @throws Error if the text is no plan, which says what it must be
 * Source of the format: https://developer.hashicorp.com/terraform/internals/json-format
 */
export function plannedModules(planText: string): PlannedModules {
  const plan = planOf(planText);
  const places = new Map<string, Resource[]>();
  for (const values of [objectIn(plan, 'prior_state', 'values'), objectIn(plan, 'planned_values')]) {
    collect(objectIn(values, 'root_module'), places);
  }
  const found = [...places].map(([address, resources]) => moduleOf(address, resources, inputsOf(plan, address)));
  return {
    modules: found.flatMap(({ module }) => module ?? []),
    unknown: found.flatMap(({ unknown }) => unknown),
  };
}

function planOf(text: string): JsonObject {
  const wanted = 'It must be what `terraform show -json PLANFILE` prints';
  let plan: unknown;
  try {
    plan = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Error(`The plan is no JSON: ${error instanceof Error ? error.message : String(error)}. ${wanted}`, { cause: error });
  }
  if (!isJsonObject(plan) || !isJsonObject(plan['planned_values'])) throw new Error(`The plan has no planned_values. ${wanted}`);
  return plan;
}

/** Resources by the address of their module, at whatever depth. */
function collect(root: JsonObject | undefined, places: Map<string, Resource[]>): void {
  const waiting = root === undefined ? [] : [root];
  for (let module = waiting.shift(); module !== undefined; module = waiting.shift()) {
    const address = typeof module['address'] === 'string' ? module['address'] : '';
    const resources = objectsIn(module['resources']).map(resourceOf);
    places.set(address, [...(places.get(address) ?? []), ...resources]);
    waiting.push(...objectsIn(module['child_modules']));
  }
}

const resourceOf = (resource: JsonObject): Resource => ({
  address: textIn(resource, 'address'),
  type: textIn(resource, 'type'),
  name: textIn(resource, 'name'),
  ...(resource['index'] !== undefined && { index: resource['index'] }),
  values: objectIn(resource, 'values') ?? {},
});

interface Found {
  readonly module?: PlannedModule;
  readonly unknown: readonly string[];
}

/** Keys of the managed policies by which a role's module is told. */
const POLICY_KEYS: readonly (readonly [ModuleName, readonly string[]])[] = [
  ['cado-role', ['kms', 'temporary_key', 'acquisition', 'operations', 'platform']],
  ['cado-cross-account-trust', ['kms', 'acquisition', 'operations']],
];

function moduleOf(address: string, resources: readonly Resource[], inputs: JsonObject): Found {
  // Planned values come last: they are newer than the prior state.
  const last = (type: string, name: string): Resource | undefined => resources.findLast((one) => one.type === type && one.name === name);
  const place = { address, inputs, ...whereabouts(resources) };
  const documents = (name: string): Resource | undefined => last('aws_iam_policy_document', name);
  if (documents('statements') !== undefined && documents('root_delegation') !== undefined) {
    return withPolicies([['statements', documents('statements'), 'json']], (policies) => ({
      ...place,
      name: 'cado-kms-key-policy',
      policies,
    }));
  }
  const managed = resources.filter(({ type, name }) => type === 'aws_iam_policy' && name === 'this');
  const role = last('aws_iam_role', 'this');
  const name = POLICY_KEYS.find(([, keys]) => keys.every((key) => managed.some(({ index }) => index === key)))?.[0];
  if (role === undefined || name === undefined) return { unknown: [] };
  const byKey = new Map(managed.map((policy) => [typeof policy.index === 'string' ? policy.index : '', policy]));
  return withPolicies(
    [...[...byKey].map(([key, policy]) => [key, policy, 'policy'] as const), ['trust', role, 'assume_role_policy']],
    ({ trust, ...policies }) => ({
      ...place,
      name,
      role: `${textIn(role.values, 'path') || '/'}${textIn(role.values, 'name')}`,
      ...(trust !== undefined && { trust }),
      policies,
    }),
  );
}

function withPolicies(
  texts: readonly (readonly [key: string, resource: Resource | undefined, attribute: string])[],
  module: (policies: Readonly<Record<string, JsonObject>>) => PlannedModule,
): Found {
  const read = texts.map(([key, resource, attribute]) => [key, resource, policyIn(resource, attribute)] as const);
  const unknown = read.filter(([, , policy]) => policy === undefined).map(([, resource]) => resource?.address ?? '');
  if (unknown.length > 0) return { unknown };
  return { unknown, module: module(Object.fromEntries(read.flatMap(([key, , policy]) => (policy === undefined ? [] : [[key, policy]])))) };
}

function policyIn(resource: Resource | undefined, attribute: string): JsonObject | undefined {
  const text = resource?.values[attribute];
  if (typeof text !== 'string' || text === '') return undefined;
  const policy: unknown = JSON.parse(text);
  return isJsonObject(policy) ? policy : undefined;
}

/** Partition and account, as the module's own data sources or the roles' ARNs tell them. */
function whereabouts(resources: readonly Resource[]): Pick<PlannedModule, 'partition' | 'account'> {
  const value = (type: string, name: string): string => textIn(resources.findLast((one) => one.type === type)?.values ?? {}, name);
  return { partition: value('aws_partition', 'partition'), account: value('aws_caller_identity', 'account_id') };
}
