# A key whose policy this configuration already writes: the policy stays where it is, and the module merges into it.

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

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_iam_policy_document" "key" {
  # AWS's default: the account's own IAM policies decide
  statement {
    sid       = "Enable IAM User Permissions"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }

  # CloudWatch Logs encrypts log groups with this key
  statement {
    sid       = "AllowCloudWatchLogs"
    actions   = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.eu-west-1.amazonaws.com"]
    }
  }
}

module "cado_key_policy" {
  source = "../../modules/cado-kms-key-policy"

  target_role_arn      = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/CadoResponseRole"
  kms_tightening       = "encryption_context"
  platform_region      = "eu-west-1"
  existing_policy_json = data.aws_iam_policy_document.key.json
}

resource "aws_kms_key" "volumes" {
  description         = "EBS volumes"
  enable_key_rotation = true
  policy              = module.cado_key_policy.policy_json
}

output "policy_bytes" {
  description = "Size of the merged policy; KMS takes 32768"
  value       = module.cado_key_policy.policy_bytes
}
