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

module "cado_role" {
  source = "../.."

  trusted_role_arns   = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
  target_role_name    = "CadoResponseRole"
  organization_id     = "o-a1b2c3d4e5"
  acquisition_methods = ["ebs_direct"]
}

output "role_arn" {
  description = "The role, for cado-cross-account-trust and the platform"
  value       = module.cado_role.role_arn
}
