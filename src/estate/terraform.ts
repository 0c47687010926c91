import { isJsonObject, type Json } from '../policy/policy-json';
import { objectsIn, textIn } from '../proof/plan/json-access';
import { grantOf, policyIn, type Found, type Reader } from './found';
import type { GivenPolicy } from './estate';
import type { TerraformResource } from './terraform-resources';
import { placesIn, type Whereabouts } from './whereabouts';

const KEYS = ['aws_kms_key', 'aws_kms_replica_key', 'aws_kms_external_key', 'aws_kms_replica_external_key'] as const;

/** What Terraform's resources tell of roles, keys and policies. What is unknown until apply is told as missing. */
export function fromTerraform(resources: readonly TerraformResource[], reader: Reader, usual: Whereabouts): readonly Found[] {
  const managed = resources.filter(({ isData }) => !isData);
  const byPlace = new Map<string, TerraformResource[]>();
  for (const resource of managed) {
    const key = placeOf(resource);
    byPlace.set(key, [...(byPlace.get(key) ?? []), resource]);
  }
  const context: Context = { reader, placeAt: placesIn(resources, usual), byPlace, roles: rolesByName(managed) };
  return managed.flatMap((resource) => foundIn(resource, context));
}

interface Context {
  readonly reader: Reader;
  /** Account, partition and Region of a module: accounts differ where providers do. */
  readonly placeAt: (module: string) => Whereabouts;
  /** Roles by module and name, and by name alone. */
  readonly roles: ReadonlyMap<string, TerraformResource>;
  /** Resources by module, type and name: instances of one block. */
  readonly byPlace: ReadonlyMap<string, readonly TerraformResource[]>;
}

const placeOf = ({ module, type, name }: Pick<TerraformResource, 'module' | 'type' | 'name'>): string => `${module}|${type}.${name}`;

function foundIn(resource: TerraformResource, context: Context): readonly Found[] {
  const { type, address, values } = resource;
  switch (type) {
    case 'aws_iam_role':
      return [roleIn(resource, context)];
    case 'aws_iam_role_policy': {
      const role = referredRole(resource, 'role', context);
      const policy = knownPolicy(resource, 'policy', context);
      return [
        {
          is: 'role',
          ...role,
          missing: [...role.missing, ...(policy === undefined ? [address] : [])],
          inline: policy === undefined ? [] : [policy],
        },
      ];
    }
    case 'aws_iam_policy': {
      const policy = knownPolicy(resource, 'policy', context);
      return [{ is: 'managed policy', arn: policyArn(resource, context), ...(policy === undefined ? { missing: address } : { policy }) }];
    }
    case 'aws_iam_role_policy_attachment': {
      const arn = attachedArn(resource, context);
      const role = referredRole(resource, 'role', context);
      return [
        {
          is: 'role',
          ...role,
          missing: [...role.missing, ...(arn === undefined ? [address] : [])],
          attached: arn === undefined ? [] : [arn],
        },
      ];
    }
    case 'aws_kms_grant': {
      const grant = grantOf(values);
      return grant === undefined ? [] : [{ is: 'key', arn: referredKey(resource, context), grants: [grant] }];
    }
    case 'aws_kms_key_policy': {
      const policy = knownPolicy(resource, 'policy', context);
      return [{ is: 'key', arn: referredKey(resource, context), ...(policy === undefined ? { missing: address } : { policy }) }];
    }
    case 'aws_organizations_policy':
      return (textIn(values, 'type') || 'SERVICE_CONTROL_POLICY') === 'SERVICE_CONTROL_POLICY'
        ? listed(policyIn(values['content'], address, context.reader), (policy): Found => ({ is: 'service control policy', policy }))
        : [];
    default:
      return (KEYS as readonly string[]).includes(type) ? [keyIn(resource, context)] : [];
  }
}

const listed = <T, U>(value: T | undefined, make: (value: T) => U): readonly U[] => (value === undefined ? [] : [make(value)]);

function roleIn(resource: TerraformResource, context: Context): Found {
  const { address, values } = resource;
  const trust = knownPolicy(resource, 'assume_role_policy', context);
  const boundary = textIn(values, 'permissions_boundary');
  const inline = objectsIn(values['inline_policy']).flatMap((policy): readonly GivenPolicy[] =>
    textIn(policy, 'policy') === ''
      ? []
      : listed(policyIn(policy['policy'], `${address} ${textIn(policy, 'name')}`, context.reader), (one) => one),
  );
  const attached = values['managed_policy_arns'];
  return {
    is: 'role',
    arn: roleArnOf(resource, context),
    name: textIn(values, 'name') || address,
    address,
    ...(trust !== undefined && { trust }),
    inline,
    attached: Array.isArray(attached) ? attached.filter((arn) => typeof arn === 'string') : [],
    ...(boundary !== '' && { boundaryArn: boundary }),
    missing: hasUnknownInlinePolicy(resource) ? [`${address}.inline_policy`] : [],
    isWhole: true,
  };
}

/** A role without such blocks shows them as unknown too. */
function hasUnknownInlinePolicy({ unknown, references = {} }: TerraformResource): boolean {
  const blocks = unknown?.['inline_policy'];
  return references['inline_policy'] !== undefined && (blocks === true || objectsIn(blocks).some((block) => block['policy'] === true));
}

function roleArnOf({ values, address, module }: TerraformResource, { placeAt }: Context): string {
  const place = placeAt(module);
  const name = textIn(values, 'name') || address;
  return textIn(values, 'arn') || `arn:${place.partition}:iam::${place.account}:role${textIn(values, 'path') || '/'}${name}`;
}

function policyArn({ values, address, module }: TerraformResource, { placeAt }: Context): string {
  const place = placeAt(module);
  const name = textIn(values, 'name') || address;
  return textIn(values, 'arn') || `arn:${place.partition}:iam::${place.account}:policy${textIn(values, 'path') || '/'}${name}`;
}

/** An attachment of a policy that does not exist yet has no ARN; the configuration tells which one it is. */
function attachedArn(resource: TerraformResource, context: Context): string | undefined {
  const known = textIn(resource.values, 'policy_arn');
  if (known !== '') return known;
  const policy = referred(resource, 'policy_arn', ['aws_iam_policy'], context);
  return policy === undefined ? undefined : policyArn(policy, context);
}

/** The role that a policy belongs to. One that Terraform manages elsewhere has policies that nobody sees here. */
function referredRole(
  resource: TerraformResource,
  attribute: string,
  context: Context,
): { readonly arn?: string; readonly name: string; readonly missing: readonly string[] } {
  const name = textIn(resource.values, attribute);
  const role =
    name === ''
      ? referred(resource, attribute, ['aws_iam_role'], context)
      : (context.roles.get(`${resource.module}|${name}`) ?? context.roles.get(name));
  if (role !== undefined) return { arn: roleArnOf(role, context), name: textIn(role.values, 'name') || role.address, missing: [] };
  if (name === '') return { name, missing: [] };
  const { partition, account } = context.placeAt(resource.module);
  return { arn: `arn:${partition}:iam::${account}:role/${name}`, name, missing: [`what else ${name} has`] };
}

/** The key of a grant or of a key policy, by ARN; by its id where the resource holds no more. */
function referredKey(resource: TerraformResource, context: Context): string {
  const id = textIn(resource.values, 'key_id');
  if (id.startsWith('arn:')) return id;
  const key = id === '' ? referred(resource, 'key_id', KEYS, context) : undefined;
  if (key !== undefined) return keyArnOf(key, context);
  return id === '' ? resource.address : keyArn(id, resource, context);
}

function keyArn(id: string, { values, module }: TerraformResource, { placeAt }: Context): string {
  const place = placeAt(module);
  return `arn:${place.partition}:kms:${textIn(values, 'region') || place.region}:${place.account}:key/${id}`;
}

const keyArnOf = (resource: TerraformResource, context: Context): string =>
  textIn(resource.values, 'arn') || keyArn(textIn(resource.values, 'key_id') || resource.address, resource, context);

/** The instance of another block that an attribute refers to: the only one, or the one under the same key. */
function referred(
  { module, index, references = {} }: TerraformResource,
  attribute: string,
  types: readonly string[],
  { byPlace }: Context,
): TerraformResource | undefined {
  for (const reference of references[attribute] ?? []) {
    const [type = '', name = ''] = reference.split(/[.[]/);
    if (!types.includes(type)) continue;
    const instances = byPlace.get(placeOf({ module, type, name })) ?? [];
    const same = instances.find((one) => one.index === index);
    const found = same ?? (instances.length === 1 ? instances[0] : undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

function keyIn(resource: TerraformResource, context: Context): Found {
  const { address } = resource;
  const policy = textIn(resource.values, 'policy') === '' ? undefined : knownPolicy(resource, 'policy', context);
  const missing = policy === undefined && isUnknown(resource, 'policy') ? { missing: `${address}.policy` } : {};
  return { is: 'key', arn: keyArnOf(resource, context), address, ...(policy !== undefined && { policy }), ...missing };
}

const isUnknown = ({ unknown }: TerraformResource, attribute: string): boolean => unknown?.[attribute] === true;

function knownPolicy(resource: TerraformResource, attribute: string, { reader }: Context): GivenPolicy | undefined {
  const value: Json | undefined = resource.values[attribute];
  if (value === undefined || value === null || value === '') return undefined;
  return policyIn(value, `${resource.address}.${attribute}`, reader);
}

/** Roles of one name are usual, one in each account: those of the same module come first. */
function rolesByName(managed: readonly TerraformResource[]): ReadonlyMap<string, TerraformResource> {
  const roles = managed.filter(({ type }) => type === 'aws_iam_role');
  return new Map([
    ...roles.toReversed().map((role) => [textIn(role.values, 'name'), role] as const),
    ...roles.map((role) => [`${role.module}|${textIn(role.values, 'name')}`, role] as const),
  ]);
}

/** Policies of a document that Terraform will know only when it applies, by address. */
export const unknownPolicies = (resources: readonly TerraformResource[]): readonly string[] =>
  resources
    .filter(({ unknown }) => unknown !== undefined)
    .flatMap((resource) =>
      ['policy', 'assume_role_policy', 'inline_policy', 'grantee_principal']
        .filter((name) => isUnknown(resource, name) && !isDefaulted(resource, name))
        .map((name) => `${resource.address}.${name}`),
    );

/** A new key or role without such an argument gets AWS's default, which a plan calls unknown as well. */
const isDefaulted = ({ references = {}, type, values }: TerraformResource, name: string): boolean =>
  references[name] === undefined && !isJsonObject(values[name]) && (type === 'aws_iam_role' || (KEYS as readonly string[]).includes(type));
