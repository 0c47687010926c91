import { holds, inputValue, type Guard, type InputValues } from './guard';
import type { ConditionBlock, PolicyStatement } from './policy-json';
import type {
  ConditionTemplate,
  DerivedValue,
  PolicyContext,
  PolicyTemplate,
  StatementTemplate,
  TagConditionTemplate,
  TemplateTerms,
  Values,
} from './template';

/**
 * Reader 1: the statements that a template stands for, as plain policy JSON.
 *
 * @param inputs every input the template reads, by Terraform name, defaults filled in.
 * @throws Error when the template names a guard, input or derivation that does not exist.
 */
export function resolve(template: PolicyTemplate, inputs: InputValues, context: PolicyContext): readonly PolicyStatement[] {
  return statementResolver(template, inputs, context)(template.statements);
}

/** {@link resolve} for several policies that share guards and derived values; each is decided once. */
export function statementResolver(
  terms: TemplateTerms,
  inputs: InputValues,
  context: PolicyContext,
): (statements: readonly StatementTemplate[]) => readonly PolicyStatement[] {
  const decided = new Map<string, boolean>();
  const derived = new Map<string, DerivedValue | undefined>();
  const known: Known = {
    inputs,
    context,
    exists: (guard) => guard === undefined || holds(guard, inputs, terms.guards, decided),
    derived: (name) => {
      if (!derived.has(name)) derived.set(name, terms.derivations.find((candidate) => candidate.name === name)?.resolve(inputs, context));
      return derived.get(name);
    },
  };
  return (statements) => statements.filter(({ when }) => known.exists(when)).map((statement) => resolveStatement(statement, known));
}

/** What one set of inputs decides. */
interface Known {
  readonly inputs: InputValues;
  readonly context: PolicyContext;
  readonly exists: (guard: Guard | undefined) => boolean;
  readonly derived: (name: string) => DerivedValue | undefined;
}

function resolveStatement(statement: StatementTemplate, known: Known): PolicyStatement {
  const live = statement.conditions
    .flatMap((condition) => ('tags' in condition ? tagConditions(condition, known.inputs) : [condition]))
    .filter(({ when }) => known.exists(when));
  const actions = statement.actions.find(({ when }) => known.exists(when));
  if (actions === undefined) throw new Error(`Statement ${statement.sid} has no action case for these inputs`);
  return {
    Sid: statement.sid,
    Effect: statement.effect,
    ...(statement.principals && { Principal: { AWS: resolveValues(statement.principals, known) } }),
    Action: actions.actions,
    ...(statement.resources && { Resource: resolveValues(statement.resources, known) }),
    ...(live.length > 0 && { Condition: conditionBlock(live, known) }),
  };
}

function tagConditions({ test, prefix, tags }: TagConditionTemplate, inputs: InputValues): readonly ConditionTemplate[] {
  const entries = Object.entries((inputs[tags] ?? {}) as Readonly<Record<string, string>>);
  return entries.map(([key, value]) => ({ test, variable: `${prefix}${key}`, values: [value] }));
}

function conditionBlock(conditions: readonly ConditionTemplate[], known: Known): ConditionBlock {
  const block: Record<string, Record<string, readonly string[]>> = {};
  for (const { test, variable, values } of conditions) (block[test] ??= {})[variable] = resolveValues(values, known);
  return block;
}

function resolveValues(source: Values, known: Known): readonly string[] {
  if (Array.isArray(source)) return source as readonly string[];
  if ('arns' in source) return source.arns.map((pattern) => arnFor(pattern, known.context));
  if ('input' in source) {
    const value = inputValue(known.inputs, source.input);
    if (!Array.isArray(value)) throw new Error(`There is no list input named "${source.input}"`);
    return value as readonly string[];
  }
  const { derived } = source as { readonly derived: string };
  const [name = '', key] = derived.split('.');
  const value = known.derived(name);
  const list = key === undefined ? value : (value as Readonly<Record<string, readonly string[]>> | undefined)?.[key];
  if (!Array.isArray(list)) throw new Error(`There is no derived list named "${derived}"`);
  return list as readonly string[];
}

/** An ARN pattern of a template in an account. */
function arnFor(pattern: string, { partition, accountId }: PolicyContext): string {
  if (pattern.includes('{account}') && accountId === undefined) throw new Error(`"${pattern}" needs the account id`);
  return pattern.replaceAll('{partition}', partition).replaceAll('{account}', accountId ?? '');
}
