/**
 * What Terraform's JSON syntax does not say: which key is a block and which an attribute, and which strings are not
 * templates. The entries for AWS follow the provider's own schema (`terraform providers schema -json`), which a test
 * compares; what is not in this table the printer refuses.
 */
export interface BlockType {
  /** Number of labels between the block's type and its body. */
  readonly labels: number;
  /** Attributes by name; `*` stands for any. */
  readonly attributes: Readonly<Record<string, AttributeKind>>;
  /** Nested blocks by name, each with the name of its type in this table. */
  readonly blocks: Readonly<Record<string, string>>;
  /** Whether a `dynamic` block may make the nested ones. */
  readonly dynamic?: boolean;
}

/**
 * `expression`: strings are templates. `literal`: strings are what they say, as in a variable's description.
 * `type`: a type expression. `reference`: addresses, as in `depends_on`.
 */
export type AttributeKind = 'expression' | 'literal' | 'type' | 'reference';

const META = { for_each: 'expression', count: 'expression', provider: 'reference', depends_on: 'reference' } as const;
const RULE: BlockType = { labels: 0, attributes: { condition: 'expression', error_message: 'expression' }, blocks: {} };
const ANY: BlockType = { labels: 0, attributes: { '*': 'expression' }, blocks: {} };

/** Block types by name: `<type>` at the root, `<data|resource>.<resource type>`, and nested ones. */
export const BLOCK_TYPES: Readonly<Record<string, BlockType>> = {
  terraform: { labels: 0, attributes: { required_version: 'literal' }, blocks: { required_providers: 'required_providers' } },
  required_providers: { labels: 0, attributes: { '*': 'literal' }, blocks: {} },
  variable: {
    labels: 1,
    attributes: { description: 'literal', type: 'type', default: 'literal', nullable: 'expression', sensitive: 'expression' },
    blocks: { validation: 'rule' },
  },
  output: {
    labels: 1,
    attributes: { description: 'literal', value: 'expression', sensitive: 'expression' },
    blocks: { precondition: 'rule' },
  },
  locals: ANY,
  module: { labels: 1, attributes: { ...META, source: 'literal', version: 'literal', '*': 'expression' }, blocks: { providers: 'any' } },
  import: { labels: 0, attributes: { to: 'reference', id: 'literal' }, blocks: {} },
  provider: {
    labels: 1,
    attributes: {
      alias: 'literal',
      region: 'expression',
      access_key: 'expression',
      secret_key: 'expression',
      skip_credentials_validation: 'expression',
      skip_metadata_api_check: 'expression',
      skip_region_validation: 'expression',
      skip_requesting_account_id: 'expression',
    },
    blocks: { endpoints: 'any' },
  },
  run: {
    labels: 1,
    attributes: { command: 'reference', expect_failures: 'reference', providers: 'reference' },
    blocks: { variables: 'any', assert: 'rule' },
  },
  override_data: { labels: 0, attributes: { target: 'reference', values: 'expression' }, blocks: {} },
  any: ANY,
  rule: RULE,
  lifecycle: { labels: 0, attributes: { ignore_changes: 'reference' }, blocks: { precondition: 'rule' } },
  'data.aws_partition': { labels: 2, attributes: META, blocks: {} },
  'data.aws_caller_identity': { labels: 2, attributes: META, blocks: {} },
  'data.aws_iam_policy_document': {
    labels: 2,
    attributes: { ...META, version: 'expression' },
    blocks: { statement: 'statement', lifecycle: 'lifecycle' },
    dynamic: true,
  },
  statement: {
    labels: 0,
    attributes: {
      sid: 'expression',
      effect: 'expression',
      actions: 'expression',
      not_actions: 'expression',
      resources: 'expression',
      not_resources: 'expression',
    },
    blocks: { principals: 'principals', not_principals: 'principals', condition: 'condition' },
    dynamic: true,
  },
  principals: { labels: 0, attributes: { type: 'expression', identifiers: 'expression' }, blocks: {} },
  condition: { labels: 0, attributes: { test: 'expression', variable: 'expression', values: 'expression' }, blocks: {} },
  'resource.aws_kms_grant': {
    labels: 2,
    attributes: { ...META, name: 'expression', key_id: 'expression', grantee_principal: 'expression', operations: 'expression' },
    blocks: { constraints: 'constraints', lifecycle: 'lifecycle' },
    dynamic: true,
  },
  constraints: {
    labels: 0,
    attributes: { encryption_context_equals: 'expression', encryption_context_subset: 'expression' },
    blocks: {},
  },
  'resource.aws_iam_role': {
    labels: 2,
    attributes: {
      ...META,
      assume_role_policy: 'expression',
      name: 'expression',
      path: 'expression',
      description: 'expression',
      permissions_boundary: 'expression',
      max_session_duration: 'expression',
      tags: 'expression',
    },
    blocks: { lifecycle: 'lifecycle' },
  },
  'resource.aws_iam_policy': {
    labels: 2,
    attributes: { ...META, name: 'expression', path: 'expression', policy: 'expression', tags: 'expression' },
    blocks: { lifecycle: 'lifecycle' },
  },
  'resource.aws_iam_role_policy_attachment': {
    labels: 2,
    attributes: { ...META, role: 'expression', policy_arn: 'expression' },
    blocks: { lifecycle: 'lifecycle' },
  },
  'resource.aws_kms_key': {
    labels: 2,
    attributes: {
      ...META,
      description: 'expression',
      policy: 'expression',
      enable_key_rotation: 'expression',
      deletion_window_in_days: 'expression',
    },
    blocks: { lifecycle: 'lifecycle' },
  },
};
