import type { JsonObject } from '../../policy/policy-json';
import { objectsIn, textIn, textsIn } from '../../proof/plan/json-access';
import type { TerraformDocument } from './document';
import { rootNamedBy } from './providers';
import { grouped } from '../grouped';
import { byBlock, referredResource } from './references';
import { isKeyType, KEY_TYPES, type TerraformResource } from './resources';
import { NOBODY, type Whereabouts } from '../whereabouts';

/** A role that a resource speaks of. */
export interface ReferredRole {
  /** @default - nobody knows it before apply */
  readonly arn?: string;
  readonly name: string;
  /** Whether Terraform manages it here. */
  readonly isManaged: boolean;
}

/** One side of a document, and how its resources speak of each other. */
export interface TerraformContext {
  /** Managed resources. */
  readonly resources: readonly TerraformResource[];
  /** What was read. */
  readonly data: readonly TerraformResource[];
  readonly configuration: JsonObject | undefined;
  /** The resource that an attribute refers to, of one of some types; undefined where the configuration does not tell. */
  readonly referred: (resource: TerraformResource, attribute: string, types: readonly string[]) => TerraformResource | undefined;
  readonly placeAt: (resource: TerraformResource) => Whereabouts;
  /** The ARN of a role, a policy or a key: as it is, or as it will be. */
  readonly arnOf: (resource: TerraformResource) => string;
  /** The role that an attribute names. */
  readonly role: (resource: TerraformResource, attribute: string) => ReferredRole;
  /** The ARN of a policy that an attribute names; empty where nobody knows it before apply. */
  readonly policyArn: (resource: TerraformResource, attribute: string) => string;
  /** The ARN of the key that an attribute names, usually `key_id`; undefined where nobody knows it before apply. */
  readonly keyArn: (resource: TerraformResource, attribute?: 'key_id' | 'target_key_id') => string | undefined;
}

/** Reads how the resources of one side of a document speak of each other. */
export function terraformContext(
  resources: readonly TerraformResource[],
  { configuration }: Pick<TerraformDocument, 'configuration'>,
  placeAt: TerraformContext['placeAt'],
): TerraformContext {
  const managed = resources.filter(({ isData }) => !isData);
  const blocks = byBlock(managed);
  const keys = grouped(managed.filter(isKey), (key) => textIn(key.values, 'key_id'));
  const arnOf = (resource: TerraformResource): string => textIn(resource.values, 'arn') || futureArn(resource, placeAt(resource));
  const roles = rolesByName(managed, arnOf);
  // A value that is known is what it is, whatever its expression might have given.
  const referred = (resource: TerraformResource, attribute: string, types: readonly string[]): TerraformResource | undefined =>
    resource.values[attribute] === undefined ? referredResource(configuration, resource, attribute, types, blocks) : undefined;
  const role = (resource: TerraformResource, attribute: string): ReferredRole => {
    const name = textIn(resource.values, attribute);
    const found = name === '' ? referred(resource, attribute, ['aws_iam_role']) : roles(resource, name);
    if (found !== undefined) return { arn: arnOf(found), name: nameOf(found), isManaged: true };
    const { partition, account } = placeAt(resource);
    return { ...(name !== '' && { arn: `arn:${partition}:iam::${account}:role/${name}` }), name, isManaged: false };
  };
  const policyArn = (resource: TerraformResource, attribute: string): string => {
    const known = textIn(resource.values, attribute);
    const policy = known === '' ? referred(resource, attribute, ['aws_iam_policy']) : undefined;
    return policy === undefined ? known : arnOf(policy);
  };
  const keyArn: TerraformContext['keyArn'] = (resource, attribute = 'key_id') => {
    const id = textIn(resource.values, attribute);
    if (id.startsWith('arn:')) return id;
    const place = placeAt(resource);
    const key = id === '' ? referred(resource, attribute, KEY_TYPES) : ofPlace(keys.get(id) ?? [], resource, place.region, arnOf);
    if (key !== undefined) return arnOf(key);
    return id === '' ? undefined : keyArnAt(place, id);
  };
  return {
    resources: managed,
    data: resources.filter(({ isData }) => isData),
    configuration,
    referred,
    placeAt,
    arnOf,
    role,
    policyArn,
    keyArn,
  };
}

/** Of keys of one id, which a replica has in common with its primary, the one of the same provider or Region, or the only one. */
function ofPlace(
  keys: readonly TerraformResource[],
  { provider }: TerraformResource,
  region: string,
  arnOf: TerraformContext['arnOf'],
): TerraformResource | undefined {
  const [only, ...others] = keys;
  if (others.length === 0) return only;
  const there = keys.filter((key) => arnOf(key).split(':')[3] === region);
  const same = keys.filter((key) => provider !== undefined && key.provider === provider);
  const [found] = there.length === 1 ? there : same;
  return found;
}

/** Whether a resource is a key. */
export const isKey = ({ type }: TerraformResource): boolean => isKeyType(type);

/** The ARN of what has none yet: the address stands for what AWS will choose. */
function futureArn(resource: TerraformResource, place: Whereabouts): string {
  const { type, values, address } = resource;
  if (isKey(resource)) return keyArnAt({ ...place, account: accountOf(resource, place) }, textIn(values, 'key_id') || address);
  const kind = type === 'aws_iam_role' ? 'role' : 'policy';
  return `arn:${place.partition}:iam::${place.account}:${kind}${textIn(values, 'path') || '/'}${nameOf(resource)}`;
}

const keyArnAt = ({ partition, region, account }: Whereabouts, id: string): string => `arn:${partition}:kms:${region}:${account}:key/${id}`;

/** Where nothing else tells the account of a new key, its policy does. */
const accountOf = (resource: TerraformResource, { account }: Whereabouts): string =>
  account === NOBODY ? (rootNamedBy([resource]) ?? account) : account;

/** A name that begins with a prefix ends as the provider likes. */
const nameOf = ({ values, address }: TerraformResource): string =>
  textIn(values, 'name') || `${textIn(values, 'name_prefix')}${address.replaceAll(/[^\w.-]/g, '-')}`;

/**
 * Roles of one name are usual, one in each account: first that of the same provider, then that of the account of a policy that is attached,
 * then the only one of the same module, then the only one that shows the policy among its own.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html#customer-managed-policies
 */
function rolesByName(
  managed: readonly TerraformResource[],
  arnOf: TerraformContext['arnOf'],
): (resource: TerraformResource, name: string) => TerraformResource | undefined {
  const found = new Map<string, TerraformResource[]>();
  for (const role of managed.filter(({ type }) => type === 'aws_iam_role')) {
    const { module, provider, values } = role;
    const shown = [
      ...objectsIn(values['inline_policy']).map((policy) => textIn(policy, 'name')),
      ...textsIn(values['managed_policy_arns']),
    ];
    const places = [
      ['', ''],
      ['module', module],
      ['account', arnOf(role).split(':')[4] ?? ''],
      ...(provider === undefined ? [] : [['provider', provider]]),
      ...shown.map((policy) => ['shows', policy]),
    ];
    for (const place of places) {
      const key = JSON.stringify([...place, textIn(values, 'name')]);
      const same = found.get(key);
      if (same === undefined) found.set(key, [role]);
      else same.push(role);
    }
  }
  return ({ provider, module, values, type }, name) => {
    const policy = type === 'aws_iam_role_policy' ? textIn(values, 'name') : textIn(values, 'policy_arn');
    const at = (kind: string, place: string): readonly TerraformResource[] => found.get(JSON.stringify([kind, place, name])) ?? [];
    const only = ([one, ...others]: readonly TerraformResource[]): TerraformResource | undefined => (others.length === 0 ? one : undefined);
    const account = /^arn:[^:]+:iam::(\d{12}):/.exec(policy)?.[1];
    return (
      (provider === undefined ? undefined : at('provider', provider)[0]) ??
      (account === undefined ? undefined : at('account', account)[0]) ??
      only(at('module', module)) ??
      only(at('shows', policy)) ??
      at('module', module)[0] ??
      at('', '')[0]
    );
  };
}
