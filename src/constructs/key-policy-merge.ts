import type { OwnPrincipals, OwnStatements } from '../policy/own-statements';
import { OWN_ELEMENTS } from '../policy/own-statements';
import { listLiteral, literal, objectKey, stringLiteral } from '../policy/terraform-literal';
import type { Construct } from 'constructs';
import { CommentedLocal } from './commented-local';
import { policyWriters, type AddLocal } from './policy-writers';

/** References that the merge works on, as expression text. */
export interface MergeSources {
  /** The policy to merge into: a JSON text, or null. */
  readonly existingPolicyJson: string;
  /** The policy to start from when there is none. */
  readonly rootDelegationJson: string;
  /** The document with our statements. */
  readonly statementsJson: string;
  /** The key's account, whose root delegation must survive. */
  readonly accountId: string;
}

/** References to what the merge yields. */
export interface MergedPolicy {
  readonly statements: string;
  readonly policyJson: string;
  readonly policyBytes: string;
  /** Sids of ours under which the existing policy has a statement of somebody else. */
  readonly foreignUnderOwnSid: string;
  /** Principals of the key's account that may still change the policy. */
  readonly policyWriters: string;
}

/**
 * Merges our statements into an existing policy by expression: the policy never passes through
 * `aws_iam_policy_document`, which drops numbers, unknown elements and Version 2008-10-17 and refuses equal Sids.
 * The same rules as `mergeKeyPolicy`.
 */
export function mergedPolicy(scope: Construct, sources: MergeSources, own: OwnStatements, principals: OwnPrincipals): MergedPolicy {
  const add: AddLocal = (id, comment, lines) => new CommentedLocal(scope, id, comment, lines.join('\n')).reference;
  const statements = add('statements', 'Our statements, and the policy they go into', [`jsondecode(${sources.statementsJson}).Statement`]);
  const base = add('base_policy', '', [`jsondecode(coalesce(${sources.existingPolicyJson}, ${sources.rootDelegationJson}))`]);
  const baseStatements = add('base_statements', '', [`flatten([${base}.Statement])`]);
  const role = add('role_arn_pattern', 'Shapes of the principals and condition values in our statements', [stringLiteral(principals.role)]);
  const table = add(
    'own_statements',
    'Every Sid that a release ever emitted, and the widest shape of its statement',
    ownTable(own, { [principals.role]: role }),
  );
  const isOurs = `contains(keys(${table}), try(tostring(coalesce(s.Sid)), ""))`;
  const foreignUnderOwnSid = add(
    'foreign_under_own_sid',
    'Statements under one of those Sids that no release can have written; replacing them would lose them',
    foreignLines(baseStatements, table, isOurs, principals, role),
  );
  const policy = add('policy', 'Foreign statements stay as they are, ours are taken out and put at the end', [
    `merge(${base}, {`,
    '  Statement = concat(',
    `    [for s in ${baseStatements} : s if !${isOurs}],`,
    `    ${statements}`,
    '  )',
    '})',
  ]);
  const policyJson = add('policy_json', '', [`jsonencode(${policy})`]);
  const policyBytes = add('policy_bytes', 'KMS counts bytes of UTF-8; length() counts characters, so count the base64 form', [
    `length(base64encode(${policyJson})) / 4 * 3 - length(regexall("=", base64encode(${policyJson})))`,
  ]);
  return { statements, policyJson, policyBytes, foreignUnderOwnSid, policyWriters: policyWriters(add, policy, sources.accountId) };
}

/** @param known patterns that have a local of their own. */
function ownTable(own: OwnStatements, known: Readonly<Record<string, string>>): readonly string[] {
  const lines = Object.entries(own).flatMap(([sid, { effect, actions, conditions, required }]) => {
    const width = Math.max(...Object.keys(conditions).map((key) => objectKey(key).length));
    const list = listLiteral(actions, '    ', 110);
    return [
      `  ${objectKey(sid)} = {`,
      `    ${list.includes('\n') ? 'effect' : 'effect '} = ${stringLiteral(effect)}`,
      `    actions = ${list}`,
      '    conditions = {',
      ...Object.entries(conditions).map(
        ([key, pattern]) => `      ${objectKey(key).padEnd(width)} = ${known[pattern] ?? stringLiteral(pattern)}`,
      ),
      '    }',
      ...(required === undefined ? [] : [`    required = ${listLiteral(required, '    ', 110)}`]),
      '  }',
    ];
  });
  return ['{', ...lines, '}'];
}

function foreignLines(
  statements: string,
  table: string,
  isOurs: string,
  principals: OwnPrincipals,
  rolePattern: string,
): readonly string[] {
  return [
    '[',
    `  for s in ${statements} : s.Sid`,
    `  if ${isOurs} && !try(`,
    `    length(setsubtract(keys(s), ${literal([...OWN_ELEMENTS])})) == 0 &&`,
    `    s.Effect == ${table}[s.Sid].effect &&`,
    '    join(",", flatten([s.Resource])) == "*" &&',
    '    length(flatten([s.Action])) > 0 &&',
    `    length(setsubtract(flatten([s.Action]), ${table}[s.Sid].actions)) == 0 &&`,
    '    join(",", keys(s.Principal)) == "AWS" &&',
    '    length(flatten([s.Principal.AWS])) > 0 &&',
    '    alltrue([',
    '      for p in flatten([s.Principal.AWS]) : (',
    '        can(s.Condition.ArnEquals["aws:PrincipalArn"])',
    `        ? can(regex(${stringLiteral(principals.root)}, p))`,
    `        : can(regex(${rolePattern}, p)) || can(regex(${stringLiteral(principals.uniqueId)}, p))`,
    '      )',
    '    ]) &&',
    '    try(length(keys(s.Condition)) > 0, !can(s.Condition)) &&',
    `    length(setsubtract(try(${table}[s.Sid].required, []), flatten([`,
    '      for operator, block in try(s.Condition, {}) : [for key in keys(block) : "${operator} ${key}"]',
    '    ]))) == 0 &&',
    '    alltrue(flatten([',
    '      for operator, block in try(s.Condition, {}) : [',
    '        length(block) > 0,',
    '        [for key, values in block : [',
    '          length(flatten([values])) > 0,',
    `          [for value in flatten([values]) : can(regex(${table}[s.Sid].conditions["\${operator} \${key}"], value))]`,
    '        ]]',
    '      ]',
    '    ])),',
    '    false',
    '  )',
    ']',
  ];
}
