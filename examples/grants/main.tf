# For whoever has to import one volume now, and may not change the policy of its key: a grant, which ends with the
# incident. `terraform destroy` revokes it.
#
# A grant cannot be tied to a service or to all volumes, so it is no way to run every day. This one reads the blocks of one
# volume through EBS direct, which needs no copy and no grant of its own.

terraform {
  required_version = ">= 1.5.7"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.31"
    }
  }
}

variable "target_role_arn" {
  description = "The role that the platform assumes in the account where the volume lies"
  type        = string
}

variable "key_arn" {
  description = "The key of the volume. Run this with credentials that may call kms:CreateGrant on it"
  type        = string
}

variable "volume_id" {
  description = "The volume to import. Its snapshots carry its id too; a copied snapshot carries its own, and needs a grant of its own"
  type        = string
}

provider "aws" {
  region = "eu-west-1"
}

module "incident" {
  source = "../../modules/cado-kms-key-policy"

  target_role_arn     = var.target_role_arn
  acquisition_methods = ["ebs_direct"]

  grants = {
    incident-42 = {
      key_id                    = var.key_arn
      grantee                   = "target"
      encryption_context_equals = { "aws:ebs:id" = var.volume_id }
    }
  }
}

output "grant_ids" {
  description = "Ids of the grants, by name, for aws kms revoke-grant should this state be lost"
  value       = module.incident.grant_ids
}
