import { TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';
import { terraformExpression, terraformTemplate } from '../constructs/terraform-expression';
import { terraformValidation, type InputSpec } from '../policy/input-spec';

/**
 * A module's variable. cdktf's own class rewrites the keys of map defaults, refuses a null default and drops false ones.
 */
export class ModuleVariable extends TerraformElement {
  readonly #spec: InputSpec;

  constructor(scope: Construct, spec: InputSpec) {
    super(scope, `var.${spec.name}`, 'var');
    this.#spec = spec;
  }

  override toTerraform(): unknown {
    const { name, type, description, nullable, rules } = this.#spec;
    const validation = rules.map((rule) => {
      const { condition, errorMessage } = terraformValidation(this.#spec, rule);
      return { condition: terraformExpression(condition), error_message: terraformTemplate(errorMessage) };
    });
    return {
      variable: {
        [name]: {
          description,
          type,
          ...(this.#spec.default !== undefined && { default: this.#spec.default }),
          ...(!nullable && { nullable: false }),
          ...(validation.length > 0 && { validation }),
        },
      },
    };
  }
}
