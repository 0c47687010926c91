import type { JsonObject } from '../../src/policy/policy-json';
import type { ChangeLevel } from '../../src/release/change';
import { changed, documentOf, type Draft } from './modules';

/** A change of a module, and what it asks of the next version, in both directions. */
export interface ExpectedChange {
  readonly name: string;
  readonly module: string;
  readonly after: () => JsonObject;
  readonly forth: ChangeLevel | undefined;
  readonly back: ChangeLevel | undefined;
  /** What a sentence must say. */
  readonly says?: RegExp;
}

const [ROLE, TRUST, KEY] = ['cado-role', 'cado-cross-account-trust', 'cado-kms-key-policy'] as const;

/** A change of text. @throws Error where the text is not there, so that no case is empty */
function edit(module: string, ...pairs: readonly (readonly [from: string, to: string])[]): () => JsonObject {
  return () =>
    JSON.parse(
      pairs.reduce(
        (text, [from, to]) => {
          const [one, other] = [from, to].map((part) => JSON.stringify(part).slice(1, -1));
          if (one === undefined || other === undefined || !text.includes(one)) throw new Error(`${module} has no ${from}`);
          return text.replaceAll(one, other);
        },
        JSON.stringify(documentOf(module)),
      ),
    ) as JsonObject;
}

const draft =
  (module: string, change: (draft: Draft) => void): (() => JsonObject) =>
  () =>
    changed(module, change);

const at = (value: Draft | undefined, ...keys: readonly (string | number)[]): Draft => {
  const found = keys.reduce<Draft | undefined>((inner, key) => inner?.[key], value);
  if (found === undefined) throw new Error(`nothing at ${keys.join('.')}`);
  return found;
};
const list = (value: Draft): Draft[] => value as unknown as Draft[];
const put = (value: Draft, key: string, content: unknown): void => void (value[key] = content as Draft);
/** The statement of a Sid, in whatever document it is. */
function statement(module: Draft, sid: string): Draft {
  const documents = Object.values(at(module, 'data', 'aws_iam_policy_document'));
  const found = documents
    .flatMap((document) => [
      ...list(document['statement'] ?? ([] as unknown as Draft)),
      ...list(document['dynamic']?.['statement'] ?? ([] as unknown as Draft)).map((block) => at(block, 'content')),
    ])
    .find((candidate) => (candidate['sid'] as unknown) === sid);
  if (found === undefined) throw new Error(`no statement ${sid}`);
  return found;
}
const dynamicStatements = (module: Draft, document: string): Draft[] =>
  list(at(module, 'data', 'aws_iam_policy_document', document, 'dynamic', 'statement'));
const sidOf = (block: Draft): unknown => at(block, 'content')['sid'];

export const CHANGES: readonly ExpectedChange[] = [
  // Who may do what.
  {
    name: 'an action more',
    module: ROLE,
    after: draft(ROLE, (m) => list(at(statement(m, 'KmsCreateGrant'), 'actions')).push('kms:RetireGrant' as unknown as Draft)),
    forth: 'major',
    back: 'minor',
    says: /KmsCreateGrant now allows kms:RetireGrant/,
  },
  {
    name: 'an action less that a path needs',
    module: ROLE,
    after: draft(ROLE, (m) => put(statement(m, 'S3ReadObjects'), 'actions', ['s3:GetObjectVersion'])),
    forth: 'major',
    back: 'major',
    says: /import path .* no longer works/,
  },
  {
    name: 'a wildcard written out',
    module: ROLE,
    after: edit(ROLE, [
      '"kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"',
      '"kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey*"',
    ]),
    forth: 'minor',
    back: 'major',
  },
  {
    name: 'a service asked for from a tighter level on',
    module: KEY,
    after: draft(KEY, (m) =>
      put(at(statement(m, 'CadoResponseEbsUse'), 'dynamic', 'condition', 1), 'for_each', '${local.at_least_pinned ? [1] : []}'),
    ),
    forth: 'major',
    back: 'major',
    says: /at via_service, encryption_context: CadoResponseEbsUse no longer asks for StringEquals kms:ViaService/,
  },
  {
    name: 'keys of every account',
    module: ROLE,
    after: edit(ROLE, [
      '"arn:${local.partition}:kms:${region}:${local.account_id}:key/*"]',
      '"arn:${local.partition}:kms:${region}:*:key/*"]',
    ]),
    forth: 'major',
    back: 'major',
  },
  {
    name: 'a grant that may pass on Encrypt',
    module: KEY,
    after: draft(KEY, (m) =>
      list(at(statement(m, 'CadoResponseEbsCreateGrant'), 'dynamic', 'condition', 4, 'content', 'values')).push(
        'Encrypt' as unknown as Draft,
      ),
    ),
    forth: 'major',
    back: 'minor',
    says: /at pinned/,
  },
  {
    name: 'no condition on grants',
    module: ROLE,
    after: draft(ROLE, (m) =>
      put(
        at(statement(m, 'KmsCreateGrant'), 'dynamic'),
        'condition',
        list(at(statement(m, 'KmsCreateGrant'), 'dynamic', 'condition')).slice(1),
      ),
    ),
    forth: 'major',
    back: 'minor',
  },
  {
    name: 'a Deny of less',
    module: KEY,
    after: draft(KEY, (m) => list(at(statement(m, 'CadoResponseDenyOutsideServices'), 'actions')).pop()),
    forth: 'major',
    back: 'minor',
    says: /no longer denies kms:CreateGrant/,
  },
  {
    name: 'a statement more',
    module: ROLE,
    after: draft(ROLE, (m) =>
      dynamicStatements(m, 'kms').push({
        for_each: '${local.volumes ? [1] : []}',
        content: { sid: 'Extra', effect: 'Allow', actions: ['kms:Sign'], resources: ['*'] },
      } as unknown as Draft),
    ),
    forth: 'major',
    back: 'minor',
    says: /Extra now allows kms:Sign on \*/,
  },
  {
    name: 'a statement less',
    module: ROLE,
    after: draft(ROLE, (m) =>
      put(
        at(m, 'data', 'aws_iam_policy_document', 'operations', 'dynamic'),
        'statement',
        dynamicStatements(m, 'operations').filter((block) => sidOf(block) !== 'GuardDutyRead'),
      ),
    ),
    forth: 'major',
    back: 'major',
  },
  {
    name: 'any service of EC2',
    module: TRUST,
    after: edit(TRUST, ['ec2.${region}.amazonaws.com', 'ec2.*.amazonaws.com']),
    forth: 'major',
    back: 'major',
  },
  {
    name: 'no external id',
    module: TRUST,
    after: draft(TRUST, (m) =>
      put(
        at(statement(m, 'AssumeRole'), 'dynamic'),
        'condition',
        list(at(statement(m, 'AssumeRole'), 'dynamic', 'condition')).filter(
          (block) => (at(block, 'content')['variable'] as unknown) !== 'sts:ExternalId',
        ),
      ),
    ),
    forth: 'major',
    back: 'major',
    says: /no longer asks for StringEquals sts:ExternalId/,
  },
  {
    name: 'account roots trusted',
    module: TRUST,
    after: draft(TRUST, (m) =>
      put(at(m, 'locals'), 'trust_principals', '${[for arn in local.trust_role_arns : replace(arn, "/:role/.+$/", ":root")]}'),
    ),
    forth: 'major',
    back: 'major',
    says: /for AWS arn:aws:iam::777788889999:root/,
  },
  {
    name: 'a policy of AWS attached',
    module: ROLE,
    after: draft(ROLE, (m) =>
      put(at(m, 'resource', 'aws_iam_role_policy_attachment'), 'admin', {
        role: '${aws_iam_role.this.name}',
        policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      }),
    ),
    forth: 'major',
    back: 'major',
    says: /AdministratorAccess/,
  },
  {
    name: 'no permissions boundary',
    module: ROLE,
    after: draft(ROLE, (m) => void delete at(m, 'resource', 'aws_iam_role', 'this')['permissions_boundary']),
    forth: 'major',
    back: 'major',
    says: /permissions_boundary/,
  },
  {
    name: 'statements of others lost',
    module: KEY,
    after: edit(KEY, [
      'if !contains(keys(local.own_statements), try(tostring(coalesce(s.Sid)), ""))],\n    local.statements',
      'if !startswith(try(tostring(coalesce(s.Sid)), ""), "CadoResponse")],\n    local.statements',
    ]),
    forth: 'major',
    back: 'major',
  },
  {
    name: 'another pattern for our own statements',
    module: KEY,
    after: edit(KEY, ['^(ec2)[.][a-z0-9-]+[.]amazonaws[.]com$', '^.*$']),
    forth: 'major',
    back: 'major',
    says: /undecided/,
  },
  {
    name: 'one partition treated otherwise',
    module: ROLE,
    after: edit(ROLE, [
      'arn:${local.partition}:kms:${region}:${local.account_id}:key/mrk-*',
      'arn:${local.partition}:kms:${region}:${local.partition == "aws-us-gov" ? "*" : local.account_id}:key/mrk-*',
    ]),
    forth: 'major',
    back: 'patch',
    says: /undecided, so counted as widened: no setting shows both outcomes/,
  },
  {
    name: 'a function beyond the grammar',
    module: ROLE,
    after: draft(ROLE, (m) => put(at(m, 'locals'), 'key_arns', '${yamldecode("[]")}')),
    forth: 'major',
    back: 'major',
    says: /undecided.*yamldecode/,
  },
  {
    name: 'a provider block',
    module: ROLE,
    after: draft(ROLE, (m) => put(m, 'provider', { aws: { region: 'eu-west-1' } })),
    forth: 'major',
    back: 'patch',
    says: /provider/,
  },
  {
    name: 'a policy in the older language',
    module: ROLE,
    after: draft(ROLE, (m) => put(at(m, 'data', 'aws_iam_policy_document', 'kms'), 'version', '2008-10-17')),
    forth: 'major',
    back: 'major',
    says: /Version 2008-10-17/,
  },
  {
    name: 'a policy that Terraform leaves as somebody made it',
    module: ROLE,
    after: draft(ROLE, (m) => put(at(m, 'resource', 'aws_iam_policy', 'this', 'lifecycle'), 'ignore_changes', ['policy'])),
    forth: 'major',
    back: 'major',
    says: /ignore_changes/,
  },
  // Defaults.
  {
    name: 'a looser level by default',
    module: ROLE,
    after: draft(ROLE, (m) => put(at(m, 'variable', 'kms_tightening'), 'default', 'documented')),
    forth: 'major',
    back: 'minor',
    says: /by default/,
  },
  {
    name: 'a capability more by default',
    module: ROLE,
    after: draft(ROLE, (m) => list(at(m, 'variable', 'capabilities', 'default')).push('ecs' as unknown as Draft)),
    forth: 'major',
    back: 'major',
    says: /EcsList now allows/,
  },
  {
    name: 'enforce by default',
    module: KEY,
    after: draft(KEY, (m) => put(at(m, 'variable', 'enforce'), 'default', true)),
    forth: 'minor',
    back: 'major',
  },
  {
    name: 'longer sessions by default',
    module: ROLE,
    after: draft(ROLE, (m) => put(at(m, 'variable', 'max_session_duration'), 'default', 43_200)),
    forth: 'major',
    back: 'minor',
  },
  {
    name: 'another description by default',
    module: ROLE,
    after: draft(ROLE, (m) => put(at(m, 'variable', 'role_description'), 'default', 'Another one')),
    forth: 'minor',
    back: 'minor',
  },
  {
    name: 'another name by default',
    module: ROLE,
    after: draft(ROLE, (m) => put(at(m, 'variable', 'role_name'), 'default', 'CadoResponseRoleTwo')),
    forth: 'major',
    back: 'major',
  },
  // What means the same.
  {
    name: 'statements in another order',
    module: ROLE,
    after: draft(ROLE, (m) => void dynamicStatements(m, 'kms').reverse()),
    forth: 'patch',
    back: 'patch',
  },
  { name: 'a statement split in two', module: KEY, after: draft(KEY, (m) => split(m)), forth: 'patch', back: 'patch' },
  {
    name: 'actions in another order',
    module: ROLE,
    after: draft(ROLE, (m) => void list(at(statement(m, 'GuardDutyRead'), 'actions')).reverse()),
    forth: 'patch',
    back: 'patch',
  },
  {
    name: 'conditions in another order',
    module: KEY,
    after: draft(KEY, (m) => void list(at(statement(m, 'CadoResponseEbsUse'), 'dynamic', 'condition')).reverse()),
    forth: 'patch',
    back: 'patch',
  },
  {
    name: 'StringLike where nothing is a pattern',
    module: KEY,
    after: draft(KEY, (m) => put(at(statement(m, 'CadoResponseEbsUse'), 'dynamic', 'condition', 1, 'content'), 'test', 'StringLike')),
    forth: 'patch',
    back: 'patch',
  },
  {
    name: 'a local with another name',
    module: TRUST,
    after: edit(TRUST, ['ec2_services', 'volume_services']),
    forth: 'patch',
    back: 'patch',
  },
  {
    name: 'other spaces in an expression',
    module: TRUST,
    after: edit(TRUST, ['length(local.regions) > 0 ? local.regions : ["*"]', 'length( local.regions )>0 ? local.regions : [ "*" ]']),
    forth: 'patch',
    back: 'patch',
  },
  {
    name: 'an expression written otherwise',
    module: TRUST,
    after: edit(TRUST, ['${length(local.regions) > 0 ? local.regions : ["*"]}', '${length(local.regions) == 0 ? ["*"] : local.regions}']),
    forth: 'patch',
    back: 'patch',
  },
  { name: 'a statement in another policy', module: ROLE, after: draft(ROLE, (m) => move(m)), forth: 'patch', back: 'patch' },
  {
    name: 'a comment',
    module: ROLE,
    after: draft(ROLE, (m) => put(at(m, 'data', 'aws_iam_policy_document', 'kms'), '//', 'Another comment')),
    forth: 'patch',
    back: 'patch',
  },
  {
    name: 'a description',
    module: ROLE,
    after: draft(ROLE, (m) => put(at(m, 'variable', 'role_name'), 'description', 'Another one')),
    forth: 'patch',
    back: 'patch',
  },
  {
    name: 'a message',
    module: KEY,
    after: draft(KEY, (m) => put(at(m, 'variable', 'protects', 'validation', 0), 'error_message', 'Another one')),
    forth: 'patch',
    back: 'patch',
  },
  { name: 'nothing', module: KEY, after: draft(KEY, () => undefined), forth: undefined, back: undefined },
  // What callers write.
  {
    name: 'an optional input',
    module: ROLE,
    after: draft(ROLE, (m) => put(at(m, 'variable'), 'fresh', { type: 'bool', default: false, description: 'New' })),
    forth: 'minor',
    back: 'major',
  },
  {
    name: 'an optional input that lets more when it is set',
    module: ROLE,
    after: draft(ROLE, (m) => optIn(m)),
    forth: 'minor',
    back: 'major',
  },
  {
    name: 'a required input',
    module: ROLE,
    after: draft(ROLE, (m) => put(at(m, 'variable'), 'fresh', { type: 'string', description: 'New' })),
    forth: 'major',
    back: 'major',
  },
  {
    name: 'an input with another name',
    module: TRUST,
    after: edit(TRUST, ['platform_temporary_keys', 'platform_keys']),
    forth: 'major',
    back: 'major',
  },
  {
    name: 'an input of another type',
    module: ROLE,
    after: draft(ROLE, (m) => put(at(m, 'variable', 'trusted_role_arns'), 'type', 'map(string)')),
    forth: 'major',
    back: 'major',
  },
  {
    name: 'an attribute of an object',
    module: ROLE,
    after: edit(ROLE, [
      'delete_alias        = optional(bool, false)',
      'delete_alias        = optional(bool, false)\n  fresh = optional(string)',
    ]),
    forth: 'minor',
    back: 'major',
  },
  {
    name: 'no default',
    module: ROLE,
    after: draft(ROLE, (m) => void delete at(m, 'variable', 'role_path')['default']),
    forth: 'major',
    back: 'minor',
  },
  {
    name: 'null refused',
    module: ROLE,
    after: draft(ROLE, (m) => put(at(m, 'variable', 'permissions_boundary_arn'), 'nullable', false)),
    forth: 'major',
    back: 'minor',
  },
  {
    name: 'a choice more',
    module: ROLE,
    after: edit(ROLE, ['contains(["ec2", ', 'contains(["rds", "ec2", ']),
    forth: 'minor',
    back: 'major',
    says: /also accepts rds/,
  },
  {
    name: 'a check more',
    module: ROLE,
    after: draft(ROLE, (m) =>
      list(at(m, 'variable', 'role_name', 'validation')).push({
        condition: '${length(var.role_name) < 30}',
        error_message: 'Shorter',
      } as unknown as Draft),
    ),
    forth: 'major',
    back: 'major',
  },
  {
    name: 'a check with another pattern',
    module: ROLE,
    after: draft(ROLE, (m) =>
      put(
        at(m, 'variable', 'trusted_role_arns', 'validation', 0),
        'condition',
        '${alltrue([for element in var.trusted_role_arns : can(regex("^arn:", element))])}',
      ),
    ),
    forth: 'major',
    back: 'major',
    says: /may accept what it refused/,
  },
  {
    name: 'no lockout rule',
    module: KEY,
    after: draft(KEY, (m) => put(at(m, 'output', 'policy_json'), 'precondition', [])),
    forth: 'major',
    back: 'major',
    says: /policy_writers/,
  },
  {
    name: 'a check of the merged policy that lets more through',
    module: KEY,
    after: edit(KEY, ['required = ["StringNotEquals kms:ViaService"]', 'required = []']),
    forth: 'major',
    back: 'minor',
    says: /output\.policy_json accepts what it refused/,
  },
  {
    name: 'an output',
    module: ROLE,
    after: draft(ROLE, (m) => put(at(m, 'output'), 'fresh', { value: '${aws_iam_role.this.arn}', description: 'New' })),
    forth: 'minor',
    back: 'major',
  },
  {
    name: 'a sensitive output',
    module: ROLE,
    after: draft(ROLE, (m) => put(at(m, 'output', 'role_arn'), 'sensitive', true)),
    forth: 'major',
    back: 'minor',
  },
  {
    name: 'an output with another value',
    module: ROLE,
    after: draft(ROLE, (m) => put(at(m, 'output', 'role_name'), 'value', '${aws_iam_role.this.arn}')),
    forth: 'major',
    back: 'major',
  },
  { name: 'a newer Terraform', module: ROLE, after: edit(ROLE, ['>= 1.5.7', '>= 1.6']), forth: 'major', back: 'minor' },
  { name: 'a newer provider', module: ROLE, after: edit(ROLE, ['>= 5.31', '>= 5.40']), forth: 'major', back: 'minor' },
  { name: 'an upper bound', module: ROLE, after: edit(ROLE, ['>= 5.31', '>= 5.31, < 7']), forth: 'major', back: 'major' },
  { name: 'another provider', module: ROLE, after: edit(ROLE, ['hashicorp/aws', 'acme/aws']), forth: 'major', back: 'major' },
  { name: 'a resource with another name', module: ROLE, after: () => renamed(), forth: 'major', back: 'major', says: /gone without moved/ },
  { name: 'a resource with another name, moved', module: ROLE, after: () => moved(), forth: 'patch', back: 'major', says: /with moved/ },
  {
    name: 'a policy less',
    module: ROLE,
    after: edit(ROLE, ['"operations", "platform"])', '"operations"])']),
    forth: 'major',
    back: 'major',
    says: /"platform"\] is gone without moved/,
  },
  {
    name: 'a resource without keys',
    module: TRUST,
    after: draft(TRUST, (m) => void delete at(m, 'resource', 'aws_iam_role_policy_attachment', 'this')['for_each']),
    forth: 'major',
    back: 'major',
  },
];

function split(module: Draft): void {
  const blocks = dynamicStatements(module, 'statements');
  const deny = blocks.find((block) => sidOf(block) === 'CadoResponseDenyOutsideServices');
  if (deny === undefined) throw new Error('no Deny');
  const second = structuredClone(deny);
  put(at(deny, 'content'), 'actions', list(at(deny, 'content', 'actions')).slice(0, 2));
  put(at(second, 'content'), 'actions', list(at(second, 'content', 'actions')).slice(2));
  put(at(second, 'content'), 'sid', 'CadoResponseDenyMore');
  blocks.push(second);
}

function move(module: Draft): void {
  const from = dynamicStatements(module, 'operations');
  const index = from.findIndex((block) => sidOf(block) === 'GuardDutyRead');
  dynamicStatements(module, 'platform').push(...from.splice(index, 1));
}

function optIn(module: Draft): void {
  put(at(module, 'variable'), 'fresh', { type: 'bool', default: false, nullable: false, description: 'New' });
  dynamicStatements(module, 'operations').push({
    for_each: '${var.fresh ? [1] : []}',
    content: { sid: 'Fresh', effect: 'Allow', actions: ['ec2:StopInstances'], resources: ['*'] },
  } as unknown as Draft);
}

const renamed = (): JsonObject =>
  JSON.parse(
    JSON.stringify(documentOf(ROLE))
      .replaceAll('aws_iam_role.this', 'aws_iam_role.main')
      .replace('"aws_iam_role":{"this"', '"aws_iam_role":{"main"'),
  ) as JsonObject;

const moved = (): JsonObject => ({ ...renamed(), moved: [{ from: 'aws_iam_role.this', to: 'aws_iam_role.main' }] });
