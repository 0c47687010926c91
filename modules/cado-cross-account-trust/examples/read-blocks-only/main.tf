terraform {
  required_version = ">= 1.5.7"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.31"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

module "cado_trust" {
  source = "../.."

  platform_role_arn             = "arn:aws:iam::111122223333:role/CadoResponseRole"
  additional_platform_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
  capabilities                  = ["ec2"]
  acquisition_methods           = ["ebs_direct"]
  kms_tightening                = "pinned"
  platform_region               = "eu-west-1"
}

output "role_arn" {
  description = "The role, for target_role_arns of cado-role"
  value       = module.cado_trust.role_arn
}
