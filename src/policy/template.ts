import type { Guard, InputValues, NamedGuards } from './guard';

/**
 * A policy template: statements as data, read by two readers.
 *
 * `resolve()` turns it into plain policy JSON for given inputs; the constructs turn the same records into
 * `data.aws_iam_policy_document` with guarded dynamic blocks. No policy is ever written twice.
 */
export interface PolicyTemplate extends TemplateTerms {
  /** In the order in which they are emitted. Unguarded statements come first, so that HCL and JSON keep one order. */
  readonly statements: readonly StatementTemplate[];
}

/** The guards and derived values that statements refer to; the policies of one role share them. */
export interface TemplateTerms {
  readonly guards: NamedGuards;
  readonly derivations: readonly Derivation[];
}

/** One statement, with whom it serves and the guard that says for which inputs it exists. */
export interface StatementTemplate {
  /** Letters and digits only, unique in its template. */
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  /** Whom the statement serves and what stops without it; one sentence, printed above the statement. */
  readonly purpose: string;
  /** The AWS or vendor page that the statement rests on. */
  readonly source: string;
  /** @default - the statement always exists */
  readonly when?: Guard;
  /** The first case whose guard holds. The last case has no guard. */
  readonly actions: readonly ActionCase[];
  /** @default - none: a trust policy */
  readonly resources?: Values;
  /** AWS principals. @default - none: an identity policy */
  readonly principals?: Values;
  readonly conditions: readonly (ConditionTemplate | TagConditionTemplate)[];
}

/** Actions, and for which inputs they are the statement's. */
export interface ActionCase {
  readonly when?: Guard;
  readonly actions: readonly string[];
}

/** One condition of a statement. */
export interface ConditionTemplate {
  /** Condition operator, e.g. `StringEquals`, `ForAllValues:StringEquals`. */
  readonly test: string;
  /** Condition key, e.g. `kms:ViaService`. */
  readonly variable: string;
  readonly values: Values;
  /** @default - the condition always exists */
  readonly when?: Guard;
}

/** One condition for each entry of a map input: the key completes the condition key, the value must be equal. */
export interface TagConditionTemplate {
  readonly test: 'StringEquals';
  /** What comes before the tag's key, e.g. `ssm:resourceTag/`. */
  readonly prefix: string;
  /** The map input with the tags. */
  readonly tags: string;
}

/**
 * Literal values, ARN patterns in which `{partition}` and `{account}` stand for the account of the policy, a list input,
 * or a derived list (`name`, or `name.key` of a derived map).
 */
export type Values = readonly string[] | { readonly arns: readonly string[] } | { readonly input: string } | { readonly derived: string };

/**
 * How a Terraform expression names things: `var.x` or a literal for an input, `local.x` for a guard or derivation.
 * The text is an expression, without `${}`.
 */
export interface TerraformReferences {
  input(name: string): string;
  guard(name: string): string;
  derived(name: string): string;
  /** The partition the provider works in, e.g. `aws`. */
  readonly partition: string;
  /** The account the provider works in, 12 digits. */
  readonly accountId: string;
}

/** What a derivation may read besides the inputs. */
export interface PolicyContext {
  /** The partition of the account that the policy lies in: `aws`, `aws-us-gov`, `aws-cn`, … */
  readonly partition: string;
  /** That account, 12 digits. @default - unknown; a template that names it throws */
  readonly accountId?: string;
}

/** A list, or a map of lists, computed from inputs; written once for each reader. */
export interface Derivation {
  readonly name: string;
  /** What the value is; printed above the local. */
  readonly meaning: string;
  readonly resolve: (inputs: InputValues, context: PolicyContext) => DerivedValue;
  readonly terraform: (ref: TerraformReferences) => string;
}

/** The value of a derivation. */
export type DerivedValue = readonly string[] | Readonly<Record<string, readonly string[]>>;

/** Every guard of a template: the named ones, and those that stand at a statement, its actions or its conditions. */
export function everyGuard({ guards }: TemplateTerms, statements: readonly StatementTemplate[]): readonly Guard[] {
  const inline = statements.flatMap(({ when, actions, conditions }) => [
    when,
    ...actions.map((choice) => choice.when),
    ...conditions.map((condition) => ('tags' in condition ? undefined : condition.when)),
  ]);
  return [...Object.values(guards), ...inline.filter((guard) => guard !== undefined)];
}
