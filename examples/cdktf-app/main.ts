import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { CadoCrossAccountTrust, CadoKmsKeyPolicy, CadoRole } from 'cdktf-cado-response';
import { App, TerraformStack } from 'cdktf';

// Both roles and a key, in one app. ARNs of other resources are known only after the apply; levels, capabilities and
// methods must be known at synth.
const app = new App();
const limits = { kmsTightening: 'encryption_context', platformRegion: 'eu-west-1', evidenceRegions: ['us-east-1'] } as const;

// The platform account: the role that acquires. Account ids make ARNs, so that each stack stands alone.
const platform = new TerraformStack(app, 'platform');
new AwsProvider(platform, 'aws', { region: 'eu-west-1', allowedAccountIds: ['111122223333'] });
new CadoRole(platform, 'role', {
  ...limits,
  trustedRoleArns: ['arn:aws:iam::111122223333:role/CadoResponseInstanceRole'],
  targetRoleArns: ['arn:aws:iam::444455556666:role/CadoResponseRole'],
});

// A target account: the role that the platform assumes, and a key that names it by reference.
const target = new TerraformStack(app, 'target');
new AwsProvider(target, 'aws', { region: 'eu-west-1', allowedAccountIds: ['444455556666'] });
const trust = new CadoCrossAccountTrust(target, 'trust', {
  ...limits,
  platformRoleArn: 'arn:aws:iam::111122223333:role/CadoResponseRole',
  principalMatch: 'principal_arn',
});
const keyPolicy = new CadoKmsKeyPolicy(target, 'key-policy', { ...limits, targetRoleArn: trust.roleArn, principalMatch: 'role_arn' });
new KmsKey(target, 'key', { description: 'EBS volumes', enableKeyRotation: true, policy: keyPolicy.policyJson });

app.synth();
