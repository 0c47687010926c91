/**
 * What a module may use, so that it runs with Terraform 1.5.7, OpenTofu 1.6 and the AWS provider from 5.31 through 6.x.
 * Before an entry is added, look it up in the documentation of the oldest and the newest of them.
 */

/** Functions of Terraform 1.5.7 and OpenTofu 1.6 whose result depends on their arguments alone. */
export const FUNCTIONS: readonly string[] = `
  abs ceil floor max min parseint pow signum sum chomp endswith format formatlist indent join lower regex
  regexall replace split startswith strcontains strrev substr title trim trimprefix trimspace trimsuffix upper
  alltrue anytrue chunklist coalesce coalescelist compact concat contains distinct element flatten index keys
  length lookup matchkeys merge one range reverse setintersection setproduct setsubtract setunion slice sort
  transpose values zipmap base64decode base64encode jsondecode jsonencode md5 sha1 sha256 sha512 urlencode can
  nonsensitive sensitive tobool tolist tomap tonumber toset tostring try
`
  .trim()
  .split(/\s+/);

const RULE = ['condition', 'error_message'] as const;
const STATEMENT = [
  'sid',
  'effect',
  'actions',
  'not_actions',
  'resources',
  'not_resources',
  'principals',
  'not_principals',
  'condition',
] as const;

/**
 * Arguments and nested blocks by block. In a path `*` is a name of the module's own choice; the content of a `dynamic`
 * block counts as the block that it makes. `count` is left out everywhere on purpose.
 */
export const ALLOWED_KEYS: Readonly<Record<string, readonly string[]>> = {
  '': ['terraform', 'variable', 'data', 'locals', 'resource', 'output'],
  terraform: ['required_version', 'required_providers'],
  'terraform.required_providers': ['aws'],
  'terraform.required_providers.aws': ['source', 'version'],
  'variable.*': ['description', 'type', 'default', 'nullable', 'sensitive', 'validation'],
  'variable.*.validation': RULE,
  'output.*': ['description', 'value', 'sensitive', 'precondition'],
  'output.*.precondition': RULE,
  data: ['aws_partition', 'aws_caller_identity', 'aws_iam_policy_document'],
  'data.aws_partition.*': [],
  'data.aws_caller_identity.*': [],
  'data.aws_iam_policy_document.*': [
    'policy_id',
    'version',
    'source_policy_documents',
    'override_policy_documents',
    'statement',
    'lifecycle',
  ],
  'data.aws_iam_policy_document.*.statement': STATEMENT,
  'data.aws_iam_policy_document.*.statement.principals': ['type', 'identifiers'],
  'data.aws_iam_policy_document.*.statement.not_principals': ['type', 'identifiers'],
  'data.aws_iam_policy_document.*.statement.condition': ['test', 'variable', 'values'],
  'data.aws_iam_policy_document.*.lifecycle': ['precondition', 'postcondition'],
  'data.aws_iam_policy_document.*.lifecycle.precondition': RULE,
  'data.aws_iam_policy_document.*.lifecycle.postcondition': RULE,
  resource: ['aws_iam_policy', 'aws_iam_role', 'aws_iam_role_policy_attachment', 'aws_kms_grant'],
  'resource.aws_iam_policy.*': ['for_each', 'name', 'path', 'description', 'policy', 'tags', 'lifecycle'],
  'resource.aws_iam_policy.*.lifecycle': ['precondition', 'postcondition'],
  'resource.aws_iam_policy.*.lifecycle.precondition': RULE,
  'resource.aws_iam_policy.*.lifecycle.postcondition': RULE,
  'resource.aws_iam_role.*': [
    'name',
    'path',
    'description',
    'assume_role_policy',
    'max_session_duration',
    'permissions_boundary',
    'tags',
    'lifecycle',
  ],
  'resource.aws_iam_role.*.lifecycle': ['precondition', 'postcondition'],
  'resource.aws_iam_role.*.lifecycle.precondition': RULE,
  'resource.aws_iam_role.*.lifecycle.postcondition': RULE,
  'resource.aws_iam_role_policy_attachment.*': ['for_each', 'role', 'policy_arn'],
  'resource.aws_kms_grant.*': [
    'for_each',
    'name',
    'key_id',
    'grantee_principal',
    'operations',
    'retiring_principal',
    'constraints',
    'lifecycle',
  ],
  'resource.aws_kms_grant.*.constraints': ['encryption_context_equals', 'encryption_context_subset'],
  'resource.aws_kms_grant.*.lifecycle': ['create_before_destroy', 'precondition', 'postcondition'],
  'resource.aws_kms_grant.*.lifecycle.precondition': RULE,
  'resource.aws_kms_grant.*.lifecycle.postcondition': RULE,
};

/** What a module may read of a data source or a resource. */
export const ALLOWED_EXPORTS: Readonly<Record<string, readonly string[]>> = {
  'data.aws_partition': ['partition', 'dns_suffix'],
  'data.aws_caller_identity': ['account_id'],
  'data.aws_iam_policy_document': ['json'],
  aws_iam_policy: ['arn', 'name'],
  aws_iam_role: ['arn', 'name', 'unique_id'],
  aws_kms_grant: ['grant_id'],
};
