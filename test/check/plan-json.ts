import type { Json, JsonObject } from '../../src/policy/policy-json';

/** A change of a resource, as a plan has it. */
export interface Change extends JsonObject {
  readonly address: string;
}

/** What `change` has besides before and after. */
export interface ChangeExtras {
  readonly unknown?: JsonObject;
  readonly sensitive?: JsonObject;
  readonly actions?: readonly string[];
  /** What the resource has besides its change, e.g. `deposed`. */
  readonly more?: JsonObject;
}

/** The parts of an address: `module.m["a"].aws_kms_key.k[0]`. */
function partsOf(address: string): JsonObject {
  const [, module = '', type = '', name = '', index] = /^(?:(.*)\.)?([a-z0-9_]+)\.([\w-]+)(?:\[(.*)\])?$/.exec(address) ?? [];
  return {
    address,
    ...(module !== '' && { module_address: module }),
    mode: 'managed',
    type,
    name,
    ...(index !== undefined && { index: JSON.parse(index) as Json }),
  };
}

/** A resource that is there, or not, before and after. */
export function change(address: string, before: JsonObject | null, after: JsonObject | null, extras: ChangeExtras = {}): Change {
  const isSame = JSON.stringify(before) === JSON.stringify(after) && extras.unknown === undefined;
  const actions = before === null ? ['create'] : after === null ? ['delete'] : isSame ? ['no-op'] : ['update'];
  return {
    ...partsOf(address),
    ...extras.more,
    address,
    change: {
      actions: extras.actions ?? actions,
      before,
      after,
      after_unknown: extras.unknown ?? {},
      after_sensitive: extras.sensitive ?? {},
      before_sensitive: {},
    },
  };
}

/** A resource that stays as it is. */
export const same = (address: string, values: JsonObject): Change => change(address, values, values);

/** A block of a configuration: what its attributes refer to. */
export function block(address: string, references: Readonly<Record<string, readonly string[]>>, provider = 'aws'): JsonObject {
  const { type = '', name = '' } = partsOf(address);
  return {
    address,
    mode: 'managed',
    type,
    name,
    provider_config_key: provider,
    expressions: Object.fromEntries(Object.entries(references).map(([attribute, refs]) => [attribute, { references: refs }])),
  };
}

/** A plan as `terraform show -json` prints it. */
export const planText = (changes: readonly Change[], more: JsonObject = {}): string =>
  JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { root_module: {} },
    resource_changes: changes,
    complete: true,
    errored: false,
    ...more,
  });

/** A policy as a text. */
export const policy = (...Statement: readonly JsonObject[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
/** An Allow. */
export const allow = (elements: JsonObject): JsonObject => ({ Effect: 'Allow', ...elements });
