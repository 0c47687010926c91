import type { Finding, LintedPolicy } from './finding';
import { viewOf } from './policy-view';
import type { Rule } from './rule';
import { CARRIED_KEY_RULE, KEY_ALIASES_RULE } from './rules/carried-keys';
import { CONDITION_BLOCK_RULE } from './rules/condition-blocks';
import { EXACT_OPERATOR_RULE, READABLE_VALUE_RULE, VALUE_FORM_RULE } from './rules/condition-values';
import { ACTION_FORM_RULE, DESCRIBE_KEY_RULE, NEEDLESS_RULE } from './rules/grants-of-nothing';
import { OWN_TAGS_RULE } from './rules/own-tags';
import { EVERYBODY_RULE, NOT_PRINCIPAL_RULE, PRINCIPAL_FORM_RULE } from './rules/principals';
import { RESOURCE_TYPE_RULE, SERVICE_LINKED_RULE } from './rules/resource-types';
import { FOR_ALL_VALUES_RULE, ONE_OF_SEVERAL_RULE, SET_OF_ONE_RULE } from './rules/set-operators';
import { ELEMENTS_RULE, KEY_RESOURCE_RULE, SID_RULE } from './rules/statement-elements';
import { DENIED_RULE, TWICE_RULE, VOID_SCOPE_RULE } from './rules/void-scopes';
import { PARTITION_RULE, REPEATED_KEY_RULE, SIZE_RULE, VERSION_RULE } from './rules/whole-policy';

/** Every rule, in the order of its findings. */
export const LINT_RULES: readonly Rule[] = [
  ELEMENTS_RULE,
  VERSION_RULE,
  SIZE_RULE,
  REPEATED_KEY_RULE,
  PARTITION_RULE,
  SID_RULE,
  ACTION_FORM_RULE,
  NEEDLESS_RULE,
  DESCRIBE_KEY_RULE,
  RESOURCE_TYPE_RULE,
  SERVICE_LINKED_RULE,
  KEY_RESOURCE_RULE,
  PRINCIPAL_FORM_RULE,
  NOT_PRINCIPAL_RULE,
  EVERYBODY_RULE,
  CONDITION_BLOCK_RULE,
  CARRIED_KEY_RULE,
  KEY_ALIASES_RULE,
  FOR_ALL_VALUES_RULE,
  SET_OF_ONE_RULE,
  ONE_OF_SEVERAL_RULE,
  EXACT_OPERATOR_RULE,
  READABLE_VALUE_RULE,
  VALUE_FORM_RULE,
  DENIED_RULE,
  VOID_SCOPE_RULE,
  TWICE_RULE,
  OWN_TAGS_RULE,
];

/** What is wrong with a policy, as far as the policy itself shows it. Takes any JSON and never throws. */
export function lintPolicy(policy: LintedPolicy): readonly Finding[] {
  const view = viewOf(policy);
  return LINT_RULES.flatMap(({ name, source, lint }) => lint(view).map((complaint) => ({ rule: name, source, ...complaint })));
}
