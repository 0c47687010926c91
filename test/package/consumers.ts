/** A program of somebody who uses the constructs: what they import, and how. */
export interface Consumer {
  readonly name: string;
  readonly engine: 'cdktf' | 'cdktn';
  readonly package: { readonly type: 'commonjs' | 'module' };
}

export const CONSUMERS: readonly Consumer[] = [
  { name: 'CommonJS on cdktf', engine: 'cdktf', package: { type: 'commonjs' } },
  { name: 'an ES module on cdktf', engine: 'cdktf', package: { type: 'module' } },
  { name: 'CommonJS on cdktn', engine: 'cdktn', package: { type: 'commonjs' } },
  { name: 'an ES module on cdktn', engine: 'cdktn', package: { type: 'module' } },
];

/** The program: all three constructs in one stack, and a resource of the provider beside them; it prints the configuration. */
export const program = ({ engine }: Consumer): string => `
import { KmsKey } from '@${engine}/provider-aws/lib/kms-key/index.js';
import { CadoCrossAccountTrust, CadoKmsKeyPolicy, CadoRole, type CadoRoleProps, type TighteningLevel } from 'cdktf-cado-response${engine === 'cdktn' ? '/cdktn' : ''}';
import { TerraformStack } from '${engine}';
import { RootConstruct } from 'constructs';

const level: TighteningLevel = 'encryption_context';
const limits = { kmsTightening: level, platformRegion: 'eu-west-1', evidenceRegions: ['us-east-1'] };
const props: CadoRoleProps = { ...limits, trustedRoleArns: ['arn:aws:iam::111122223333:role/CadoResponseInstanceRole'] };
// @ts-expect-error a level that there is not
const wrong: TighteningLevel = 'tight';

class Forensics extends TerraformStack {
  public constructor() {
    super(new RootConstruct(), 'forensics');
    const role = new CadoRole(this, 'role', props);
    const trust = new CadoCrossAccountTrust(this, 'trust', { ...limits, platformRoleArn: role.roleArn, roleName: 'CadoResponseTarget' });
    const policy = new CadoKmsKeyPolicy(this, 'policy', { ...limits, targetRoleArn: trust.roleArn });
    new KmsKey(this, 'key', { description: wrong, policy: policy.policyJson });
  }
}

const { '//': _metadata, ...document } = new Forensics().toTerraform() as Record<string, unknown>;
console.log(JSON.stringify(document));
`;

/** What a consumer's tsconfig.json says. */
export const COMPILER_OPTIONS = {
  target: 'es2022',
  module: 'nodenext',
  moduleResolution: 'nodenext',
  strict: true,
  skipLibCheck: false,
  rootDir: '.',
  outDir: 'out',
};
