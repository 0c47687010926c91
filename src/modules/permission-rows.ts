import type { PermissionRow } from '../module-document';
import type { Guard } from '../policy/guard';
import { guardWords } from '../policy/guard-words';
import type { ConditionTemplate, PolicyTemplate, StatementTemplate, TagConditionTemplate, Values } from '../policy/template';

/** The statements of a template as rows of a README's permission table. */
export function permissionRows(
  template: PolicyTemplate,
  words: Readonly<Record<string, string>>,
  valueWords: Readonly<Record<string, string>>,
): readonly PermissionRow[] {
  const when = (guard: Guard | undefined): string => (guard === undefined ? '' : guardWords(guard, template.guards, words));
  return template.statements.map((statement) => ({
    sid: statement.sid,
    serves: statement.principals === undefined ? '' : valuesText(statement.principals, valueWords),
    effect: statement.effect,
    actions: statement.actions.map((choice, index) => ({
      when: choice.when === undefined && index > 0 ? 'otherwise' : when(choice.when),
      actions: choice.actions,
    })),
    when: when(statement.when),
    resources: statement.resources === undefined || valuesText(statement.resources, valueWords) === '`*`' ? '' : valuesText(statement.resources, valueWords),
    conditions: narrowing(statement).map((condition) =>
      'tags' in condition ? tagText(condition) : { text: conditionText(condition, valueWords), when: when(condition.when) },
    ),
    purpose: statement.purpose,
    source: statement.source,
  }));
}

/** The conditions beyond those that only say whom the statement serves. */
function narrowing(statement: StatementTemplate): StatementTemplate['conditions'] {
  return statement.conditions.filter((condition) => 'tags' in condition || condition.variable !== 'aws:PrincipalArn');
}

function tagText({ test, prefix, tags }: TagConditionTemplate): PermissionRow['conditions'][number] {
  return { text: `\`${test}\` \`${prefix}…\`: each tag of \`${tags}\``, when: `\`${tags}\` is not empty` };
}

function conditionText({ test, variable, values }: ConditionTemplate, words: Readonly<Record<string, string>>): string {
  return `\`${test}\` \`${variable}\`: ${valuesText(values, words)}`;
}

function valuesText(values: Values, words: Readonly<Record<string, string>>): string {
  if (Array.isArray(values)) return values.map((value: string) => `\`${value}\``).join(', ');
  if ('arns' in values) return values.arns.map((arn) => `\`${arn.replace('{partition}', '<partition>').replace('{account}', '<account>')}\``).join(', ');
  if ('input' in values) return `\`${values.input}\``;
  const { derived } = values as { readonly derived: string };
  const text = words[derived];
  if (text === undefined) throw new Error(`There are no words for the derived value "${derived}"`);
  return text;
}
