import { TerraformElement, TerraformStack, type TerraformBackend } from 'cdktf';
import type { Construct, Node } from 'constructs';

/** A stack that is a Terraform module: no backend, no provider, and elements named as their ids say. */
export class ModuleStack extends TerraformStack {
  constructor(scope: Construct, moduleName: string) {
    super(scope, moduleName);
  }

  /** The id, or what follows its last dot: `policy.statements` is `statements` of its resource type. */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : (element as Node);
    return node.id.slice(node.id.lastIndexOf('.') + 1);
  }

  override ensureBackendExists(): TerraformBackend {
    return undefined as unknown as TerraformBackend;
  }
}
