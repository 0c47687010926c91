import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import type { Construct } from 'constructs';
import { COMMENT } from './commented-local';
import type { BlockBody } from './policy-statement-blocks';

/** Adds a policy document of the given blocks, with a comment above it. */
export function policyDocument(scope: Construct, id: string, comment: string, blocks: BlockBody): DataAwsIamPolicyDocument {
  const document = new DataAwsIamPolicyDocument(scope, id);
  document.node.addMetadata(COMMENT, comment);
  for (const [type, value] of Object.entries(blocks)) document.addOverride(type, value);
  return document;
}
