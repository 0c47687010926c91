import { overlaps, withoutVariables } from '../../../policy/globs';
import { own, type PolicyView, type StatementView } from '../policy-view';
import { listed, type Complaint, type Rule } from '../rule';
import { ARN_SHAPES, RESOURCES_OF_ACTION, WITHOUT_RESOURCE, type ResourceType } from '../tables/known-actions';

const REFERENCE =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html';
const WITH_RESOURCES: readonly string[] = ['identity', 'boundary', 'service control', 'bucket'];

/** An action on resources of a type that it does not know: a dead grant, or a dead refusal. */
export const RESOURCE_TYPE_RULE: Rule = {
  name: 'resource-not-of-action',
  source: REFERENCE,
  lint: (view) => (WITH_RESOURCES.includes(view.policy.kind) ? view.statements.flatMap((statement) => deadActions(statement)) : []),
};

function deadActions({ json, actions, resources, effect }: StatementView): readonly Complaint[] {
  if (own(json, 'NotResource') !== undefined || resources.length === 0) return [];
  const verb = effect === 'Deny' ? 'denies' : 'allows';
  return actions.flatMap(({ text, path }): readonly Complaint[] => {
    const action = text.toLowerCase();
    const place = { severity: 'error', path } as const;
    if (WITHOUT_RESOURCE.has(action)) {
      if (resources.some((resource) => /^\*+$/.test(resource.text))) return [];
      return [{ ...place, problem: `${text} knows no resource, so the statement never ${verb} it.`, mend: 'Give it a statement on "*".' }];
    }
    const types = RESOURCES_OF_ACTION.get(action);
    if (types === undefined || resources.some((resource) => types.some((type) => mayBe(resource.text, type)))) return [];
    return [
      {
        ...place,
        problem: `None of the resources is one that ${text} knows (${listed(types)}), so the statement never ${verb} it.`,
        mend: `Name resources such as ${types.map((type) => ARN_SHAPES[type]).join(' or ')}.`,
      },
    ];
  });
}

/** Whether a pattern of resources may stand for one of a type. Whole ARNs are compared part by part. */
function mayBe(resource: string, type: ResourceType): boolean {
  const pattern = withoutVariables(resource);
  const [parts, shape] = [partsOf(pattern), partsOf(ARN_SHAPES[type])];
  if (parts.length < shape.length || !pattern.startsWith('arn:')) return overlaps(pattern, ARN_SHAPES[type]);
  if (type === 'bucket' && parts[5]?.includes('/') === true) return false;
  return parts.every((part, index) => overlaps(part, shape[index] ?? ''));
}

const partsOf = (arn: string): readonly string[] => {
  const parts = arn.split(':');
  return parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
};

const SERVICE_LINKED = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html';

/** Service-linked roles lie under a path of their own. */
export const SERVICE_LINKED_RULE: Rule = {
  name: 'service-linked-role-path',
  source: SERVICE_LINKED,
  lint: ({ statements, policy }: PolicyView) =>
    statements
      .filter(({ actions }) => policy.kind !== 'trust' && actions.some(({ text }) => text.toLowerCase() === 'iam:createservicelinkedrole'))
      .flatMap(({ resources }) =>
        resources
          .filter(({ text }) => /:role\/./.test(text) && !/:role\/\*?$/.test(text) && !/:role\/aws-service-role\//.test(text))
          .map(({ path, text }) => ({
            severity: 'warning',
            path,
            problem: `"${text}" is hardly the ARN of a service-linked role, which lies under aws-service-role/ and the name of its service.`,
            mend: 'Name the role as in arn:aws:iam::*:role/aws-service-role/<service>/AWSServiceRoleFor*.',
          })),
      ),
};
