# For whoever runs the platform in one Region and has evidence in others. Roles are the same everywhere; keys are not: each
# Region has its own, and from via_service on a key is used only in the Regions that are named.

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
  platform_region = "eu-west-1"

  # An import from a Region that is missing here fails with AccessDenied from KMS
  evidence_regions = ["us-east-1", "ap-southeast-2"]

  kms_tightening = "encryption_context"
}

provider "aws" {
  region = local.platform_region
}

provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}

provider "aws" {
  alias  = "ap_southeast_2"
  region = "ap-southeast-2"
}

# IAM is global, so the role is made once, with any of the providers. evidence_regions also says where it may replicate the
# temporary keys through which it moves volumes
module "cado_role" {
  source = "../../modules/cado-role"

  trusted_role_arns = [var.platform_instance_role_arn]
  kms_tightening    = local.kms_tightening
  platform_region   = local.platform_region
  evidence_regions  = local.evidence_regions
}

# A key policy says nothing about where its key lies, so one policy does for every Region
module "key_policy" {
  source = "../../modules/cado-kms-key-policy"

  platform_role_arn = module.cado_role.role_arn
  kms_tightening    = local.kms_tightening
  platform_region   = local.platform_region
  evidence_regions  = local.evidence_regions
}

# The key for copies, in the platform's own Region
resource "aws_kms_key" "platform" {
  description         = "EBS volumes"
  enable_key_rotation = true
  policy              = module.key_policy.policy_json
}

resource "aws_kms_key" "us_east_1" {
  provider = aws.us_east_1

  description         = "EBS volumes"
  enable_key_rotation = true
  policy              = module.key_policy.policy_json
}

resource "aws_kms_key" "ap_southeast_2" {
  provider = aws.ap_southeast_2

  description         = "EBS volumes"
  enable_key_rotation = true
  policy              = module.key_policy.policy_json
}

output "role_arn" {
  description = "The role to enter in the platform's settings"
  value       = module.cado_role.role_arn
}

output "key_arns" {
  description = "The keys to encrypt volumes with, by Region"
  value = {
    (local.platform_region) = aws_kms_key.platform.arn
    us-east-1               = aws_kms_key.us_east_1.arn
    ap-southeast-2          = aws_kms_key.ap_southeast_2.arn
  }
}
