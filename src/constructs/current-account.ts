import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import type { Construct } from 'constructs';
import type { AccountReferences } from './template-scope';

/** Adds the data sources that name the provider's own account and partition. */
export function currentAccount(scope: Construct): AccountReferences {
  const { partition } = new DataAwsPartition(scope, 'partition.current');
  const { accountId } = new DataAwsCallerIdentity(scope, 'caller.current');
  return { partition, accountId };
}
