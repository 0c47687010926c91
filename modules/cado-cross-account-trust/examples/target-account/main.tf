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

  platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
  external_id       = "0f3c9a52-6d1e-4b7a-8c25-91d4e7b3a608"
  kms_tightening    = "encryption_context"
  platform_region   = "eu-west-1"
  evidence_regions  = ["us-east-1"]
}

output "role_arn" {
  description = "The role, for target_role_arns of cado-role"
  value       = module.cado_trust.role_arn
}
