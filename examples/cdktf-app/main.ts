import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { CadoKmsKeyPolicy } from 'cdktf-cado-response';
import { App, Fn, TerraformStack } from 'cdktf';

// A role and a key in one stack. The role's ARN is known only after the apply; the level must be known at synth.
const app = new App();
const stack = new TerraformStack(app, 'forensics');
new AwsProvider(stack, 'aws', { region: 'eu-west-1' });

const role = new IamRole(stack, 'role', {
  name: 'CadoResponseRole',
  assumeRolePolicy: Fn.jsonencode({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::111122223333:role/CadoResponseRole' } }],
  }),
});

const keyPolicy = new CadoKmsKeyPolicy(stack, 'key-policy', {
  targetRoleArn: role.arn,
  kmsTightening: 'encryption_context',
  platformRegion: 'eu-west-1',
  principalMatch: 'role_arn',
});

new KmsKey(stack, 'key', { description: 'EBS volumes', enableKeyRotation: true, policy: keyPolicy.policyJson });

app.synth();
