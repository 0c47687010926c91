import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import { objectIn, objectsIn, textIn } from '../../proof/plan/json-access';

/** Types of keys. */
export const KEY_TYPES = ['aws_kms_key', 'aws_kms_replica_key', 'aws_kms_external_key', 'aws_kms_replica_external_key'] as const;

/** Whether a type is one of keys. */
export const isKeyType = (type: string): boolean => (KEY_TYPES as readonly string[]).includes(type);

/** Types that tell of roles, keys and their policies; everything else is passed over. */
const TYPES: ReadonlySet<string> = new Set([
  ...KEY_TYPES,
  'aws_caller_identity',
  'aws_iam_instance_profile',
  'aws_iam_policy',
  'aws_iam_policy_attachment',
  'aws_iam_role',
  'aws_iam_role_policies_exclusive',
  'aws_iam_role_policy',
  'aws_iam_role_policy_attachment',
  'aws_iam_role_policy_attachments_exclusive',
  'aws_kms_alias',
  'aws_kms_grant',
  'aws_kms_key_policy',
  'aws_organizations_policy',
  'aws_organizations_policy_attachment',
  'aws_partition',
  'aws_region',
]);

/** Whether a resource tells of roles, keys or their policies. */
export const isOfInterest = (resource: JsonObject): boolean => TYPES.has(textIn(resource, 'type'));

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
  /** Attributes that somebody called sensitive, as `after_sensitive` has them. @default - none */
  readonly sensitive?: JsonObject;
  /** What a plan does to it, where that is more than to change it. @default - nothing, or it is no plan */
  readonly fate?: 'created' | 'destroyed' | 'replaced' | 'reset';
  /** The provider's configuration, as a plan calls it, e.g. `aws.target`. @default - not told */
  readonly provider?: string;
}

/** Resources of a module and of those inside it. Modules nest as deep as they like: a list of what is left, not recursion. */
export function resourcesBelow(root: JsonObject | undefined): readonly TerraformResource[] {
  const found: TerraformResource[] = [];
  const waiting = root === undefined ? [] : [root];
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    const address = textIn(module, 'address');
    // An object that a replacement left behind is no longer what its address stands for.
    const meant = objectsIn(module['resources']).filter((one) => isOfInterest(one) && one['deposed_key'] === undefined);
    for (const resource of meant) {
      const sensitive = resource['sensitive_values'];
      found.push({
        ...resourceOf(resource, address, objectIn(resource, 'values') ?? {}),
        ...(isJsonObject(sensitive) && { sensitive }),
      });
    }
    waiting.push(...objectsIn(module['child_modules']));
  }
  return found;
}

/** A resource by what Terraform's JSON calls its parts. */
export function resourceOf(resource: JsonObject, module: string, values: JsonObject): TerraformResource {
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

/** The instances of a resource of a state file, format 4. */
export function stateFileResources(resource: JsonObject): readonly TerraformResource[] {
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
