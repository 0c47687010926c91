import { TerraformElement, TerraformStack, type TerraformBackend } from 'cdktf';
import type { Construct, Node } from 'constructs';
import { isJsonObject, type JsonObject } from '../policy/policy-json';
import { resolvedTokens } from './resolved-tokens';

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

  /** The module's elements, put together. cdktf's own also collects metadata, and resolves every text three times. */
  override toTerraform(): JsonObject {
    const elements = this.node.children.flatMap((child) => child.node.findAll()).filter((node) => TerraformElement.isTerraformElement(node));
    const fragments = elements.map((element) => resolvedTokens(this, (element as TerraformElement).toTerraform()) as JsonObject);
    return fragments.reduce(merged, { '//': { metadata: { stackName: this.node.id, backend: 'local' }, outputs: {} } });
  }
}

function merged(left: JsonObject, right: JsonObject): JsonObject {
  const entries = Object.entries(right).map(([key, value]) => {
    const present = left[key];
    return [key, isJsonObject(present) && isJsonObject(value) ? merged(present, value) : value] as const;
  });
  return { ...left, ...Object.fromEntries(entries) };
}
