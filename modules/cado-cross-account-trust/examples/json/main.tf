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
  source = "../../json"

  platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
}

output "role_arn" {
  description = "The role, for target_role_arns of cado-role"
  value       = module.cado_trust.role_arn
}
