# For whoever keeps evidence keys in their own account: the key policy names the target account's role and nobody of the
# platform's account. The target role re-encrypts a copy of each snapshot to a temporary key of the platform, and only
# that copy leaves the account. It is the tightest way to import volumes across accounts, and the only one for volumes
# under an AWS managed key, which cannot leave their account at all.
#
# The credentials of the environment are those of the platform's account; the target account is reached through a role of
# yours there.

terraform {
  required_version = ">= 1.5.7"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.31"
    }
  }
}

variable "platform_instance_role_arn" {
  description = "Role of the instance that the platform runs on, in the platform's account. It must exist already"
  type        = string
}

variable "target_deployment_role_arn" {
  description = "Role in the target account with which Terraform creates the role and the key there"
  type        = string
}

locals {
  # Region of the platform, and of the evidence
  region = "eu-west-1"

  # The tightest level: also which operations a grant may pass on, and which accounts may call
  kms_tightening = "pinned"
}

provider "aws" {
  alias  = "platform"
  region = local.region
}

provider "aws" {
  alias  = "target"
  region = local.region

  assume_role {
    role_arn = var.target_deployment_role_arn
  }
}

module "platform" {
  source    = "../../modules/cado-role"
  providers = { aws = aws.platform }

  trusted_role_arns = [var.platform_instance_role_arn]
  target_role_arns  = [module.target.role_arn]
  kms_tightening    = local.kms_tightening
  platform_region   = local.region

  # No key of anybody, only the temporary ones that the platform makes itself
  kms_key_arns = []
}

module "target" {
  source    = "../../modules/cado-cross-account-trust"
  providers = { aws = aws.target }

  platform_role_arn = module.platform.role_arn
  kms_tightening    = local.kms_tightening
  platform_region   = local.region

  # This key, and the temporary keys of the platform's account, which nobody knows before they exist
  kms_key_arns            = [aws_kms_key.volumes.arn]
  platform_temporary_keys = true
}

module "key_policy" {
  source    = "../../modules/cado-kms-key-policy"
  providers = { aws = aws.target }

  # Without platform_role_arn the platform's account is not in the policy
  target_role_arn = module.target.role_arn
  kms_tightening  = local.kms_tightening
  platform_region = local.region

  # AWS's default policy lets the account's IAM policies decide over the key, so a wide policy on the role would reach
  # around ours. This denies the role whatever is not said here
  enforce = true
}

resource "aws_kms_key" "volumes" {
  provider = aws.target

  description         = "EBS volumes"
  enable_key_rotation = true
  policy              = module.key_policy.policy_json
}

output "platform_role_arn" {
  description = "The role to enter in the platform's settings"
  value       = module.platform.role_arn
}

output "target_role_arn" {
  description = "The role to enter in the platform for the target account"
  value       = module.target.role_arn
}
