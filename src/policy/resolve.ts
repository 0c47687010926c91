import { holds, inputValue, type InputValues } from './guard';
import type { ConditionBlock, PolicyStatement } from './policy-json';
import type {
  ConditionTemplate,
  DerivedValue,
  PolicyContext,
  PolicyTemplate,
  StatementTemplate,
  TagConditionTemplate,
  Values,
} from './template';

/**
 * Reader 1: the statements that a template stands for, as plain policy JSON.
 *
 * @param inputs every input the template reads, by Terraform name, defaults filled in.
 * @throws Error when the template names a guard, input or derivation that does not exist.
 */
export function resolve(template: PolicyTemplate, inputs: InputValues, context: PolicyContext): readonly PolicyStatement[] {
  const known = derivedOnce(template, context);
  return template.statements
    .filter((statement) => statement.when === undefined || holds(statement.when, inputs, template.guards))
    .map((statement) => resolveStatement(statement, known, inputs, context));
}

/** The template with each derivation computed at most once. */
function derivedOnce(template: PolicyTemplate, context: PolicyContext): PolicyTemplate {
  const derivations = template.derivations.map((derivation) => {
    let value: DerivedValue | undefined;
    return { ...derivation, resolve: (inputs: InputValues) => (value ??= derivation.resolve(inputs, context)) };
  });
  return { ...template, derivations };
}

function resolveStatement(
  statement: StatementTemplate,
  template: PolicyTemplate,
  inputs: InputValues,
  context: PolicyContext,
): PolicyStatement {
  const values = (source: Values): readonly string[] => resolveValues(source, template, inputs, context);
  const live = statement.conditions
    .flatMap((condition) => ('tags' in condition ? tagConditions(condition, inputs) : [condition]))
    .filter((c) => c.when === undefined || holds(c.when, inputs, template.guards));
  const actions = statement.actions.find((c) => c.when === undefined || holds(c.when, inputs, template.guards));
  if (actions === undefined) throw new Error(`Statement ${statement.sid} has no action case for these inputs`);
  return {
    Sid: statement.sid,
    Effect: statement.effect,
    ...(statement.principals && { Principal: { AWS: values(statement.principals) } }),
    Action: actions.actions,
    ...(statement.resources && { Resource: values(statement.resources) }),
    ...(live.length > 0 && { Condition: conditionBlock(live, values) }),
  };
}

function tagConditions({ test, prefix, tags }: TagConditionTemplate, inputs: InputValues): readonly ConditionTemplate[] {
  const entries = Object.entries((inputs[tags] ?? {}) as Readonly<Record<string, string>>);
  return entries.map(([key, value]) => ({ test, variable: `${prefix}${key}`, values: [value] }));
}

function conditionBlock(conditions: readonly ConditionTemplate[], values: (source: Values) => readonly string[]): ConditionBlock {
  const block: Record<string, Record<string, readonly string[]>> = {};
  for (const { test, variable, values: source } of conditions) {
    (block[test] ??= {})[variable] = values(source);
  }
  return block;
}

function resolveValues(source: Values, template: PolicyTemplate, inputs: InputValues, context: PolicyContext): readonly string[] {
  if (Array.isArray(source)) return source as readonly string[];
  if ('arns' in source) return source.arns.map((pattern) => arnFor(pattern, context));
  if ('input' in source) {
    const value = inputValue(inputs, source.input);
    if (!Array.isArray(value)) throw new Error(`There is no list input named "${source.input}"`);
    return value as readonly string[];
  }
  const [name, key] = (source as { derived: string }).derived.split('.');
  const derivation = template.derivations.find((candidate) => candidate.name === name);
  const value = derivation?.resolve(inputs, context);
  const list = key === undefined ? value : (value as Readonly<Record<string, readonly string[]>> | undefined)?.[key];
  if (!Array.isArray(list)) throw new Error(`There is no derived list named "${(source as { derived: string }).derived}"`);
  return list as readonly string[];
}

/** An ARN pattern of a template in an account. */
function arnFor(pattern: string, { partition, accountId }: PolicyContext): string {
  if (pattern.includes('{account}') && accountId === undefined) throw new Error(`"${pattern}" needs the account id`);
  return pattern.replaceAll('{partition}', partition).replaceAll('{account}', accountId ?? '');
}
