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

  target_role_arn  = "arn:aws:iam::444455556666:role/CadoResponseRole"
  kms_tightening   = "encryption_context"
  platform_region  = "eu-west-1"
  evidence_regions = ["us-east-1"]
}

resource "aws_kms_key" "volumes" {
  description         = "EBS volumes of the production account"
  policy              = module.cado_key_policy.policy_json
  enable_key_rotation = true
}
