import type { Construct } from 'constructs';
import { countedInputsOf, holds, inputsOf, inputValue, levelsFrom, TIGHTENING_INPUT, type Guard } from '../policy/guard';
import { literal, stringLiteral } from '../policy/terraform-literal';
import { everyGuard, type StatementTemplate, type TemplateTerms, type TerraformReferences } from '../policy/template';
import { CommentedLocal } from './commented-local';
import { holdsToken, isToken, propExpression } from './terraform-expression';

/** What an input of a template is bound to: a Terraform variable, or the value of a prop (which may hold tokens). */
export type Binding = { readonly variable: string; readonly nullable: boolean } | { readonly prop: unknown };

/** Bindings of every input of a template, by Terraform name. */
export type Bindings = Readonly<Record<string, Binding>>;

/** The names under which a template's inputs, guards and derivations are known in one Terraform scope. */
export interface TemplateScope {
  readonly ref: TerraformReferences;
  /** Whether something guarded exists: decided at synth for props, as an expression for variables. */
  decide(guard: Guard | undefined): boolean | string;
}

/** The account that the provider works in, as Terraform expressions. */
export type AccountReferences = Pick<TerraformReferences, 'partition' | 'accountId'>;

/**
 * Adds the locals of a template to `scope` and returns how to refer to them.
 *
 * @param shape name of the local with the inputs that guards read; two templates of one scope must not depend on each
 * other's inputs.
 */
export function templateScope(
  scope: Construct,
  template: TemplateTerms,
  statements: readonly StatementTemplate[],
  bindings: Bindings,
  account: AccountReferences,
  shape = 'shape',
): TemplateScope {
  const unmarked = unmarkedVariables(scope, shape, everyGuard(template, statements), bindings);
  const guards = guardReferences(scope, template, bindings, unmarked);
  const derived = new Map<string, string>();
  const ref: TerraformReferences = {
    input: (name) => inputExpression(binding(bindings, name)),
    guard: (name) => required(guards, name),
    derived: (name) => required(derived, name),
    ...account,
  };
  for (const { name, meaning, terraform } of template.derivations) {
    derived.set(name, new CommentedLocal(scope, name, meaning, terraform(ref)).reference);
  }
  const decide = (guard: Guard | undefined): boolean | string => {
    if (guard === undefined) return true;
    const decided = decideAtSynth(guard, template, bindings);
    return decided ?? guardExpression(guard, guards, bindings, unmarked);
  };
  return { ref, decide };
}

/** What an input, or an attribute of an object input (`temporary_key.enabled`), is bound to. */
function binding(bindings: Bindings, name: string): Binding {
  const [input = '', ...attributes] = name.split('.');
  const bound = bindings[input];
  if (bound === undefined) throw new Error(`The template reads the input "${input}", which is not bound`);
  if (attributes.length === 0) return bound;
  return 'variable' in bound ? { variable: `var.${name}`, nullable: false } : { prop: inputValue({ [input]: bound.prop }, name) };
}

function inputExpression(bound: Binding): string {
  return 'variable' in bound ? bound.variable : propExpression(bound.prop);
}

/** An expression without its sensitive mark; `nonsensitive()` alone refuses a value that has none before Terraform 1.8. */
export function withoutMark(expression: string): string {
  return `try(nonsensitive(${expression}), ${expression})`;
}

/**
 * One local with the variables that guards read, free of the sensitive mark: before Terraform 1.10 a dynamic block
 * refuses a marked `for_each`. Which statements exist is visible in the policy anyway.
 */
function unmarkedVariables(scope: Construct, shape: string, guards: readonly Guard[], bindings: Bindings): string | undefined {
  const names = guardInputs(guards).filter((name) => 'variable' in binding(bindings, name));
  if (names.length === 0) return undefined;
  const width = Math.max(...names.map((name) => name.length));
  const lines = names.map((name) => {
    const variable = inputExpression(binding(bindings, name));
    return `  ${attributeName(name).padEnd(width)} = ${withoutMark(variable)}`;
  });
  const comment = 'The inputs that decide which statements exist; a sensitive one shapes the policy like any other';
  return new CommentedLocal(scope, shape, comment, ['{', ...lines, '}'].join('\n')).reference;
}

/** An input as an attribute of the local that holds them all. */
function attributeName(input: string): string {
  return input.replaceAll('.', '_');
}

/** The inputs that guards read, be it only for presence. */
function guardInputs(guards: readonly Guard[]): readonly string[] {
  const touched = (guard: Guard): readonly string[] => {
    switch (guard.kind) {
      case 'at_least':
        return [TIGHTENING_INPUT];
      case 'named':
        return [];
      case 'all':
      case 'any':
        return guard.guards.flatMap(touched);
      case 'not':
        return touched(guard.guard);
      case 'several':
        return guard.inputs;
      default:
        return [guard.input];
    }
  };
  return [...new Set(guards.flatMap(touched))];
}

function guardReferences(scope: Construct, template: TemplateTerms, bindings: Bindings, unmarked: string | undefined): Map<string, string> {
  const references = new Map<string, string>();
  let comment = 'Which statements and conditions exist';
  for (const [name, guard] of Object.entries(template.guards)) {
    const decided = decideAtSynth(guard, template, bindings);
    if (decided !== undefined) references.set(name, String(decided));
    else {
      references.set(name, new CommentedLocal(scope, name, comment, guardExpression(guard, references, bindings, unmarked)).reference);
      comment = '';
    }
  }
  return references;
}

/** Decides a guard whose inputs are all props; undefined when it depends on a variable. */
function decideAtSynth(guard: Guard, template: TemplateTerms, bindings: Bindings): boolean | undefined {
  const names = Object.keys(bindings);
  if (names.some((name) => 'variable' in binding(bindings, name))) return undefined;
  const values = Object.fromEntries(Object.entries(bindings).map(([name, bound]) => [name, 'prop' in bound ? bound.prop : undefined]));
  const [undecided] = undecidedInputs(guard, template, values);
  if (undecided !== undefined) throw new Error(`${undecided} is a token, and guards of props are decided at synth`);
  return holds(guard, values, template.guards);
}

/** Inputs that keep a guard from being decided at synth, since Terraform alone knows them. */
export function undecidedInputs(guard: Guard, { guards }: TemplateTerms, values: Readonly<Record<string, unknown>>): readonly string[] {
  return [
    ...inputsOf(guard, guards).filter((name) => holdsToken(inputValue(values, name))),
    ...countedInputsOf(guard, guards).filter((name) => typeof inputValue(values, name) !== 'string' && isToken(inputValue(values, name))),
  ];
}

/** @param indent of the line that the expression stands on; only deep guards take lines of their own. */
function guardExpression(
  guard: Guard,
  references: ReadonlyMap<string, string>,
  bindings: Bindings,
  unmarked: string | undefined,
  indent = '',
): string {
  const input = (name: string): string =>
    unmarked === undefined ? inputExpression(binding(bindings, name)) : `${unmarked}.${attributeName(name)}`;
  const inner = (nested: Guard, at: string): string => {
    const text = guardExpression(nested, references, bindings, unmarked, at);
    return (nested.kind === 'all' || nested.kind === 'any') && !isDeep(nested) ? `(${text})` : text;
  };
  const joined = (guards: readonly Guard[], sign: string): string => {
    if (!isDeep(guard)) return guards.map((nested) => inner(nested, indent)).join(` ${sign} `);
    return `(\n${guards.map((nested) => `${indent}  ${inner(nested, `${indent}  `)}`).join(` ${sign}\n`)}\n${indent})`;
  };
  switch (guard.kind) {
    case 'at_least':
      return `contains(${literal([...levelsFrom(guard.level)])}, ${input(TIGHTENING_INPUT)})`;
    case 'has': {
      const contains = `contains(${input(guard.input)}, ${stringLiteral(guard.value)})`;
      return isNullable(binding(bindings, guard.input)) ? `try(${contains}, false)` : contains;
    }
    case 'equals':
      return `${input(guard.input)} == ${stringLiteral(guard.value)}`;
    case 'given':
      return `${input(guard.input)} != null`;
    case 'empty':
      return `try(length(${input(guard.input)}) == 0, false)`;
    case 'enabled':
      return isNullable(binding(bindings, guard.input)) ? `${input(guard.input)} == true` : input(guard.input);
    case 'several':
      return `length(distinct(compact(flatten([${guard.inputs.map(input).join(', ')}])))) > 1`;
    case 'named':
      return required(references, guard.name);
    case 'all':
      return joined(guard.guards, '&&');
    case 'any':
      return joined(guard.guards, '||');
    case 'not':
      if (guard.guard.kind === 'given') return `${input(guard.guard.input)} == null`;
      if (guard.guard.kind === 'equals') return `${input(guard.guard.input)} != ${stringLiteral(guard.guard.value)}`;
      return `!${inner(guard.guard, indent)}`;
  }
}

/** Whether a guard nests too deep, or lists too much, to be read on one line. */
function isDeep(guard: Guard): boolean {
  return depth(guard) > 2 || ((guard.kind === 'all' || guard.kind === 'any') && guard.guards.length > 4);
}

function depth(guard: Guard): number {
  if (guard.kind === 'all' || guard.kind === 'any') return 1 + Math.max(...guard.guards.map(depth));
  return guard.kind === 'not' ? depth(guard.guard) : 0;
}

function isNullable(bound: Binding): boolean {
  return 'prop' in bound || bound.nullable;
}

function required(references: ReadonlyMap<string, string>, name: string): string {
  const reference = references.get(name);
  if (reference === undefined) throw new Error(`"${name}" is used before it is defined; move it up in its table`);
  return reference;
}
