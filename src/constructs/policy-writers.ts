import { ACTION_CHARACTERS } from '../policy/lockout';
import { stringLiteral } from '../policy/terraform-literal';

/** Adds a local and gives how to refer to it. */
export type AddLocal = (id: string, comment: string, lines: readonly string[]) => string;

/**
 * Adds the locals that say which principals of the key's account may still change a policy; the same rules as `keepsPolicyWriter`.
 *
 * @param policy the policy as a local
 * @param accountId the key's account, as an expression
 * @returns a list of principals, as a local
 */
export function policyWriters(add: AddLocal, policy: string, accountId: string): string {
  const characters = add('action_characters', 'Statements that allow or deny changing the policy whatever a request shows', [
    `split("", ${stringLiteral(ACTION_CHARACTERS)})`,
  ]);
  const deciding = add('put_key_policy_statements', '', [
    '[',
    `  for s in ${policy}.Statement : {`,
    '    allows = s.Effect == "Allow" && try(length(keys(s.Condition)) == 0, !can(s.Condition)) && anytrue([',
    '      for r in flatten([s.Resource]) :',
    '      r == "*" || try(startswith(r, "arn:") && split(":", r)[2] == "kms" && !startswith(try(split(":", r)[5], ""), "alias/"), false)',
    '    ])',
    '    denies = s.Effect == "Deny" && try(length(flatten([for block in values(s.Condition) : values(block)])), 0) == 0',
    '    spares = can(s.NotPrincipal)',
    '    names = [',
    '      for p in flatten([',
    '        for one in [try(s.Principal, s.NotPrincipal, null)] : try(one.AWS, [for text in [one] : text if can(tostring(text))])',
    '      ]) : p if startswith(jsonencode(p), "\\"")',
    '    ]',
    '  }',
    '  if can(s.Resource) && can(s.Action) == anytrue([',
    `    for a in flatten([try(s.Action, s.NotAction)]) : try(length(setsubtract(split("", a), ${characters})) == 0, false) &&`,
    '    can(regex("^${replace(replace(lower(a), "*", ".*"), "?", ".")}$", "kms:putkeypolicy"))',
    '  ])',
    ']',
  ]);
  const allowed = add('policy_writers_allowed', '', [`flatten([for s in ${deciding} : s.names if s.allows && !s.spares])`]);
  const denied = add('policy_writers_denied', '', [`flatten([for s in ${deciding} : s.names if s.denies && !s.spares])`]);
  const spared = add('policy_writers_spared', '', [`[for s in ${deciding} : s.names if s.denies && s.spares]`]);
  const account = add('key_account_id', "Principals of the key's account that may still change the policy", [accountId]);
  const isOfAccount = (name: string): string => `can(regex("^(arn:[^:]+:(iam|sts)::\${${account}}:.+|\${${account}}|[*])$", ${name}))`;
  const isWholeAccount = (name: string): string => `can(regex("^(arn:[^:]+:iam::\${${account}}:root|\${${account}}|[*])$", ${name}))`;
  return add('policy_writers', '', [
    '[',
    `  for p in ${allowed} : p`,
    `  if ${isOfAccount('p')} &&`,
    `  !contains(${denied}, p) &&`,
    `  !anytrue([for d in ${denied} : ${isWholeAccount('d')}]) &&`,
    '  alltrue([',
    `    for names in ${spared} : contains(names, p) || contains(names, "*") || (`,
    `      ${isWholeAccount('p')} &&`,
    `      anytrue([for n in names : ${isOfAccount('n')}])`,
    '    )',
    '  ])',
    ']',
  ]);
}
