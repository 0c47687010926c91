data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

# What the platform needs of the key, and nothing else
data "aws_iam_policy_document" "statements" {
  # The platform reads the key type before an import and EBS reads it during one; a direct call, so neither a
  # service nor an encryption context can be asked for.
  statement {
    sid       = "CadoResponseDescribeKey"
    effect    = "Allow"
    actions   = ["kms:DescribeKey"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = local.principals.every
    }

    dynamic "condition" {
      for_each = local.by_principal_arn ? [1] : []

      content {
        test     = "ArnEquals"
        variable = "aws:PrincipalArn"
        values   = local.role_arns.every
      }
    }

    dynamic "condition" {
      for_each = local.at_least_pinned ? [1] : []

      content {
        test     = "StringEquals"
        variable = "kms:CallerAccount"
        values   = local.caller_accounts.every
      }
    }
  }

  # EBS decrypts and re-encrypts for the roles when they read, copy, share or attach an encrypted volume.
  dynamic "statement" {
    for_each = local.protects_ebs ? [1] : []

    content {
      sid    = "CadoResponseEbsUse"
      effect = "Allow"

      actions = (
        !local.create_volume ? ["kms:Decrypt"] :
        local.at_least_encryption_context ? [
          "kms:Decrypt",
          "kms:GenerateDataKeyWithoutPlaintext",
          "kms:ReEncryptFrom",
          "kms:ReEncryptTo",
        ] :
        ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"]
      )

      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = local.principals.ebs
      }

      dynamic "condition" {
        for_each = local.by_principal_arn ? [1] : []

        content {
          test     = "ArnEquals"
          variable = "aws:PrincipalArn"
          values   = local.role_arns.ebs
        }
      }

      dynamic "condition" {
        for_each = local.at_least_via_service ? [1] : []

        content {
          test     = "StringEquals"
          variable = "kms:ViaService"
          values   = local.ec2_services
        }
      }

      dynamic "condition" {
        for_each = local.at_least_encryption_context ? [1] : []

        content {
          test     = "StringLike"
          variable = "kms:EncryptionContext:aws:ebs:id"
          values   = var.ebs_resource_ids
        }
      }

      dynamic "condition" {
        for_each = local.at_least_pinned ? [1] : []

        content {
          test     = "StringEquals"
          variable = "kms:CallerAccount"
          values   = local.caller_accounts.ebs
        }
      }
    }
  }

  # EC2 takes a grant to decrypt a volume while it is attached or copied. A statement of its own:
  # kms:GrantIsForAWSResource is absent from every other call and would deny it.
  dynamic "statement" {
    for_each = local.create_grant ? [1] : []

    content {
      sid       = "CadoResponseEbsCreateGrant"
      effect    = "Allow"
      actions   = ["kms:CreateGrant"]
      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = local.principals.create_grant
      }

      dynamic "condition" {
        for_each = local.by_principal_arn ? [1] : []

        content {
          test     = "ArnEquals"
          variable = "aws:PrincipalArn"
          values   = local.role_arns.create_grant
        }
      }

      dynamic "condition" {
        for_each = local.at_least_aws_resources ? [1] : []

        content {
          test     = "Bool"
          variable = "kms:GrantIsForAWSResource"
          values   = ["true"]
        }
      }

      dynamic "condition" {
        for_each = local.at_least_via_service ? [1] : []

        content {
          test     = "StringEquals"
          variable = "kms:ViaService"
          values   = local.ec2_services
        }
      }

      dynamic "condition" {
        for_each = local.at_least_encryption_context ? [1] : []

        content {
          test     = "StringLike"
          variable = "kms:EncryptionContext:aws:ebs:id"
          values   = var.ebs_resource_ids
        }
      }

      dynamic "condition" {
        for_each = local.at_least_pinned ? [1] : []

        content {
          test     = "ForAllValues:StringEquals"
          variable = "kms:GrantOperations"

          values = [
            "Decrypt",
            "GenerateDataKeyWithoutPlaintext",
            "ReEncryptFrom",
            "ReEncryptTo",
            "DescribeKey",
            "CreateGrant",
            "RetireGrant",
          ]
        }
      }

      dynamic "condition" {
        for_each = local.at_least_pinned ? [1] : []

        content {
          test     = "Null"
          variable = "kms:GrantOperations"
          values   = ["false"]
        }
      }

      dynamic "condition" {
        for_each = local.at_least_pinned ? [1] : []

        content {
          test     = "StringEquals"
          variable = "kms:GrantConstraintType"
          values   = ["EncryptionContextSubset", "EncryptionContextEquals"]
        }
      }

      dynamic "condition" {
        for_each = local.at_least_pinned ? [1] : []

        content {
          test     = "StringEquals"
          variable = "kms:CallerAccount"
          values   = local.caller_accounts.create_grant
        }
      }
    }
  }

  # S3 decrypts objects for the role that reads the evidence bucket. Below via_service the EBS statement already
  # allows it, so this one exists only where it adds something.
  dynamic "statement" {
    for_each = local.s3_decrypt ? [1] : []

    content {
      sid       = "CadoResponseS3Decrypt"
      effect    = "Allow"
      actions   = ["kms:Decrypt"]
      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = local.principals.s3
      }

      dynamic "condition" {
        for_each = local.by_principal_arn ? [1] : []

        content {
          test     = "ArnEquals"
          variable = "aws:PrincipalArn"
          values   = local.role_arns.s3
        }
      }

      dynamic "condition" {
        for_each = local.at_least_via_service ? [1] : []

        content {
          test     = "StringEquals"
          variable = "kms:ViaService"
          values   = local.s3_services
        }
      }

      dynamic "condition" {
        for_each = local.at_least_encryption_context ? [1] : []

        content {
          test     = "StringLike"
          variable = "kms:EncryptionContext:aws:s3:arn"
          values   = local.s3_context_arns
        }
      }

      dynamic "condition" {
        for_each = local.at_least_pinned ? [1] : []

        content {
          test     = "StringEquals"
          variable = "kms:CallerAccount"
          values   = local.caller_accounts.s3
        }
      }
    }
  }

  # Root delegation lets a wide role policy walk around the statements above. This denies the roles, and nobody
  # else, any use of the key that does not come through the services.
  dynamic "statement" {
    for_each = local.enforce ? [1] : []

    content {
      sid       = "CadoResponseDenyOutsideServices"
      effect    = "Deny"
      actions   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant"]
      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = local.principals.every
      }

      condition {
        test     = "StringNotEquals"
        variable = "kms:ViaService"
        values   = local.services
      }

      dynamic "condition" {
        for_each = local.by_principal_arn ? [1] : []

        content {
          test     = "ArnEquals"
          variable = "aws:PrincipalArn"
          values   = local.role_arns.every
        }
      }
    }
  }

  lifecycle {
    precondition {
      condition     = var.platform_role_arn != null || var.target_role_arn != null
      error_message = "platform_role_arn and target_role_arn are both null, so nobody would be let in. Give at least one, e.g. platform_role_arn = arn:aws:iam::111122223333:role/CadoResponseRole"
    }

    precondition {
      condition     = !local.at_least_via_service || length(local.regions) > 0
      error_message = "kms_tightening ${jsonencode(var.kms_tightening)} ties the key to Regions, but platform_region is null and evidence_regions is empty. Give at least one, e.g. platform_region = eu-west-1"
    }

    precondition {
      condition     = (!local.grants_to_platform || length(local.platform_role_arns) > 0) && (!local.grants_to_target || local.target_given)
      error_message = "create_grant_for is ${jsonencode(var.create_grant_for)} but names a role that is not given. Give platform_role_arn or target_role_arn as well, or take it out, e.g. create_grant_for = [\"target\"] with target_role_arn"
    }

    precondition {
      condition     = length(local.foreign_arns) == 0
      error_message = "platform_role_arn, target_role_arn, additional_platform_role_arns and evidence_source_bucket_arns must lie in the partition of the key, ${data.aws_partition.current.partition}, since nothing crosses partitions; not ${jsonencode(local.foreign_arns)}. Accepted: arn:${data.aws_partition.current.partition}:iam::111122223333:role/CadoResponseRole"
    }

    precondition {
      condition     = length(local.foreign_regions) == 0
      error_message = "platform_region and evidence_regions must be Regions of the partition of the key, ${data.aws_partition.current.partition}; not ${jsonencode(local.foreign_regions)}. Accepted: eu-west-1 in aws, us-gov-west-1 in aws-us-gov, cn-north-1 in aws-cn"
    }
  }
}

# What a key gets that has no policy yet: AWS's own default
data "aws_iam_policy_document" "root_delegation" {
  # The account's own administrators: its IAM policies decide over the key, and nobody outside the account is
  # named.
  statement {
    sid       = "Enable IAM User Permissions"
    effect    = "Allow"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }
}

locals {
  # The inputs that decide which statements exist; a sensitive one shapes the policy like any other
  shape = {
    kms_tightening              = try(nonsensitive(var.kms_tightening), var.kms_tightening)
    principal_match             = try(nonsensitive(var.principal_match), var.principal_match)
    acquisition_methods         = try(nonsensitive(var.acquisition_methods), var.acquisition_methods)
    target_role_arn             = try(nonsensitive(var.target_role_arn), var.target_role_arn)
    protects                    = try(nonsensitive(var.protects), var.protects)
    create_grant_for            = try(nonsensitive(var.create_grant_for), var.create_grant_for)
    evidence_source_bucket_arns = try(nonsensitive(var.evidence_source_bucket_arns), var.evidence_source_bucket_arns)
    enforce                     = try(nonsensitive(var.enforce), var.enforce)
  }

  # Which statements and conditions exist
  at_least_aws_resources      = contains(["aws_resources", "via_service", "encryption_context", "pinned"], local.shape.kms_tightening)
  at_least_via_service        = contains(["via_service", "encryption_context", "pinned"], local.shape.kms_tightening)
  at_least_encryption_context = contains(["encryption_context", "pinned"], local.shape.kms_tightening)
  at_least_pinned             = local.shape.kms_tightening == "pinned"
  by_principal_arn            = local.shape.principal_match == "principal_arn"
  create_volume               = contains(local.shape.acquisition_methods, "create_volume")
  target_given                = local.shape.target_role_arn != null
  protects_ebs                = contains(local.shape.protects, "ebs")
  protects_s3                 = contains(local.shape.protects, "s3")
  grants_by_default           = local.shape.create_grant_for == null
  grants_to_platform          = try(contains(local.shape.create_grant_for, "platform"), false)
  grants_to_target            = try(contains(local.shape.create_grant_for, "target"), false)
  no_source_buckets           = try(length(local.shape.evidence_source_bucket_arns) == 0, false)

  create_grant = (
    local.protects_ebs &&
    (
      (local.grants_by_default && local.create_volume) ||
      (local.grants_to_platform && (local.create_volume || !local.target_given)) ||
      (local.grants_to_target && local.target_given)
    )
  )

  s3_decrypt = local.protects_s3 && !local.no_source_buckets && (local.at_least_via_service || !local.protects_ebs)
  enforce    = local.shape.enforce && local.at_least_via_service

  # The platform's roles, and the role it assumes in the target account
  platform_role_arns = distinct(compact(concat([var.platform_role_arn], var.additional_platform_role_arns)))
  target_role_arns   = compact([var.target_role_arn])
  all_role_arns      = distinct(concat(local.platform_role_arns, local.target_role_arns))

  # Whoever reads in the target account does so as the target role, if there is one
  reading_role_arns = local.target_given ? local.target_role_arns : local.platform_role_arns

  # A copied volume passes through the hands of every role; EBS direct reads as one
  ebs_role_arns = local.create_volume ? local.all_role_arns : local.reading_role_arns

  # Who was chosen to create grants, before that is cut to the roles that use the key for EBS
  grant_role_arns = concat(
    local.grants_by_default && local.create_volume ? local.all_role_arns : [],
    local.grants_to_platform ? local.platform_role_arns : [],
    local.grants_to_target ? local.target_role_arns : [],
  )

  # The roles that each kind of statement serves
  role_arns = {
    every        = local.all_role_arns
    ebs          = local.ebs_role_arns
    create_grant = [for arn in local.ebs_role_arns : arn if contains(local.grant_role_arns, arn)]
    s3           = local.reading_role_arns
  }

  # Principals: the roles themselves, or their account roots, which aws:PrincipalArn then narrows to the roles
  principals = {
    for use, arns in local.role_arns : use => distinct([
      for arn in arns : local.by_principal_arn ? replace(arn, "/:role/.+$/", ":root") : arn
    ])
  }

  # The accounts of those roles, as kms:CallerAccount shows them
  caller_accounts = { for use, arns in local.role_arns : use => distinct([for arn in arns : split(":", arn)[4]]) }

  # Where the key may be used, and the services as kms:ViaService shows them: .amazonaws.com in every partition
  regions      = distinct(compact(concat([var.platform_region], tolist(var.evidence_regions))))
  ec2_services = [for region in local.regions : "ec2.${region}.amazonaws.com"]
  s3_services  = [for region in local.regions : "s3.${region}.amazonaws.com"]

  services = concat(
    local.protects_ebs ? local.ec2_services : [],
    local.protects_s3 ? local.s3_services : [],
  )

  # S3 names the object in the encryption context, or the bucket where S3 Bucket Keys are on
  s3_context_arns = var.evidence_source_bucket_arns == null ? ["arn:${data.aws_partition.current.partition}:s3:::*"] : flatten([
    for arn in var.evidence_source_bucket_arns : [arn, "${arn}/*"]
  ])

  # What lies in another partition than the key; nothing crosses partitions
  foreign_arns = [
    for arn in concat(local.all_role_arns, try([for arn in var.evidence_source_bucket_arns : arn], [])) : arn
    if split(":", arn)[1] != data.aws_partition.current.partition
  ]

  foreign_regions = [
    for region in local.regions : region
    if data.aws_partition.current.partition != (
      startswith(region, "cn-") ? "aws-cn" :
      startswith(region, "us-gov-") ? "aws-us-gov" :
      startswith(region, "us-iso-") ? "aws-iso" :
      startswith(region, "us-isob-") ? "aws-iso-b" :
      startswith(region, "eu-isoe-") ? "aws-iso-e" :
      startswith(region, "us-isof-") ? "aws-iso-f" :
      startswith(region, "eusc-") ? "aws-eusc" :
      "aws"
    )
  ]

  # Our statements, and the policy they go into
  statements      = jsondecode(data.aws_iam_policy_document.statements.json).Statement
  base_policy     = jsondecode(coalesce(var.existing_policy_json, data.aws_iam_policy_document.root_delegation.json))
  base_statements = flatten([local.base_policy.Statement])

  # Shapes of the principals and condition values in our statements
  role_arn_pattern = "^arn:aws(-[a-z]+){0,2}:iam::[0-9]{12}:role/([A-Za-z0-9+=,.@_-]+/)*[A-Za-z0-9+=,.@_-]{1,64}$"

  # Every Sid that a release ever emitted, and the widest shape of its statement
  own_statements = {
    CadoResponseDescribeKey = {
      effect  = "Allow"
      actions = ["kms:DescribeKey"]
      conditions = {
        "ArnEquals aws:PrincipalArn"     = local.role_arn_pattern
        "StringEquals kms:CallerAccount" = "^[0-9]{12}$"
      }
    }
    CadoResponseEbsUse = {
      effect = "Allow"
      actions = [
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncrypt*",
        "kms:GenerateDataKey*",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
      ]
      conditions = {
        "ArnEquals aws:PrincipalArn"                  = local.role_arn_pattern
        "StringEquals kms:ViaService"                 = "^(ec2)[.][a-z0-9-]+[.]amazonaws[.]com$"
        "StringLike kms:EncryptionContext:aws:ebs:id" = "^(vol|snap)-([0-9a-f]{8}|[0-9a-f]{17}|[0-9a-f]{0,16}[*])$"
        "StringEquals kms:CallerAccount"              = "^[0-9]{12}$"
      }
    }
    CadoResponseEbsCreateGrant = {
      effect  = "Allow"
      actions = ["kms:CreateGrant"]
      conditions = {
        "ArnEquals aws:PrincipalArn"                    = local.role_arn_pattern
        "StringEquals kms:ViaService"                   = "^(ec2)[.][a-z0-9-]+[.]amazonaws[.]com$"
        "StringLike kms:EncryptionContext:aws:ebs:id"   = "^(vol|snap)-([0-9a-f]{8}|[0-9a-f]{17}|[0-9a-f]{0,16}[*])$"
        "StringEquals kms:CallerAccount"                = "^[0-9]{12}$"
        "Bool kms:GrantIsForAWSResource"                = "^true$"
        "ForAllValues:StringEquals kms:GrantOperations" = "^(Decrypt|GenerateDataKeyWithoutPlaintext|ReEncryptFrom|ReEncryptTo|DescribeKey|CreateGrant|RetireGrant)$"
        "Null kms:GrantOperations"                      = "^false$"
        "StringEquals kms:GrantConstraintType"          = "^(EncryptionContextSubset|EncryptionContextEquals)$"
      }
    }
    CadoResponseS3Decrypt = {
      effect  = "Allow"
      actions = ["kms:Decrypt"]
      conditions = {
        "ArnEquals aws:PrincipalArn"                  = local.role_arn_pattern
        "StringEquals kms:ViaService"                 = "^(s3)[.][a-z0-9-]+[.]amazonaws[.]com$"
        "StringLike kms:EncryptionContext:aws:s3:arn" = "^arn:aws(-[a-z]+){0,2}:s3:::[a-z0-9.*-]+(/[*])?$"
        "StringEquals kms:CallerAccount"              = "^[0-9]{12}$"
      }
    }
    CadoResponseDenyOutsideServices = {
      effect  = "Deny"
      actions = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant"]
      conditions = {
        "ArnEquals aws:PrincipalArn"     = local.role_arn_pattern
        "StringNotEquals kms:ViaService" = "^(ec2|s3)[.][a-z0-9-]+[.]amazonaws[.]com$"
      }
      required = ["StringNotEquals kms:ViaService"]
    }
  }

  # Statements under one of those Sids that no release can have written; replacing them would lose them
  foreign_under_own_sid = [
    for s in local.base_statements : s.Sid
    if contains(keys(local.own_statements), try(tostring(coalesce(s.Sid)), "")) && !try(
      length(setsubtract(keys(s), ["Action", "Condition", "Effect", "Principal", "Resource", "Sid"])) == 0 &&
      s.Effect == local.own_statements[s.Sid].effect &&
      join(",", flatten([s.Resource])) == "*" &&
      length(flatten([s.Action])) > 0 &&
      length(setsubtract(flatten([s.Action]), local.own_statements[s.Sid].actions)) == 0 &&
      join(",", keys(s.Principal)) == "AWS" &&
      length(flatten([s.Principal.AWS])) > 0 &&
      alltrue([
        for p in flatten([s.Principal.AWS]) : (
          can(s.Condition.ArnEquals["aws:PrincipalArn"])
          ? can(regex("^arn:aws(-[a-z]+){0,2}:iam::[0-9]{12}:root$", p))
          : can(regex(local.role_arn_pattern, p)) || can(regex("^AROA[A-Z0-9]+$", p))
        )
      ]) &&
      try(length(keys(s.Condition)) > 0, !can(s.Condition)) &&
      length(setsubtract(try(local.own_statements[s.Sid].required, []), flatten([
        for operator, block in try(s.Condition, {}) : [for key in keys(block) : "${operator} ${key}"]
      ]))) == 0 &&
      alltrue(flatten([
        for operator, block in try(s.Condition, {}) : [
          length(block) > 0,
          [for key, values in block : [
            length(flatten([values])) > 0,
            [for value in flatten([values]) : can(regex(local.own_statements[s.Sid].conditions["${operator} ${key}"], value))]
          ]]
        ]
      ])),
      false
    )
  ]

  # Foreign statements stay as they are, ours are taken out and put at the end
  policy = merge(local.base_policy, {
    Statement = concat(
      [for s in local.base_statements : s if !contains(keys(local.own_statements), try(tostring(coalesce(s.Sid)), ""))],
      local.statements
    )
  })

  policy_json = jsonencode(local.policy)

  # KMS counts bytes of UTF-8; length() counts characters, so count the base64 form
  policy_bytes = length(base64encode(local.policy_json)) / 4 * 3 - length(regexall("=", base64encode(local.policy_json)))

  # Statements that allow or deny changing the policy whatever a request shows
  action_characters = split("", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz:*?")

  put_key_policy_statements = [
    for s in local.policy.Statement : {
      allows = s.Effect == "Allow" && try(length(keys(s.Condition)) == 0, !can(s.Condition)) && anytrue([
        for r in flatten([s.Resource]) :
        r == "*" || try(startswith(r, "arn:") && split(":", r)[2] == "kms" && !startswith(try(split(":", r)[5], ""), "alias/"), false)
      ])
      denies = s.Effect == "Deny" && try(length(flatten([for block in values(s.Condition) : values(block)])), 0) == 0
      spares = can(s.NotPrincipal)
      names = [
        for p in flatten([
          for one in [try(s.Principal, s.NotPrincipal, null)] : try(one.AWS, [for text in [one] : text if can(tostring(text))])
        ]) : p if startswith(jsonencode(p), "\"")
      ]
    }
    if can(s.Resource) && can(s.Action) == anytrue([
      for a in flatten([try(s.Action, s.NotAction)]) : try(length(setsubtract(split("", a), local.action_characters)) == 0, false) &&
      can(regex("^${replace(replace(lower(a), "*", ".*"), "?", ".")}$", "kms:putkeypolicy"))
    ])
  ]

  policy_writers_allowed = flatten([for s in local.put_key_policy_statements : s.names if s.allows && !s.spares])
  policy_writers_denied  = flatten([for s in local.put_key_policy_statements : s.names if s.denies && !s.spares])
  policy_writers_spared  = [for s in local.put_key_policy_statements : s.names if s.denies && s.spares]

  # Principals of the key's account that may still change the policy
  key_account_id = data.aws_caller_identity.current.account_id

  policy_writers = [
    for p in local.policy_writers_allowed : p
    if can(regex("^(arn:[^:]+:(iam|sts)::${local.key_account_id}:.+|${local.key_account_id}|[*])$", p)) &&
    !contains(local.policy_writers_denied, p) &&
    !anytrue([for d in local.policy_writers_denied : can(regex("^(arn:[^:]+:iam::${local.key_account_id}:root|${local.key_account_id}|[*])$", d))]) &&
    alltrue([
      for names in local.policy_writers_spared : contains(names, p) || contains(names, "*") || (
        can(regex("^(arn:[^:]+:iam::${local.key_account_id}:root|${local.key_account_id}|[*])$", p)) &&
        anytrue([for n in names : can(regex("^(arn:[^:]+:(iam|sts)::${local.key_account_id}:.+|${local.key_account_id}|[*])$", n))])
      )
    ])
  ]
}

# Grants for keys whose policy cannot be changed; destroying one revokes it
resource "aws_kms_grant" "this" {
  for_each = var.grants

  name              = "CadoResponse-${each.key}"
  key_id            = each.value.key_id
  grantee_principal = each.value.grantee == "platform" ? var.platform_role_arn : var.target_role_arn
  operations        = each.value.operations

  dynamic "constraints" {
    for_each = try(nonsensitive(each.value.encryption_context_equals == null), each.value.encryption_context_equals == null) ? [] : [1]

    content {
      encryption_context_equals = each.value.encryption_context_equals
    }
  }

  lifecycle {
    precondition {
      condition     = !local.at_least_via_service
      error_message = "grants[${jsonencode(each.key)}] would walk around kms_tightening ${jsonencode(var.kms_tightening)}: a grant cannot be tied to a service. Take the grant out, or use kms_tightening = aws_resources"
    }

    precondition {
      condition     = !local.at_least_aws_resources || !contains(each.value.operations, "CreateGrant")
      error_message = "grants[${jsonencode(each.key)}] passes on CreateGrant, which kms_tightening ${jsonencode(var.kms_tightening)} allows for AWS resources only. Use operations = [\"Decrypt\", \"DescribeKey\"], or kms_tightening = documented"
    }

    precondition {
      condition     = (each.value.grantee == "platform" ? var.platform_role_arn : var.target_role_arn) != null
      error_message = "grants[${jsonencode(each.key)}] has the grantee ${jsonencode(each.value.grantee)}, whose role is not given. Give ${each.value.grantee}_role_arn, e.g. arn:aws:iam::111122223333:role/CadoResponseRole"
    }

    precondition {
      condition     = !startswith(each.value.key_id, "arn:") || startswith(each.value.key_id, "arn:${data.aws_partition.current.partition}:")
      error_message = "grants[${jsonencode(each.key)}].key_id is ${jsonencode(each.value.key_id)}, which does not lie in the partition ${data.aws_partition.current.partition}. Accepted: arn:${data.aws_partition.current.partition}:kms:REGION:ACCOUNT:key/KEY-ID"
    }
  }
}
