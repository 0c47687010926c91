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

  target_role_arn     = "arn:aws:iam::444455556666:role/CadoResponseRole"
  acquisition_methods = ["ebs_direct"]

  grants = {
    incident-42 = {
      key_id  = "arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab"
      grantee = "target"
      encryption_context_equals = {
        "aws:ebs:id" = "vol-0123456789abcdef0"
      }
    }
  }
}

output "grant_ids" {
  description = "Ids of the grants, by name"
  value       = module.cado_key_policy.grant_ids
}
