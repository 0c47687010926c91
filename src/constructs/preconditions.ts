import type { TerraformElement, TerraformOutput } from 'cdktf';
import type { TerraformValidation } from '../policy/input-spec';
import { isConstant, terraformExpression, terraformTemplate } from './terraform-expression';

/** Adds preconditions to a resource or data source; those that refer to nothing were decided at synth. */
export function addPreconditions(element: TerraformElement, rules: readonly TerraformValidation[]): void {
  const open = rules.filter(({ condition }) => !isConstant(condition));
  if (open.length > 0) element.addOverride('lifecycle.precondition', open.map(preconditionBody));
}

/** Adds preconditions to an output; cdktf's own property for them is never rendered. */
export function addOutputPreconditions(output: TerraformOutput, rules: readonly TerraformValidation[]): void {
  output.addOverride('precondition', rules.map(preconditionBody));
}

/** A `precondition` or `validation` block, from expression and template text. */
export function preconditionBody(rule: TerraformValidation): Readonly<Record<string, unknown>> {
  return { condition: terraformExpression(rule.condition), error_message: terraformTemplate(rule.errorMessage) };
}
