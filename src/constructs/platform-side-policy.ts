import type { Construct } from 'constructs';
import { PLATFORM_SIDE_TEMPLATE } from '../catalogue/cross-account-trust/statements';
import { policyDocument } from './policy-document';
import { statementBlocks } from './policy-statement-blocks';
import type { RoleResources } from './role-resources';

/** Adds what the platform's role needs on its side to assume the role; a reference to the policy. */
export function platformSidePolicyJson(scope: Construct, { ref }: RoleResources): string {
  const blocks = statementBlocks(PLATFORM_SIDE_TEMPLATE.statements, { ref, decide: () => true });
  return policyDocument(scope, 'policy.platform_side', "What the platform's role needs on its side", blocks).json;
}
