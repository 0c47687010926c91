import type { InputValues } from './guard';
import type { Json } from './policy-json';
import type { TerraformReferences } from './template';
import { literal, stringLiteral } from './terraform-literal';

/**
 * An input of a module, as data with two readers: Terraform `variable` blocks with their validations, and the checks
 * of a construct's props.
 */
export interface InputSpec {
  /** Terraform name, snake_case. */
  readonly name: string;
  /** Terraform type expression; may span lines. */
  readonly type: string;
  /** @default - the input is required */
  readonly default?: Json;
  /** For an object, or a map of objects: what the attributes are where they are left out. */
  readonly entries?: Readonly<Record<string, Json>>;
  /** Whether null has a meaning. */
  readonly nullable: boolean;
  readonly description: string;
  /** Checked in order; every broken rule is reported. Null passes where the input is nullable. */
  readonly rules: readonly InputRule[];
}

/** Values of all inputs: those given, and the defaults of the others, attributes of an object included. */
export function withDefaults(specs: readonly InputSpec[], given: InputValues): InputValues {
  return Object.fromEntries(
    specs.map((spec) => {
      const value = given[spec.name] ?? (spec.name in given && spec.nullable ? null : (spec.default ?? null));
      return [spec.name, isObject(spec) ? { ...spec.entries, ...(value as object) } : value];
    }),
  );
}

/** Whether an input is one object, with attributes of its own. */
export function isObject(spec: InputSpec): boolean {
  return spec.type.startsWith('object(');
}

/** What a value must be. */
export interface InputRule {
  /** Completes "<input> is …, but must …". */
  readonly must: string;
  /** A value that passes, as a user would write it in Terraform. */
  readonly example: string;
  readonly check: RuleCheck;
}

/** How a rule is decided. Patterns keep to what RE2 and ECMAScript read alike. */
export type RuleCheck =
  | { readonly kind: 'matches'; readonly pattern: string }
  | { readonly kind: 'each_matches'; readonly pattern: string }
  | { readonly kind: 'one_of'; readonly values: readonly string[] }
  | { readonly kind: 'each_one_of'; readonly values: readonly string[] }
  | { readonly kind: 'not_empty' }
  | CustomCheck;

/** A rule of its own; `shown` is the expression for what the message shows of a refused value. */
export interface CustomCheck {
  readonly kind: 'custom';
  readonly terraform: (value: string) => { readonly condition: string; readonly shown: string };
  readonly accepts: (value: unknown) => boolean;
}

/** A `validation` block. `condition` is an expression, `errorMessage` a template body. */
export interface TerraformValidation {
  readonly condition: string;
  readonly errorMessage: string;
}

/**
 * Reader 1: the `validation` block of one rule of an input.
 *
 * @param value expression for the value. @default - the variable of that name
 * @param label how messages name the input.
 */
export function terraformValidation(
  spec: InputSpec,
  rule: InputRule,
  value: string = `var.${spec.name}`,
  label: string = spec.name,
): TerraformValidation {
  const { condition, shown } = terraformCheck(rule.check, value);
  return {
    condition: spec.nullable ? `${value} == null ? true : ${condition}` : condition,
    errorMessage: problemText(label, `\${jsonencode(${shown})}`, rule),
  };
}

function problemText(label: string, shown: string, rule: InputRule): string {
  return `${label} is ${shown}, but must ${rule.must}. Accepted: ${rule.example}`;
}

function terraformCheck(check: RuleCheck, value: string): { readonly condition: string; readonly shown: string } {
  switch (check.kind) {
    case 'matches':
      return { condition: `can(regex(${stringLiteral(check.pattern)}, ${value}))`, shown: value };
    case 'each_matches':
      return { condition: everyElement(value, `can(regex(${stringLiteral(check.pattern)}, element))`), shown: value };
    case 'one_of':
      return { condition: `contains(${literal(check.values)}, ${value})`, shown: value };
    case 'each_one_of':
      return { condition: everyElement(value, `try(contains(${literal(check.values)}, element), false)`), shown: value };
    case 'not_empty':
      return { condition: `length(${value}) > 0`, shown: value };
    case 'custom':
      return check.terraform(value);
  }
}

function everyElement(value: string, test: string): string {
  return `alltrue([\n  for element in ${value} : ${test}\n])`;
}

/**
 * Reader 2: what is wrong with a value, one sentence a broken rule, each naming `label`; empty when nothing is.
 *
 * @param exampleOf how messages write a value that passes. @default - as in Terraform
 */
export function inputProblems(
  spec: InputSpec,
  value: unknown,
  label: string,
  exampleOf: (rule: InputRule) => string = ({ example }) => example,
): readonly string[] {
  if (value === null || value === undefined) {
    return spec.nullable || spec.default !== undefined ? [] : [`${label} is required`];
  }
  return spec.rules
    .filter((rule) => !accepts(rule.check, value))
    .map((rule) => problemText(label, shortened(JSON.stringify(value)), { ...rule, example: exampleOf(rule) }));
}

/** Writes a value that passes as an option, of which a list is several values. */
export const asOption =
  (label: string) =>
  ({ example }: InputRule): string =>
    `${label} ${example.startsWith('[') ? (JSON.parse(example) as readonly string[]).join(' ') : example}`;

function shortened(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function accepts(check: RuleCheck, value: unknown): boolean {
  const elements = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const matches = (pattern: string, text: unknown): boolean => typeof text === 'string' && new RegExp(pattern, 'u').test(text);
  switch (check.kind) {
    case 'matches':
      return matches(check.pattern, value);
    case 'each_matches':
      return elements.every((element) => matches(check.pattern, element));
    case 'one_of':
      return (check.values as readonly unknown[]).includes(value);
    case 'each_one_of':
      return elements.every((element) => (check.values as readonly unknown[]).includes(element));
    case 'not_empty':
      return elements.length > 0;
    case 'custom':
      return check.accepts(value);
  }
}

/** A rule across inputs: a `precondition` in Terraform, a check of all props in a construct. */
export interface CrossInputRule {
  /** Inputs that the rule reads; in a construct it is decided at synth when all of them are literals. */
  readonly inputs: readonly string[];
  readonly terraform: (ref: TerraformReferences) => TerraformValidation;
  /**
   * What is wrong, as a sentence; undefined when nothing is.
   *
   * @param partition of the account that the policy lies in. @default - unknown, as it is to a construct until Terraform runs
   */
  readonly problem: (inputs: InputValues, partition?: string) => string | undefined;
}
