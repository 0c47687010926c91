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
  source = "../../json"

  platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
}

output "policy_json" {
  description = "The whole key policy"
  value       = module.cado_key_policy.policy_json
}
