# For whoever serves several platforms and several accounts from one root.
#
# Two platforms, say of two regions of the company, run in one account, each as a role of its own; for_each makes both. The
# evidence lies in two more accounts, and each platform has a role of its own in each of them.
#
# A call with for_each works with one provider, so an account is a module block, not an element: to add one, copy its
# provider and its block, and name it in local.accounts. From about ten accounts on, apply a root with one
# cado-cross-account-trust in each account instead, and give cado-role target_role_name and organization_id.

terraform {
  required_version = ">= 1.5.7"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.31"
    }
  }
}

variable "deployment_role_name" {
  description = "Role with which Terraform works in the accounts with evidence"
  type        = string
  default     = "OrganizationAccountAccessRole"
}

locals {
  # The accounts with evidence
  accounts = {
    payments = "444455556666"
    web      = "777788889999"
  }

  # By a name that stays: it is part of the names of the roles
  platforms = {
    emea = {
      instance_role_arn = "arn:aws:iam::111122223333:role/CadoResponseInstanceRole-emea"
      region            = "eu-west-1"
    }

    apac = {
      instance_role_arn = "arn:aws:iam::111122223333:role/CadoResponseInstanceRole-apac"
      region            = "ap-southeast-2"
    }
  }

  kms_tightening = "via_service"
}

# The account of the platforms
provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "payments"
  region = "eu-west-1"

  assume_role {
    role_arn = "arn:aws:iam::${local.accounts.payments}:role/${var.deployment_role_name}"
  }
}

provider "aws" {
  alias  = "web"
  region = "eu-west-1"

  assume_role {
    role_arn = "arn:aws:iam::${local.accounts.web}:role/${var.deployment_role_name}"
  }
}

# Names of roles and policies are unique in an account, so each platform has its own. Both platforms give their temporary
# keys and snapshots the same names, so each could delete what the other makes; platforms that must not trust each other
# belong in accounts of their own
module "platform" {
  source   = "../../modules/cado-role"
  for_each = local.platforms

  role_name         = "CadoResponseRole-${each.key}"
  trusted_role_arns = [each.value.instance_role_arn]
  kms_tightening    = local.kms_tightening
  platform_region   = each.value.region

  # Each platform may assume its own role in every account, and never that of the other. The ARNs are spelled out: two
  # calls with for_each that take each other's outputs are a cycle to Terraform, which waits for all of a call at once
  target_role_arns = [
    for account_id in values(local.accounts) : "arn:aws:iam::${account_id}:role/CadoResponseRole-${each.key}"
  ]
}

module "payments" {
  source    = "../../modules/cado-cross-account-trust"
  for_each  = local.platforms
  providers = { aws = aws.payments }

  role_name         = "CadoResponseRole-${each.key}"
  platform_role_arn = module.platform[each.key].role_arn
  kms_tightening    = local.kms_tightening
  platform_region   = each.value.region
}

module "web" {
  source    = "../../modules/cado-cross-account-trust"
  for_each  = local.platforms
  providers = { aws = aws.web }

  role_name         = "CadoResponseRole-${each.key}"
  platform_role_arn = module.platform[each.key].role_arn
  kms_tightening    = local.kms_tightening
  platform_region   = each.value.region
}

output "role_arns" {
  description = "For each platform, its own role and its roles in the other accounts"
  value = {
    for name, role in module.platform : name => {
      platform = role.role_arn
      payments = module.payments[name].role_arn
      web      = module.web[name].role_arn
    }
  }
}
