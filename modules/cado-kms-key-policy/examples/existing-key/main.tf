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

  platform_role_arn    = "arn:aws:iam::111122223333:role/CadoResponseRole"
  target_role_arn      = "arn:aws:iam::444455556666:role/CadoResponseRole"
  kms_tightening       = "via_service"
  platform_region      = "eu-west-1"
  existing_policy_json = file("${path.module}/key-policy.json")
}

output "policy_json" {
  description = "The merged key policy, for aws kms put-key-policy"
  value       = module.cado_key_policy.policy_json
}

output "policy_bytes" {
  description = "Its size; KMS takes 32768"
  value       = module.cado_key_policy.policy_bytes
}
