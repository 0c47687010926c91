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

  trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
  target_role_arns  = ["arn:aws:iam::444455556666:role/CadoResponseRole", "arn:aws:iam::777788889999:role/CadoResponseRole"]
  kms_tightening    = "via_service"
  platform_region   = "eu-west-1"
  evidence_regions  = ["us-east-1"]
}

output "role_arn" {
  description = "The role, for cado-cross-account-trust and the platform"
  value       = module.cado_role.role_arn
}
