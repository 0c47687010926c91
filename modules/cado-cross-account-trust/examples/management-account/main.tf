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
  organization_id   = "o-a1b2c3d4e5"
  capabilities      = ["organizations", "policy_check"]
}

output "role_arn" {
  description = "The role, for target_role_arns of cado-role"
  value       = module.cado_trust.role_arn
}

output "platform_assume_role_policy_json" {
  description = "What the platform's role needs on its side"
  value       = module.cado_trust.platform_assume_role_policy_json
}
