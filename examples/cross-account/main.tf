# For whoever runs the platform in one account and has evidence in another, and may create roles in both: one root, one
# `terraform apply`, from nothing.
#
# The two roles name each other. That is no cycle: a role's ARN depends on who may assume it, never on what it may do, so
# Terraform makes the platform's role, then the target role that trusts it, then the policy that lets the first assume the
# second.
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

variable "external_id" {
  description = "External id that the platform shows when it assumes the target role: a value of your own, such as a UUID. Null where it shows none"
  type        = string
  default     = null
}

locals {
  # Region of the platform, and of the evidence
  region = "eu-west-1"

  # One level everywhere. Keys are used only through EC2 and S3, only here, and only for volumes and snapshots
  kms_tightening = "encryption_context"
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

# The role as which the platform acts at home. It may assume the one role below, and no other
module "platform" {
  source    = "../../modules/cado-role"
  providers = { aws = aws.platform }

  trusted_role_arns = [var.platform_instance_role_arn]
  target_role_arns  = [module.target.role_arn]
  kms_tightening    = local.kms_tightening
  platform_region   = local.region
}

# The role as which it acts where the evidence lies. It trusts the one role above, and no account
module "target" {
  source    = "../../modules/cado-cross-account-trust"
  providers = { aws = aws.target }

  platform_role_arn = module.platform.role_arn
  external_id       = var.external_id
  kms_tightening    = local.kms_tightening
  platform_region   = local.region
}

# Both roles use the key of the evidence: the platform's role attaches volumes copied under it, the target role shares
# their snapshots. The policy starts from AWS's default, so the account's own IAM policies keep deciding over the key
module "key_policy" {
  source    = "../../modules/cado-kms-key-policy"
  providers = { aws = aws.target }

  platform_role_arn = module.platform.role_arn
  target_role_arn   = module.target.role_arn
  kms_tightening    = local.kms_tightening
  platform_region   = local.region
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

output "key_arn" {
  description = "The key to encrypt volumes with"
  value       = aws_kms_key.volumes.arn
}
