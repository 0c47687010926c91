# For whoever already has a CadoResponseRole, made by hand or from the vendor's template, and wants it managed and tightened
# without the platform noticing: the role keeps its ARN and its unique id, so nothing that names it has to change.
#
# The danger is what the role has already. IAM adds policies up, so one wide policy left on it allows everything that the
# module takes away. No data source lists the policies of a role; the two resources *_exclusive do, once they are imported:
# the plan shows each leftover by name, and what it does to it.
#
#   terraform plan     # "3 to import"; read every policy_names and policy_arns that goes, and "0 to destroy"
#   terraform apply    # attaches the new policies first, then takes the leftovers away
#
# The plan must not replace the role: role_path has to be what aws iam get-role shows. To let go of the role again without
# deleting it, take module.cado_role out of the state with terraform state rm; terraform destroy deletes it.

terraform {
  required_version = ">= 1.5.7"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.72" # the first with both *_exclusive
    }
  }
}

variable "platform_instance_role_arn" {
  description = "Role of the instance that the platform runs on: whoever assumes the role today"
  type        = string
}

locals {
  role_name = "CadoResponseRole"

  # Leftovers to keep for now, while you compare. Each still allows all that it says, whatever kms_tightening is
  kept_inline_policies = []
  kept_managed_arns    = []
}

provider "aws" {
  region = "eu-west-1"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

module "cado_role" {
  source = "../../modules/cado-role"

  role_name         = local.role_name
  trusted_role_arns = [var.platform_instance_role_arn]
  kms_tightening    = "encryption_context"
  platform_region   = "eu-west-1"
}

# Terraform 1.5 takes only literal ids
import {
  to = module.cado_role.aws_iam_role.this
  id = "CadoResponseRole"
}

# Inline policies beside the module's: it has none, so all of them are leftovers
resource "aws_iam_role_policies_exclusive" "cado" {
  role_name    = local.role_name
  policy_names = local.kept_inline_policies

  # What replaces them is in place before they go
  depends_on = [module.cado_role]
}

import {
  to = aws_iam_role_policies_exclusive.cado
  id = "CadoResponseRole"
}

# Managed policies attached beside the module's, such as AdministratorAccess. They are detached, not deleted. The module's
# ARNs are spelled out, since the plan could not show what goes if it did not know them yet
resource "aws_iam_role_policy_attachments_exclusive" "cado" {
  role_name = local.role_name

  policy_arns = concat(local.kept_managed_arns, [
    for key in keys(module.cado_role.policy_json) :
    "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:policy/${local.role_name}-${key}"
  ])

  depends_on = [module.cado_role]
}

import {
  to = aws_iam_role_policy_attachments_exclusive.cado
  id = "CadoResponseRole"
}

output "role_unique_id" {
  description = "The same before and after: policies that name the role stay bound to it"
  value       = module.cado_role.role_unique_id
}
