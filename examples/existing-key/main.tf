# For whoever may put a policy on a key that is in nobody's Terraform, or in somebody else's. Nothing here writes to the
# key: Terraform merges the policies, and a person reads the difference and puts the result in place.
#
# Run it with credentials of the key's account, since the merge looks for somebody there who may change the policy
# afterwards.
#
#   aws kms get-key-policy --key-id KEY --policy-name default --query Policy --output text > key-policy.json
#   terraform apply
#   terraform output -raw policy_json > key-policy.merged.json
#   diff <(jq -S . key-policy.json) <(jq -S . key-policy.merged.json)
#   aws kms put-key-policy --key-id KEY --policy-name default --policy file://key-policy.merged.json
#
# To take it back, put key-policy.json in place again. Fetch it anew before every run: a merge into an old file would undo
# what others have changed on the key since.

terraform {
  required_version = ">= 1.5.7"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.31"
    }
  }
}

variable "platform_role_arn" {
  description = "The platform's CadoResponseRole"
  type        = string
}

variable "target_role_arn" {
  description = "The role that the platform assumes in the key's account"
  type        = string
}

provider "aws" {
  region = "eu-west-1"
}

module "key_policy" {
  source = "../../modules/cado-kms-key-policy"

  platform_role_arn    = var.platform_role_arn
  target_role_arn      = var.target_role_arn
  kms_tightening       = "encryption_context"
  platform_region      = "eu-west-1"
  existing_policy_json = file("${path.module}/key-policy.json")
}

output "policy_json" {
  description = "The merged policy, for aws kms put-key-policy"
  value       = module.key_policy.policy_json
}

output "policy_bytes" {
  description = "Its size; KMS takes 32768"
  value       = module.key_policy.policy_bytes
}
