import { isJsonObject, type Json, type JsonObject } from '../policy/policy-json';
import { objectIn, objectsIn, textIn } from '../proof/plan/json-access';

/** Types that tell of roles, keys and their policies; everything else is passed over. */
const TYPES: ReadonlySet<string> = new Set([
  'aws_caller_identity',
  'aws_iam_policy',
  'aws_iam_role',
  'aws_iam_role_policy',
  'aws_iam_role_policy_attachment',
  'aws_kms_external_key',
  'aws_kms_grant',
  'aws_kms_key',
  'aws_kms_key_policy',
  'aws_kms_replica_external_key',
  'aws_kms_replica_key',
  'aws_organizations_policy',
  'aws_partition',
  'aws_region',
]);

const isOfInterest = (resource: JsonObject): boolean => TYPES.has(textIn(resource, 'type'));

/** A resource in Terraform's state or plan. */
export interface TerraformResource {
  /** E.g. `module.forensics["eu"].aws_iam_role.this`. */
  readonly address: string;
  /** Address of the module, empty for the root. */
  readonly module: string;
  readonly type: string;
  readonly name: string;
  readonly index?: Json;
  readonly isData: boolean;
  readonly values: JsonObject;
  /** Attributes that Terraform will know only when it applies, as `after_unknown` has them. @default - none */
  readonly unknown?: JsonObject;
  /** Attributes by the addresses in the same module that they refer to. @default - not told */
  readonly references?: Readonly<Record<string, readonly string[]>>;
}

/** What Terraform's document tells: resources as they are, or as they will be. */
export interface TerraformDocument {
  readonly kind: 'state' | 'plan';
  /** As they are; of a plan those before it. */
  readonly before: readonly TerraformResource[];
  /** As they will be; of a state those that are. */
  readonly after: readonly TerraformResource[];
  /** Region of the usual provider, where the configuration says it. */
  readonly region?: string;
}

/**
 * Reads `terraform show -json` of a state or a plan, or a state file itself; undefined where it is none of them.
 *
 * Source: https://developer.hashicorp.com/terraform/internals/json-format
 */
export function terraformDocument(value: Json): TerraformDocument | undefined {
  if (!isJsonObject(value)) return undefined;
  if (Array.isArray(value['resource_changes']) || isJsonObject(value['planned_values'])) return planDocument(value);
  if (isJsonObject(value['values']) && isJsonObject(value['values']['root_module'])) {
    const resources = resourcesBelow(objectIn(value, 'values', 'root_module'));
    return { kind: 'state', before: resources, after: resources };
  }
  if (typeof value['version'] === 'number' && Array.isArray(value['resources'])) {
    const resources = objectsIn(value['resources']).filter(isOfInterest).flatMap(stateFileResources);
    return { kind: 'state', before: resources, after: resources };
  }
  return undefined;
}

/** Managed resources come from the changes, which hold what is and what will be; what was read comes from the values. */
function planDocument(plan: JsonObject): TerraformDocument {
  const configuration = objectIn(plan, 'configuration', 'root_module');
  const changes = objectsIn(plan['resource_changes']).filter((change) => change['mode'] !== 'data' && isOfInterest(change));
  const side = (which: 'before' | 'after'): readonly TerraformResource[] =>
    changes.flatMap((change): readonly TerraformResource[] => {
      const values = objectIn(change, 'change', which);
      if (values === undefined) return [];
      const unknown = which === 'after' ? objectIn(change, 'change', 'after_unknown') : undefined;
      const resource = resourceOf(change, textIn(change, 'module_address'), values);
      return [{ ...resource, ...(unknown !== undefined && { unknown, references: referencesOf(configuration, resource) }) }];
    });
  const read = [objectIn(plan, 'prior_state', 'values', 'root_module'), objectIn(plan, 'planned_values', 'root_module')]
    .flatMap(resourcesBelow)
    .filter(({ isData }) => isData);
  const [before, after] = [side('before'), side('after')];
  const own = withoutOthers([...before, ...after]);
  const region = objectIn(plan, 'configuration', 'provider_config', 'aws', 'expressions', 'region')?.['constant_value'];
  return {
    kind: 'plan',
    before: [...before.map(own), ...read],
    after: [...after.map(own), ...read],
    ...(typeof region === 'string' && { region }),
  };
}

/**
 * A role shows every policy that it has, also those that resources of their own give it. What becomes of these is told by those
 * resources alone: a role that stays as it is would keep a policy whose resource goes.
 */
function withoutOthers(resources: readonly TerraformResource[]): (resource: TerraformResource) => TerraformResource {
  const inline = new Set<string>();
  const attached = new Set<string>();
  for (const { type, values } of resources) {
    if (type === 'aws_iam_role_policy') inline.add(`${textIn(values, 'role')} ${textIn(values, 'name')}`);
    if (type === 'aws_iam_role_policy_attachment') attached.add(`${textIn(values, 'role')} ${textIn(values, 'policy_arn')}`);
  }
  return (resource) => {
    if (resource.type !== 'aws_iam_role') return resource;
    const { values } = resource;
    const role = textIn(values, 'name');
    const arns = values['managed_policy_arns'];
    return {
      ...resource,
      values: {
        ...values,
        inline_policy: objectsIn(values['inline_policy']).filter((policy) => !inline.has(`${role} ${textIn(policy, 'name')}`)),
        managed_policy_arns: Array.isArray(arns)
          ? (arns as readonly Json[]).filter((arn) => typeof arn === 'string' && !attached.has(`${role} ${arn}`))
          : [],
      },
    };
  };
}

/** Modules nest as deep as they like: a list of what is left, not recursion. */
function resourcesBelow(root: JsonObject | undefined): readonly TerraformResource[] {
  const found: TerraformResource[] = [];
  const waiting = root === undefined ? [] : [root];
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    const address = textIn(module, 'address');
    for (const resource of objectsIn(module['resources']).filter(isOfInterest))
      found.push(resourceOf(resource, address, objectIn(resource, 'values') ?? {}));
    waiting.push(...objectsIn(module['child_modules']));
  }
  return found;
}

function resourceOf(resource: JsonObject, module: string, values: JsonObject): TerraformResource {
  return {
    address: textIn(resource, 'address'),
    module,
    type: textIn(resource, 'type'),
    name: textIn(resource, 'name'),
    ...(resource['index'] !== undefined && { index: resource['index'] }),
    isData: resource['mode'] === 'data',
    values,
  };
}

/** A resource of a state file, format 4. */
function stateFileResources(resource: JsonObject): readonly TerraformResource[] {
  const [module, type, name] = [textIn(resource, 'module'), textIn(resource, 'type'), textIn(resource, 'name')];
  const isData = resource['mode'] === 'data';
  return objectsIn(resource['instances']).map((instance) => {
    const index = instance['index_key'];
    const place = `${module === '' ? '' : `${module}.`}${isData ? 'data.' : ''}${type}.${name}`;
    return {
      address: index === undefined ? place : `${place}[${JSON.stringify(index)}]`,
      module,
      type,
      name,
      ...(index !== undefined && { index }),
      isData,
      values: objectIn(instance, 'attributes') ?? {},
    };
  });
}

/** What the attributes of a resource refer to, as the configuration has it. */
function referencesOf(
  root: JsonObject | undefined,
  { module, type, name }: TerraformResource,
): Readonly<Record<string, readonly string[]>> {
  const names = [...module.matchAll(/(?:^|\.)module\.([^.[]+)(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?/g)].map(([, called = '']) => called);
  const configuration = names.reduce((inner, called) => objectIn(inner, 'module_calls', called, 'module'), root);
  const resource = configuration === undefined ? undefined : indexOf(configuration).get(`${type}.${name}`);
  return Object.fromEntries(
    Object.entries(objectIn(resource, 'expressions') ?? {}).flatMap(([attribute, expression]) => {
      const references = referencesIn(expression);
      return references.length === 0 ? [] : [[attribute, references]];
    }),
  );
}

/** An attribute has its references, a block those of its attributes. */
function referencesIn(expression: Json): readonly string[] {
  if (Array.isArray(expression))
    return (expression as readonly Json[]).flatMap((block) => (isJsonObject(block) ? Object.values(block).flatMap(referencesIn) : []));
  const references = isJsonObject(expression) ? expression['references'] : undefined;
  return Array.isArray(references) ? references.filter((one) => typeof one === 'string') : [];
}

const INDEXES = new WeakMap<JsonObject, ReadonlyMap<string, JsonObject>>();

/** The managed resources of a module's configuration by type and name, made once. */
function indexOf(configuration: JsonObject): ReadonlyMap<string, JsonObject> {
  const known =
    INDEXES.get(configuration) ??
    new Map(
      objectsIn(configuration['resources'])
        .filter((one) => one['mode'] !== 'data')
        .map((one) => [`${textIn(one, 'type')}.${textIn(one, 'name')}`, one]),
    );
  INDEXES.set(configuration, known);
  return known;
}
