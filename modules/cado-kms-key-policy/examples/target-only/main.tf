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

module "cado_key_policy" {
  source = "../.."

  target_role_arn = "arn:aws:iam::444455556666:role/CadoResponseRole"
  kms_tightening  = "pinned"
  platform_region = "eu-west-1"
  enforce         = true
}

output "statements_json" {
  description = "Our statements alone, for a policy put together elsewhere"
  value       = module.cado_key_policy.statements_json
}
