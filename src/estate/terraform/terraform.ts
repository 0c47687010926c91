import { textIn } from '../../proof/plan/json-access';
import { awsManagedPolicy } from '../aws/aws-policies';
import type { GivenPolicy } from '../estate';
import type { Found, Reader } from '../found';
import { isKey, terraformContext, type TerraformContext } from './context';
import type { TerraformDocument } from './document';
import { grantIn, keyIn, keyPolicyIn } from './key-parts';
import { knownPolicy, type TerraformReading } from './reading';
import type { TerraformResource } from './resources';
import { attachmentIn, exclusiveIn, inlinePolicyIn, roleIn } from './role-parts';
import { roleAttachments } from './roles';
import { placesIn, type Whereabouts } from '../whereabouts';

/** What one side of a document tells, and how its resources speak of each other. */
export interface TerraformSide {
  readonly found: readonly Found[];
  readonly context: TerraformContext;
}

/** What Terraform's resources tell of roles, keys and policies as they will be. What is unknown until apply is told as missing. */
export const fromTerraform = (document: TerraformDocument, reader: Reader, usual: Whereabouts): readonly Found[] =>
  terraformSides(document, { before: { ...reader, report: () => undefined }, after: reader }, usual).after.found;

/** Both sides of a document. @param readers where the problems of each side go */
export function terraformSides(
  document: TerraformDocument,
  readers: Readonly<Record<'before' | 'after', Reader>>,
  usual: Whereabouts,
): Readonly<Record<'before' | 'after', TerraformSide>> {
  const placeAt = placesIn([...document.before, ...document.after], document.providers, usual);
  const [before, after] = [terraformContext(document.before, document, placeAt), terraformContext(document.after, document, placeAt)];
  const read = new Map<string, GivenPolicy>();
  const side = (context: TerraformContext, reader: Reader): TerraformSide => {
    const reading = { ...context, reader, roles: roleAttachments(before, context), read };
    const policies = context.data.filter(({ type, values }) => type === 'aws_iam_policy' && textIn(values, 'policy') !== '');
    const found = [...context.resources, ...policies].flatMap((resource) => foundIn(resource, reading));
    return { found: [...found, ...boundariesOfAws(found)], context };
  };
  return { before: side(before, readers.before), after: side(after, readers.after) };
}

function foundIn(resource: TerraformResource, reading: TerraformReading): readonly Found[] {
  if (isKey(resource)) return [keyIn(resource, reading)];
  switch (resource.type) {
    case 'aws_iam_role':
      return [roleIn(resource, reading)];
    case 'aws_iam_role_policy':
      return inlinePolicyIn(resource, reading);
    case 'aws_iam_role_policy_attachment':
    case 'aws_iam_policy_attachment':
      return attachmentIn(resource, reading);
    case 'aws_iam_role_policy_attachments_exclusive':
      return exclusiveIn(resource, reading);
    case 'aws_iam_policy': {
      const policy = knownPolicy(resource, 'policy', reading, 'policy');
      return [
        { is: 'managed policy', arn: reading.arnOf(resource), ...(policy === undefined ? { missing: resource.address } : { policy }) },
      ];
    }
    case 'aws_kms_grant':
      return grantIn(resource, reading);
    case 'aws_kms_key_policy':
      return keyPolicyIn(resource, reading);
    case 'aws_organizations_policy': {
      const is = CONTROL_POLICIES[textIn(resource.values, 'type')];
      const policy = is === undefined ? undefined : knownPolicy(resource, 'content', reading);
      return is === undefined || policy === undefined ? [] : [{ is, policy }];
    }
    default:
      return [];
  }
}

/**
 * Policies of an organisation that decide who may do what, by their type; without one it is for services.
 * Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/organizations_policy
 */
const CONTROL_POLICIES: Readonly<Record<string, 'service control policy' | 'resource control policy'>> = {
  '': 'service control policy',
  SERVICE_CONTROL_POLICY: 'service control policy',
  RESOURCE_CONTROL_POLICY: 'resource control policy',
};

/** Of a boundary the ARN alone is told. */
function boundariesOfAws(found: readonly Found[]): readonly Found[] {
  const arns = new Set(found.flatMap((one) => (one.is === 'role' ? (one.boundaryArn ?? []) : [])));
  return [...arns].flatMap((arn): readonly Found[] => {
    const json = awsManagedPolicy(arn);
    return json === undefined ? [] : [{ is: 'managed policy', arn, policy: { name: arn, json } }];
  });
}
