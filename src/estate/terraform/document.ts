import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import { objectIn, objectsIn } from '../../proof/plan/json-access';
import { planDocument } from './plan';
import { isOfInterest, resourcesBelow, stateFileResources, type TerraformResource } from './resources';
import type { ProviderPlaces } from '../whereabouts';

/** What Terraform's document tells: resources as they are, or as they will be. */
export interface TerraformDocument {
  readonly kind: 'state' | 'plan';
  /** As they are; of a plan those before it. */
  readonly before: readonly TerraformResource[];
  /** As they will be; of a state those that are. */
  readonly after: readonly TerraformResource[];
  /** The configuration of the root module. @default - none: it is a state */
  readonly configuration?: JsonObject;
  /** Where each provider of a plan acts, as far as it tells. */
  readonly providers: ProviderPlaces;
}

/**
 * Reads `terraform show -json` of a state or a plan, or a state file itself; undefined where it is none of them.
 *
 * Source: https://developer.hashicorp.com/terraform/internals/json-format
 */
export function terraformDocument(value: Json): TerraformDocument | undefined {
  if (!isJsonObject(value)) return undefined;
  if (isPlan(value)) return { kind: 'plan', ...planDocument(value) };
  if (isJsonObject(value['values']) && isJsonObject(value['values']['root_module']))
    return stateOf(resourcesBelow(objectIn(value, 'values', 'root_module')));
  if (typeof value['version'] === 'number' && Array.isArray(value['resources']))
    return stateOf(objectsIn(value['resources']).filter(isOfInterest).flatMap(stateFileResources));
  return undefined;
}

const isPlan = (value: JsonObject): boolean => Array.isArray(value['resource_changes']) || isJsonObject(value['planned_values']);

const stateOf = (resources: readonly TerraformResource[]): TerraformDocument => ({
  kind: 'state',
  before: resources,
  after: resources,
  providers: new Map(),
});
