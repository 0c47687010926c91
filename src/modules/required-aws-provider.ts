import { TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';

/** The lowest AWS provider that has everything the modules use. */
export const AWS_PROVIDER_VERSION = '>= 5.31';

/** The lowest Terraform that has everything the modules use. */
export const TERRAFORM_VERSION = '>= 1.5.7';

/** States that a module needs the AWS provider without configuring one: providers are the caller's. */
export class RequiredAwsProvider extends TerraformProvider {
  constructor(scope: Construct) {
    super(scope, 'provider.aws', { terraformResourceType: 'aws', terraformProviderSource: 'hashicorp/aws', terraformGeneratorMetadata: { providerName: 'aws' } });
  }

  override toTerraform(): unknown {
    return {
      terraform: {
        required_version: TERRAFORM_VERSION,
        required_providers: { aws: { source: 'hashicorp/aws', version: AWS_PROVIDER_VERSION } },
      },
    };
  }
}
