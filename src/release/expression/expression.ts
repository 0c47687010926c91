import type { Json } from '../../policy/policy-json';

/**
 * An expression of Terraform's language, as far as modules of this project use it. What is beyond is `unknown`: whoever
 * evaluates it gets {@link Undecided}.
 *
 * Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export type Expression =
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'template'; readonly parts: readonly (string | Expression)[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly key: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly isExpanded: boolean }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'conditional'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'tuple'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly items: readonly (readonly [key: Expression, value: Expression])[] }
  | ForExpression
  | { readonly kind: 'unknown'; readonly text: string };

/** `[for …]`, or `{for …}` where it has a key. */
export interface ForExpression {
  readonly kind: 'for';
  readonly keyName?: string;
  readonly valueName: string;
  readonly over: Expression;
  readonly key?: Expression;
  readonly value: Expression;
  readonly condition?: Expression;
}

/** Something cannot be told: an expression beyond the grammar, or a value that only AWS or an apply knows. */
export class Undecided extends Error {}

/** The literal text of an expression that is one. */
export const textsIn = (expression: Expression): readonly string[] =>
  expression.kind === 'literal' && typeof expression.value === 'string' ? [expression.value] : [];
