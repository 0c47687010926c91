import { textIn } from '../../proof/plan/json-access';
import { grouped } from '../grouped';
import { isKeyType, type TerraformResource } from './resources';

type Resources = readonly TerraformResource[];

/**
 * Resources after a plan, with what becomes of policies of keys that are resources of their own. Where one goes, the provider gives the key
 * AWS's default policy; what the key's own attribute shows is what was there. Where the key's own policy changes, it is put over one that
 * stays as it is, and after one that goes: Terraform destroys what depends on a resource before it changes that.
 *
 * Source: https://github.com/hashicorp/terraform/blob/main/docs/destroying.md
 */
export function withSeparatePolicies(before: Resources, after: Resources): Resources {
  const old = new Map(before.map((resource) => [resource.address, resource]));
  const put = grouped(
    after.filter((one) => isPut(one, old.get(one.address))),
    keyOf,
  );
  const isOfPut = (one: TerraformResource): boolean => put.get(keyOf(one))?.some((key) => isSameProvider(key, one)) === true;
  const isOverwritten = (one: TerraformResource): boolean => isSeparate(one) && isSame(one, old.get(one.address)) && isOfPut(one);
  return [...after.filter((one) => !isOverwritten(one)), ...resetPolicies(before, after).filter((one) => !isOfPut(one))];
}

function resetPolicies(before: Resources, after: Resources): Resources {
  const old = new Map(before.map((resource) => [resource.address, resource]));
  const kept = new Set(after.filter((one) => isSeparate(one) && !isSame(one, old.get(one.address))).map(keyOf));
  const gone = new Set(before.filter((one) => !isSeparate(one) && isGone(one)).map(keyOf));
  return before
    .filter((one) => isSeparate(one) && isGone(one))
    .filter((one) => !kept.has(keyOf(one)) && !gone.has(keyOf(one)))
    .map((one) => ({ ...one, values: { key_id: one.values['key_id'] ?? '' }, fate: 'reset' }));
}

/** Whether a key that stays is given another policy by its own attribute. */
const isPut = ({ type, values, fate }: TerraformResource, old: TerraformResource | undefined): boolean =>
  isKeyType(type) && fate === undefined && old !== undefined && textIn(values, 'policy') !== textIn(old.values, 'policy');
const isSame = ({ values, fate }: TerraformResource, old: TerraformResource | undefined): boolean =>
  fate === undefined && JSON.stringify(values) === JSON.stringify(old?.values);
const isSeparate = ({ type }: TerraformResource): boolean => type === 'aws_kms_key_policy';
const isGone = ({ fate }: TerraformResource): boolean => fate === 'destroyed' || fate === 'replaced';
const keyOf = ({ values }: TerraformResource): string => textIn(values, 'key_id').replace(/^arn:.*:key\//, '');
/** A replica has the id of its primary, and lies where another provider acts. What is no longer in the configuration tells none. */
const isSameProvider = ({ provider }: TerraformResource, { provider: other }: TerraformResource): boolean =>
  provider === undefined || other === undefined || provider === other;
