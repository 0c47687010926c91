import type { IResolvable } from 'cdktf';
import type { ConditionTemplate, StatementTemplate, TagConditionTemplate, Values } from '../policy/template';
import { escapeTemplate, listLiteral } from '../policy/terraform-literal';
import { withoutMark, type TemplateScope } from './template-scope';
import { terraformExpression, terraformTemplate } from './terraform-expression';

/** Body of a Terraform block, as Terraform's JSON syntax has it; `//` is a comment. */
export interface BlockBody {
  readonly [name: string]: unknown;
}

/**
 * Reader 2: the statements of a template as blocks of `data.aws_iam_policy_document`. What is decided at synth is a
 * plain `statement` or `condition` block, or missing; what depends on a variable is a dynamic one.
 */
export function statementBlocks(statements: readonly StatementTemplate[], scope: TemplateScope): BlockBody {
  return guardedBlocks(
    'statement',
    statements.map((statement) => ({
      exists: scope.decide(statement.when),
      comment: statement.purpose,
      body: statementBody(statement, scope),
    })),
  );
}

interface GuardedBlock {
  /** Whether it exists, or the expression that decides it. */
  readonly exists: boolean | string;
  /** An expression to repeat the block over, in place of a condition. */
  readonly each?: string;
  readonly comment?: string;
  readonly body: BlockBody;
}

function guardedBlocks(type: string, blocks: readonly GuardedBlock[]): BlockBody {
  const comment = (block: GuardedBlock): BlockBody => (block.comment === undefined ? {} : { '//': block.comment });
  const fixed = blocks
    .filter((block) => block.exists === true && block.each === undefined)
    .map((block) => ({ ...comment(block), ...block.body }));
  const dynamic = blocks
    .filter((block) => typeof block.exists === 'string' || block.each !== undefined)
    .map((block) => ({
      ...comment(block),
      for_each: terraformExpression(block.each ?? `${String(block.exists)} ? [1] : []`),
      content: block.body,
    }));
  return {
    ...(fixed.length > 0 && { [type]: fixed }),
    ...(dynamic.length > 0 && { dynamic: { [type]: dynamic } }),
  };
}

function statementBody(statement: StatementTemplate, scope: TemplateScope): BlockBody {
  return {
    sid: statement.sid,
    effect: statement.effect,
    actions: actions(statement, scope),
    ...(statement.resources && { resources: values(statement.resources, scope) }),
    ...(statement.principals && { principals: [{ type: 'AWS', identifiers: values(statement.principals, scope) }] }),
    ...guardedBlocks(
      'condition',
      statement.conditions.map((condition) =>
        'tags' in condition
          ? tagCondition(condition, scope)
          : { exists: scope.decide(condition.when), body: conditionBody(condition, scope) },
      ),
    ),
  };
}

function tagCondition({ test, prefix, tags }: TagConditionTemplate, scope: TemplateScope): GuardedBlock {
  const variable = terraformTemplate(`${prefix}\${condition.key}`);
  const body = { test, variable, values: terraformExpression('[condition.value]') };
  return { exists: true, each: withoutMark(scope.ref.input(tags)), body };
}

function arnTemplate(pattern: string, { ref }: TemplateScope): string {
  return pattern.replaceAll('{partition}', `\${${ref.partition}}`).replaceAll('{account}', `\${${ref.accountId}}`);
}

function conditionBody({ test, variable, values: source }: ConditionTemplate, scope: TemplateScope): BlockBody {
  return { test, variable, values: values(source, scope) };
}

function actions(statement: StatementTemplate, scope: TemplateScope): readonly string[] | string | IResolvable {
  const cases = statement.actions.map((candidate) => ({ exists: scope.decide(candidate.when), actions: candidate.actions }));
  const open = cases.filter((candidate) => candidate.exists !== false);
  const [first] = open;
  if (first === undefined) throw new Error(`Statement ${statement.sid} has no action case`);
  if (first.exists === true) return first.actions;
  const choices = open.map(({ exists, actions: list }) => `  ${exists === true ? '' : `${exists} ? `}${listLiteral(list, '  ', 90)}`);
  return terraformExpression(`(\n${choices.join(' :\n')}\n)`);
}

function values(source: Values, scope: TemplateScope): readonly (string | IResolvable)[] | string | IResolvable {
  if (Array.isArray(source)) return (source as readonly string[]).map(escapeTemplate);
  if ('arns' in source) return source.arns.map((pattern) => terraformTemplate(arnTemplate(pattern, scope)));
  if ('input' in source) return terraformExpression(scope.ref.input(source.input));
  const [name, key] = (source as { readonly derived: string }).derived.split('.');
  const local = scope.ref.derived(name ?? '');
  return terraformExpression(key === undefined ? local : `${local}.${key}`);
}
