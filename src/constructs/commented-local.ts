import { TerraformLocal } from 'cdktf';
import type { Construct } from 'constructs';
import { terraformExpression } from './terraform-expression';

/** Construct metadata that holds the comment of a resource or data source, for the emitted modules. */
export const COMMENT = 'comment';

/** A local with a comment, which Terraform ignores under `//` and the emitted modules print above it. */
export class CommentedLocal extends TerraformLocal {
  readonly #comment: string;

  /** @param expression text of a Terraform expression; references in it are tokens. */
  constructor(scope: Construct, id: string, comment: string, expression: string) {
    super(scope, id, terraformExpression(expression));
    this.#comment = comment;
  }

  /** The local as text of an expression: plain, since a token of cdktf costs more than all the rest of an expression. */
  get reference(): string {
    return `local.${this.friendlyUniqueId}`;
  }

  override toTerraform(): unknown {
    const rendered = super.toTerraform() as { locals: Record<string, unknown> };
    if (this.#comment === '') return rendered;
    return { locals: { '//': { [this.friendlyUniqueId]: this.#comment }, ...rendered.locals } };
  }
}
