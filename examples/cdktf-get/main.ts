import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { CadoRole } from './.gen/modules/cado_role';

// The emitted module through `cdktf get`: the way for Python, Go, Java and C#, which read the same cdktf.json. With a
// registry, `source` and `version` of cdktf.json name the published module instead of a folder.
const app = new App();
const stack = new TerraformStack(app, 'platform');
new AwsProvider(stack, 'aws', { region: 'eu-west-1' });

const role = new CadoRole(stack, 'role', {
  trustedRoleArns: ['arn:aws:iam::111122223333:role/CadoResponseInstanceRole'],
  kmsTightening: 'via_service',
  platformRegion: 'eu-west-1',
});

new TerraformOutput(stack, 'role_arn', { value: role.roleArnOutput });

app.synth();
