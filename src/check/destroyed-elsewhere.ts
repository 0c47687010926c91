import type { TerraformContext } from '../estate/terraform/context';
import type { TerraformDocument } from '../estate/terraform/document';
import { policyAtAws } from '../estate/terraform/fates';
import type { TerraformResource } from '../estate/terraform/resources';
import { textIn } from '../proof/plan/json-access';

/**
 * A plan without what it leaves alone under one address and destroys under another, as where an `import` block takes the place of a
 * `moved` block: AWS has it once, and Terraform does not see that they are the same. It is told where it is destroyed.
 *
 * @returns the same document where there is nothing like it
 * Source: https://developer.hashicorp.com/terraform/language/import
 */
export function withoutDestroyedElsewhere(
  document: TerraformDocument,
  before: TerraformContext,
  after: TerraformContext,
): TerraformDocument {
  const gone = new Set(before.resources.filter(({ fate }) => fate === 'destroyed').flatMap((one) => nameAtAws(one, before)));
  if (gone.size === 0) return document;
  const old = new Map(before.resources.map((resource) => [resource.address, resource]));
  const twins = new Set(
    after.resources
      .filter((one) => one.fate === undefined && !isPut(one, old.get(one.address)) && nameAtAws(one, after).some((name) => gone.has(name)))
      .map(({ address }) => address),
  );
  if (twins.size === 0) return document;
  const isOther = ({ address, isData }: TerraformResource): boolean => isData || !twins.has(address);
  return { ...document, before: document.before.filter(isOther), after: document.after.filter(isOther) };
}

/** To change a policy is to put it, which may be done after it was destroyed. */
const isPut = ({ type, values }: TerraformResource, old: TerraformResource | undefined): boolean =>
  (type === 'aws_iam_role_policy' || type === 'aws_kms_key_policy') && JSON.stringify(values) !== JSON.stringify(old?.values);

/** What a resource is at AWS, by its ARN or what it belongs to; none where that is not sure. */
function nameAtAws(resource: TerraformResource, context: TerraformContext): readonly string[] {
  const { type, values } = resource;
  const arn = textIn(values, 'arn');
  if (arn !== '') return [arn];
  const grant = textIn(values, 'grant_id');
  if (type === 'aws_kms_grant') return grant === '' ? [] : [`${context.keyArn(resource) ?? ''} ${grant}`];
  const policy = isOneOfMany(textIn(values, 'role'), context) ? undefined : policyAtAws(resource, context);
  return policy === undefined ? [] : [`${type} ${policy.join(' ')}`];
}

/** Whether there are roles of one name in several accounts: of a policy that goes, nothing may tell which of them it is of. */
const isOneOfMany = (name: string, { resources, arnOf }: TerraformContext): boolean =>
  new Set(resources.filter((one) => one.type === 'aws_iam_role' && textIn(one.values, 'name') === name).map(arnOf)).size > 1;
