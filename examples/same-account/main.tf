# For whoever runs the platform in the account in which the evidence lies: one role, and the key policy that lets it read
# encrypted volumes. No other account comes into it.

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
  description = "Role of the instance that the platform runs on. It must exist already"
  type        = string
}

locals {
  # Region of the platform, and of the evidence
  region = "eu-west-1"

  # The role and the key say the same: keys are used only through EC2 and S3, only here, and only for volumes and snapshots
  kms_tightening = "encryption_context"
}

provider "aws" {
  region = local.region
}

module "cado_role" {
  source = "../../modules/cado-role"

  trusted_role_arns = [var.platform_instance_role_arn]
  kms_tightening    = local.kms_tightening
  platform_region   = local.region

  # Nothing is moved between accounts, so the platform needs no key of its own for that
  temporary_key = { enabled = false }
}

module "key_policy" {
  source = "../../modules/cado-kms-key-policy"

  platform_role_arn = module.cado_role.role_arn
  kms_tightening    = local.kms_tightening
  platform_region   = local.region
}

# A key of yours. Where it exists already, its `policy` is the only line to change: see managed-key-policy when that line
# holds a policy, and existing-key when the key is not in your Terraform
resource "aws_kms_key" "volumes" {
  description         = "EBS volumes"
  enable_key_rotation = true
  policy              = module.key_policy.policy_json
}

output "role_arn" {
  description = "The role to enter in the platform's settings"
  value       = module.cado_role.role_arn
}

output "key_arn" {
  description = "The key to encrypt volumes with"
  value       = aws_kms_key.volumes.arn
}
