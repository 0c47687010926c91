data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

# Who may assume the role
data "aws_iam_policy_document" "trust" {
  # The platform's instance role acts as this role. No account, user or service is trusted.
  statement {
    sid     = "AssumeRole"
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = local.trust_principals
    }

    dynamic "condition" {
      for_each = local.trust_by_principal_arn ? [1] : []

      content {
        test     = "ArnEquals"
        variable = "aws:PrincipalArn"
        values   = local.trust_role_arns
      }
    }
  }

  lifecycle {
    precondition {
      condition     = length(local.trust_foreign_arns) == 0
      error_message = "trusted_role_arns, permissions_boundary_arn must lie in the partition of the role, ${local.partition}, since nothing crosses partitions; not ${jsonencode(local.trust_foreign_arns)}. Accepted: arn:${local.partition}:iam::111122223333:role/CadoResponseRole"
    }
  }
}

# Keys that evidence is encrypted with
data "aws_iam_policy_document" "kms" {
  # EBS decrypts and re-encrypts for the role when it reads, copies or attaches an encrypted volume, its
  # temporary key included.
  dynamic "statement" {
    for_each = local.use_keys ? [1] : []

    content {
      sid    = "KmsUse"
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

      resources = local.use_key_arns

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
    }
  }

  # EC2 takes a grant to decrypt a volume while it is attached or copied. A statement of its own:
  # kms:GrantIsForAWSResource is absent from every other call and would deny it.
  dynamic "statement" {
    for_each = local.grant_keys ? [1] : []

    content {
      sid       = "KmsCreateGrant"
      effect    = "Allow"
      actions   = ["kms:CreateGrant"]
      resources = local.use_key_arns

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
    }
  }

  # The same, on keys of whichever account of the organisation has the role target_role_name.
  dynamic "statement" {
    for_each = local.organization_keys ? [1] : []

    content {
      sid    = "KmsUseInOrganization"
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

      resources = local.organization_key_arns

      condition {
        test     = "StringEquals"
        variable = "aws:ResourceOrgID"
        values   = local.organization
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
    }
  }

  # The same for grants.
  dynamic "statement" {
    for_each = local.organization_keys && local.create_grant ? [1] : []

    content {
      sid       = "KmsCreateGrantInOrganization"
      effect    = "Allow"
      actions   = ["kms:CreateGrant"]
      resources = local.organization_key_arns

      condition {
        test     = "StringEquals"
        variable = "aws:ResourceOrgID"
        values   = local.organization
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
    }
  }

  # The same for reading the type of a key.
  dynamic "statement" {
    for_each = local.organization_keys ? [1] : []

    content {
      sid       = "KmsDescribeInOrganization"
      effect    = "Allow"
      actions   = ["kms:DescribeKey"]
      resources = local.organization_key_arns

      condition {
        test     = "StringEquals"
        variable = "aws:ResourceOrgID"
        values   = local.organization
      }
    }
  }

  # The platform reads a key's type before an import and EBS reads it during one, the AWS managed key's
  # included.
  dynamic "statement" {
    for_each = local.volumes || contains(local.shape.capabilities, "s3") ? [1] : []

    content {
      sid       = "KmsDescribe"
      effect    = "Allow"
      actions   = ["kms:DescribeKey"]
      resources = local.described_key_arns
    }
  }

  # S3 decrypts objects that the role reads. Below via_service the statement for EBS allows it already.
  dynamic "statement" {
    for_each = local.objects && local.reads_need_a_statement ? [1] : []

    content {
      sid       = "KmsS3Decrypt"
      effect    = "Allow"
      actions   = ["kms:Decrypt"]
      resources = local.key_arns

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
    }
  }

  # Lambda decrypts the code of a function that the role reads. Below via_service the statement for EBS allows
  # it already.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "lambda") && local.reads_need_a_statement ? [1] : []

    content {
      sid       = "KmsLambdaDecrypt"
      effect    = "Allow"
      actions   = ["kms:Decrypt"]
      resources = local.key_arns

      dynamic "condition" {
        for_each = local.at_least_via_service ? [1] : []

        content {
          test     = "StringEquals"
          variable = "kms:ViaService"
          values   = local.lambda_services
        }
      }
    }
  }

  # The platform tells AWS managed keys from customer keys by their aliases; listing has no resource.
  dynamic "statement" {
    for_each = local.volumes || contains(local.shape.capabilities, "s3") ? [1] : []

    content {
      sid       = "KmsListAliases"
      effect    = "Allow"
      actions   = ["kms:ListAliases"]
      resources = ["*"]
    }
  }

  # S3 encrypts and decrypts what the platform keeps in its own bucket.
  dynamic "statement" {
    for_each = local.shape.evidence_bucket_kms_key_arn != null ? [1] : []

    content {
      sid       = "EvidenceBucketKey"
      effect    = "Allow"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = local.evidence_key_arns

      dynamic "condition" {
        for_each = local.at_least_via_service ? [1] : []

        content {
          test     = "StringEquals"
          variable = "kms:ViaService"
          values   = local.platform_s3_services
        }
      }

      dynamic "condition" {
        for_each = local.at_least_encryption_context ? [1] : []

        content {
          test     = "StringLike"
          variable = "kms:EncryptionContext:aws:s3:arn"
          values   = local.evidence_context_arns
        }
      }
    }
  }

  # IAM takes no policy without a statement. Nothing of this policy is chosen, and a role can never call this
  # action anyway.
  dynamic "statement" {
    for_each = local.nothing_in_kms ? [1] : []

    content {
      sid       = "NothingChosen"
      effect    = "Deny"
      actions   = ["sts:GetSessionToken"]
      resources = ["*"]
    }
  }

  lifecycle {
    precondition {
      condition     = !local.at_least_via_service || length(local.regions) > 0
      error_message = "kms_tightening ${jsonencode(var.kms_tightening)} ties keys to Regions, but platform_region is null and evidence_regions is empty. Give at least one, e.g. platform_region = eu-west-1"
    }

    precondition {
      condition     = var.target_role_name == null || var.organization_id != null
      error_message = "target_role_name is given without organization_id: the role of that name would be assumed in any account of the world. Give both, e.g. organization_id = o-a1b2c3d4e5, or neither"
    }

    precondition {
      condition     = var.organization_id == null || var.target_role_name != null
      error_message = "organization_id is given without target_role_name: it says in which organisation that role lies. Give both, e.g. target_role_name = CadoResponseRole, or neither"
    }

    precondition {
      condition     = var.evidence_bucket_kms_key_arn == null || var.evidence_bucket_name != null
      error_message = "evidence_bucket_kms_key_arn is given without evidence_bucket_name: it is the key of that bucket. Give both, e.g. evidence_bucket_name = example-evidence, or neither"
    }

    precondition {
      condition     = !local.at_least_via_service || var.evidence_bucket_kms_key_arn == null || var.platform_region != null
      error_message = "evidence_bucket_kms_key_arn needs platform_region at kms_tightening ${jsonencode(var.kms_tightening)}, since the key is used through S3 there. Give it, e.g. platform_region = eu-west-1"
    }

    precondition {
      condition     = length(local.foreign_arns) == 0
      error_message = "target_role_arns, kms_key_arns, evidence_source_bucket_arns, evidence_bucket_kms_key_arn, worker_role_arn must lie in the partition of the role, ${local.partition}, since nothing crosses partitions; not ${jsonencode(local.foreign_arns)}. Accepted: arn:${local.partition}:iam::111122223333:role/CadoResponseRole"
    }

    precondition {
      condition     = length(local.foreign_regions) == 0
      error_message = "platform_region, evidence_regions, temporary_key.replica_regions must be Regions of the partition of the role, ${local.partition}; not ${jsonencode(local.foreign_regions)}. Accepted: eu-west-1 in aws, us-gov-west-1 in aws-us-gov, cn-north-1 in aws-cn"
    }

    precondition {
      condition     = !contains(var.capabilities, "error_reporting") || local.partition == "aws"
      error_message = "capabilities has error_reporting, whose bucket exists in the partition aws only, not in ${local.partition}. Take it out, e.g. capabilities = [\"ec2\"]"
    }
  }
}

# The key through which volumes move between accounts
data "aws_iam_policy_document" "temporary_key" {
  # The platform makes a symmetric multi-Region key, and no other kind.
  dynamic "statement" {
    for_each = local.temporary_key ? [1] : []

    content {
      sid       = "TempKeyCreate"
      effect    = "Allow"
      actions   = ["kms:CreateKey"]
      resources = ["*"]

      condition {
        test     = "Bool"
        variable = "kms:MultiRegion"
        values   = ["true"]
      }

      condition {
        test     = "StringEqualsIfExists"
        variable = "kms:KeySpec"
        values   = ["SYMMETRIC_DEFAULT"]
      }

      condition {
        test     = "StringEqualsIfExists"
        variable = "kms:KeyUsage"
        values   = ["ENCRYPT_DECRYPT"]
      }

      condition {
        test     = "StringEqualsIfExists"
        variable = "kms:KeyOrigin"
        values   = ["AWS_KMS"]
      }

      dynamic "condition" {
        for_each = local.regions_given ? [1] : []

        content {
          test     = "StringEquals"
          variable = "aws:RequestedRegion"
          values   = local.replica_regions
        }
      }
    }
  }

  # The platform names its key; the alias itself has no conditions, so its name is what is tied.
  dynamic "statement" {
    for_each = local.temporary_key ? [1] : []

    content {
      sid       = "TempKeyAlias"
      effect    = "Allow"
      actions   = ["kms:CreateAlias"]
      resources = local.temporary_alias_arns
    }
  }

  # Only a key without aliases, or with the platform's own, can be named: naming a customer's key as its own
  # would let the role delete it.
  dynamic "statement" {
    for_each = local.temporary_key ? [1] : []

    content {
      sid       = "TempKeyAliasTarget"
      effect    = "Allow"
      actions   = ["kms:CreateAlias"]
      resources = local.temporary_key_arns

      condition {
        test     = "ForAllValues:StringLike"
        variable = "kms:ResourceAliases"
        values   = local.temporary_aliases
      }
    }
  }

  # The platform takes its key along into the Regions of the evidence.
  dynamic "statement" {
    for_each = local.replicas ? [1] : []

    content {
      sid       = "TempKeyReplicate"
      effect    = "Allow"
      actions   = ["kms:ReplicateKey"]
      resources = local.temporary_key_arns

      condition {
        test     = "ForAllValues:StringLike"
        variable = "kms:ResourceAliases"
        values   = local.temporary_aliases
      }

      condition {
        test     = "ForAnyValue:StringLike"
        variable = "kms:ResourceAliases"
        values   = local.temporary_aliases
      }

      condition {
        test     = "StringEquals"
        variable = "kms:ReplicaRegion"
        values   = local.replica_regions
      }
    }
  }

  # The platform deletes its key after the import, told by its alias; KMS deletes the alias with it.
  dynamic "statement" {
    for_each = local.temporary_key ? [1] : []

    content {
      sid       = "TempKeyDelete"
      effect    = "Allow"
      actions   = ["kms:ScheduleKeyDeletion"]
      resources = local.temporary_key_arns

      condition {
        test     = "ForAllValues:StringLike"
        variable = "kms:ResourceAliases"
        values   = local.temporary_aliases
      }

      condition {
        test     = "ForAnyValue:StringLike"
        variable = "kms:ResourceAliases"
        values   = local.temporary_aliases
      }
    }
  }

  # temporary_key.delete_alias was asked for. A key whose alias is deleted first can no longer be deleted by
  # this role.
  dynamic "statement" {
    for_each = local.delete_alias ? [1] : []

    content {
      sid       = "TempKeyAliasDelete"
      effect    = "Allow"
      actions   = ["kms:DeleteAlias"]
      resources = local.temporary_alias_arns
    }
  }

  # The key that such an alias belongs to; both are checked.
  dynamic "statement" {
    for_each = local.delete_alias ? [1] : []

    content {
      sid       = "TempKeyAliasDeleteTarget"
      effect    = "Allow"
      actions   = ["kms:DeleteAlias"]
      resources = local.temporary_key_arns

      condition {
        test     = "ForAllValues:StringLike"
        variable = "kms:ResourceAliases"
        values   = local.temporary_aliases
      }

      condition {
        test     = "ForAnyValue:StringLike"
        variable = "kms:ResourceAliases"
        values   = local.temporary_aliases
      }
    }
  }

  # KMS makes the service role of multi-Region keys whenever one is created, so this stays needed.
  dynamic "statement" {
    for_each = local.temporary_key && local.shape.temporary_key_service_linked_role ? [1] : []

    content {
      sid     = "TempKeyServiceLinkedRole"
      effect  = "Allow"
      actions = ["iam:CreateServiceLinkedRole"]

      resources = [
        "arn:${local.partition}:iam::${local.account_id}:role/aws-service-role/mrk.kms.amazonaws.com/AWSServiceRoleForKeyManagementServiceMultiRegionKeys",
      ]

      condition {
        test     = "StringEquals"
        variable = "iam:AWSServiceName"
        values   = ["mrk.kms.amazonaws.com"]
      }
    }
  }

  # IAM takes no policy without a statement. Nothing of this policy is chosen, and a role can never call this
  # action anyway.
  dynamic "statement" {
    for_each = local.nothing_in_temporary_key ? [1] : []

    content {
      sid       = "NothingChosen"
      effect    = "Deny"
      actions   = ["sts:GetSessionToken"]
      resources = ["*"]
    }
  }
}

# Reading and copying evidence
data "aws_iam_policy_document" "acquisition" {
  # The platform finds what can be acquired; describing has no resource.
  dynamic "statement" {
    for_each = local.volumes ? [1] : []

    content {
      sid    = "Ec2Describe"
      effect = "Allow"

      actions = [
        "ec2:DescribeAccountAttributes",
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeFlowLogs",
        "ec2:DescribeImages",
        "ec2:DescribeInstances",
        "ec2:DescribeInstanceStatus",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeRegions",
        "ec2:DescribeRouteTables",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSnapshots",
        "ec2:DescribeSubnets",
        "ec2:DescribeTags",
        "ec2:DescribeVolumes",
        "ec2:DescribeVolumesModifications",
      ]

      resources = ["*"]
    }
  }

  # The platform reads an instance's attributes, its user data included, as part of the evidence.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "ec2") ? [1] : []

    content {
      sid       = "Ec2DescribeInstanceAttribute"
      effect    = "Allow"
      actions   = ["ec2:DescribeInstanceAttribute"]
      resources = ["arn:${local.partition}:ec2:*:${local.account_id}:instance/*"]
    }
  }

  # The platform shows which role an instance ran with.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "ec2") ? [1] : []

    content {
      sid       = "InstanceProfileRead"
      effect    = "Allow"
      actions   = ["iam:GetInstanceProfile"]
      resources = ["arn:${local.partition}:iam::${local.account_id}:instance-profile/*"]
    }
  }

  # The platform snapshots a volume.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "ec2") ? [1] : []

    content {
      sid       = "SnapshotCreate"
      effect    = "Allow"
      actions   = ["ec2:CreateSnapshot"]
      resources = ["arn:${local.partition}:ec2:*:${local.account_id}:volume/*", "arn:${local.partition}:ec2:*::snapshot/*"]
    }
  }

  # The platform snapshots all volumes of an instance at one moment.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "ec2") ? [1] : []

    content {
      sid     = "SnapshotCreateOfInstance"
      effect  = "Allow"
      actions = ["ec2:CreateSnapshots"]

      resources = [
        "arn:${local.partition}:ec2:*:${local.account_id}:instance/*",
        "arn:${local.partition}:ec2:*:${local.account_id}:volume/*",
        "arn:${local.partition}:ec2:*::snapshot/*",
      ]
    }
  }

  # The platform names what it makes, while it makes it. Tagging anything else would let the role name a
  # customer's snapshot as its own, and then delete it.
  dynamic "statement" {
    for_each = local.volumes ? [1] : []

    content {
      sid       = "TagWhileCreating"
      effect    = "Allow"
      actions   = ["ec2:CreateTags"]
      resources = local.tagged_arns

      condition {
        test     = "StringEquals"
        variable = "ec2:CreateAction"
        values   = local.create_actions
      }
    }
  }

  # tag_after_create was asked for: any snapshot or image can be named as the platform's own, and be deleted
  # then.
  dynamic "statement" {
    for_each = local.volumes && local.shape.tag_after_create ? [1] : []

    content {
      sid       = "TagAfterCreating"
      effect    = "Allow"
      actions   = ["ec2:CreateTags"]
      resources = ["arn:${local.partition}:ec2:*::snapshot/*", "arn:${local.partition}:ec2:*::image/*"]
    }
  }

  # The platform removes its own snapshots after an import.
  dynamic "statement" {
    for_each = local.volumes ? [1] : []

    content {
      sid       = "SnapshotDelete"
      effect    = "Allow"
      actions   = ["ec2:DeleteSnapshot"]
      resources = ["arn:${local.partition}:ec2:*::snapshot/*"]

      condition {
        test     = "StringLike"
        variable = "aws:ResourceTag/Name"
        values   = ["CadoResponse*"]
      }
    }
  }

  # The platform reads snapshots block by block. Not tied to a name: snapshots made by hand are imported too.
  dynamic "statement" {
    for_each = local.volumes && local.ebs_direct ? [1] : []

    content {
      sid       = "SnapshotReadBlocks"
      effect    = "Allow"
      actions   = ["ebs:GetSnapshotBlock", "ebs:ListChangedBlocks", "ebs:ListSnapshotBlocks"]
      resources = ["arn:${local.partition}:ec2:*::snapshot/*"]
    }
  }

  # The platform copies a snapshot into another Region or under another key.
  dynamic "statement" {
    for_each = local.copied_volumes ? [1] : []

    content {
      sid       = "SnapshotCopy"
      effect    = "Allow"
      actions   = ["ec2:CopySnapshot"]
      resources = ["arn:${local.partition}:ec2:*::snapshot/*"]
    }
  }

  # The platform copies an image and the snapshots behind it.
  dynamic "statement" {
    for_each = local.copied_images ? [1] : []

    content {
      sid       = "ImageCopy"
      effect    = "Allow"
      actions   = ["ec2:CopyImage"]
      resources = ["arn:${local.partition}:ec2:*::image/*", "arn:${local.partition}:ec2:*::snapshot/*"]
    }
  }

  # The platform removes its own copies of images.
  dynamic "statement" {
    for_each = local.copied_images ? [1] : []

    content {
      sid       = "ImageDeregister"
      effect    = "Allow"
      actions   = ["ec2:DeregisterImage"]
      resources = ["arn:${local.partition}:ec2:*::image/*"]

      condition {
        test     = "StringLike"
        variable = "aws:ResourceTag/Name"
        values   = ["CadoResponse*"]
      }
    }
  }

  # import_image was asked for: disk images are imported with the service role vmimport.
  dynamic "statement" {
    for_each = local.copied_images && local.shape.import_image ? [1] : []

    content {
      sid     = "ImageImport"
      effect  = "Allow"
      actions = ["ec2:ImportImage"]

      resources = [
        "arn:${local.partition}:ec2:*::image/*",
        "arn:${local.partition}:ec2:*::snapshot/*",
        "arn:${local.partition}:ec2:*:${local.account_id}:import-image-task/*",
      ]
    }
  }

  # The platform makes a volume of a snapshot, and names it as its own.
  dynamic "statement" {
    for_each = local.copied_volumes ? [1] : []

    content {
      sid       = "VolumeCreate"
      effect    = "Allow"
      actions   = ["ec2:CreateVolume"]
      resources = ["arn:${local.partition}:ec2:*:${local.account_id}:volume/*"]

      condition {
        test     = "StringLike"
        variable = "aws:RequestTag/Name"
        values   = ["CadoResponse*"]
      }
    }
  }

  # The snapshots that volumes are made of; the name asked for is no part of their context.
  dynamic "statement" {
    for_each = local.copied_volumes ? [1] : []

    content {
      sid       = "VolumeCreateFrom"
      effect    = "Allow"
      actions   = ["ec2:CreateVolume"]
      resources = ["arn:${local.partition}:ec2:*::snapshot/*"]
    }
  }

  # The platform attaches its own volumes to its own instances.
  dynamic "statement" {
    for_each = local.copied_volumes ? [1] : []

    content {
      sid     = "VolumeAttach"
      effect  = "Allow"
      actions = ["ec2:AttachVolume", "ec2:DetachVolume"]

      resources = [
        "arn:${local.partition}:ec2:*:${local.account_id}:instance/*",
        "arn:${local.partition}:ec2:*:${local.account_id}:volume/*",
      ]

      condition {
        test     = "StringLike"
        variable = "aws:ResourceTag/Name"
        values   = ["CadoResponse*"]
      }
    }
  }

  # The platform removes its own volumes after an import.
  dynamic "statement" {
    for_each = local.copied_volumes ? [1] : []

    content {
      sid       = "VolumeDelete"
      effect    = "Allow"
      actions   = ["ec2:DeleteVolume"]
      resources = ["arn:${local.partition}:ec2:*:${local.account_id}:volume/*"]

      condition {
        test     = "StringLike"
        variable = "aws:ResourceTag/Name"
        values   = ["CadoResponse*"]
      }
    }
  }

  # The platform reads the account's event history; looking up has no resource.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "cloudtrail") ? [1] : []

    content {
      sid       = "CloudTrailLookup"
      effect    = "Allow"
      actions   = ["cloudtrail:LookupEvents"]
      resources = ["*"]
    }
  }

  # The platform reads objects, and restores those in an archive class first, which costs and writes a copy.
  dynamic "statement" {
    for_each = local.objects ? [1] : []

    content {
      sid       = "S3ReadObjects"
      effect    = "Allow"
      actions   = ["s3:GetObject", "s3:RestoreObject"]
      resources = local.s3_object_arns

      dynamic "condition" {
        for_each = local.any_own_bucket ? [1] : []

        content {
          test     = "StringEquals"
          variable = "aws:ResourceAccount"
          values   = local.own_account
        }
      }
    }
  }

  # The platform lists the objects of a bucket.
  dynamic "statement" {
    for_each = local.objects ? [1] : []

    content {
      sid       = "S3ReadBuckets"
      effect    = "Allow"
      actions   = ["s3:GetBucketLocation", "s3:ListBucket"]
      resources = local.s3_bucket_arns

      dynamic "condition" {
        for_each = local.any_own_bucket ? [1] : []

        content {
          test     = "StringEquals"
          variable = "aws:ResourceAccount"
          values   = local.own_account
        }
      }
    }
  }

  # The platform lists buckets; listing has no resource.
  dynamic "statement" {
    for_each = local.objects ? [1] : []

    content {
      sid       = "S3ListBuckets"
      effect    = "Allow"
      actions   = ["s3:ListAllMyBuckets"]
      resources = ["*"]
    }
  }

  # The platform lists functions and signs in to ECR; neither has a resource.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "lambda") ? [1] : []

    content {
      sid       = "LambdaList"
      effect    = "Allow"
      actions   = ["ecr:GetAuthorizationToken", "lambda:ListFunctions"]
      resources = ["*"]
    }
  }

  # The platform reads the code of a function.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "lambda") ? [1] : []

    content {
      sid       = "LambdaReadCode"
      effect    = "Allow"
      actions   = ["lambda:GetFunction"]
      resources = ["arn:${local.partition}:lambda:*:${local.account_id}:function:*"]
    }
  }

  # The platform reads the container image of a function.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "lambda") ? [1] : []

    content {
      sid       = "LambdaReadImage"
      effect    = "Allow"
      actions   = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      resources = ["arn:${local.partition}:ecr:*:${local.account_id}:repository/*"]
    }
  }

  # The platform reads the logs of a function.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "lambda") && !try(length(local.shape.lambda_log_group_names) == 0, false) ? [1] : []

    content {
      sid       = "LambdaReadLogs"
      effect    = "Allow"
      actions   = ["logs:FilterLogEvents"]
      resources = local.lambda_log_group_arns
    }
  }

  # The platform lists clusters; listing has no resource.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "eks") ? [1] : []

    content {
      sid       = "EksList"
      effect    = "Allow"
      actions   = ["eks:ListClusters"]
      resources = ["*"]
    }
  }

  # The platform finds the endpoint of a cluster; what it may do inside is granted there.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "eks") ? [1] : []

    content {
      sid       = "EksDescribe"
      effect    = "Allow"
      actions   = ["eks:DescribeCluster"]
      resources = ["arn:${local.partition}:eks:*:${local.account_id}:cluster/*"]
    }
  }

  # The platform lists clusters, services and tasks.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "ecs") ? [1] : []

    content {
      sid       = "EcsList"
      effect    = "Allow"
      actions   = ["ecs:ListClusters", "ecs:ListServices", "ecs:ListTasks"]
      resources = ["*"]
    }
  }

  # The platform finds the containers of a task.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "ecs") ? [1] : []

    content {
      sid     = "EcsDescribe"
      effect  = "Allow"
      actions = ["ecs:DescribeClusters", "ecs:DescribeServices", "ecs:DescribeTasks"]

      resources = [
        "arn:${local.partition}:ecs:*:${local.account_id}:cluster/*",
        "arn:${local.partition}:ecs:*:${local.account_id}:service/*",
        "arn:${local.partition}:ecs:*:${local.account_id}:task/*",
      ]
    }
  }

  # The platform runs commands in containers, to acquire them.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "ecs") ? [1] : []

    content {
      sid     = "EcsExec"
      effect  = "Allow"
      actions = ["ecs:ExecuteCommand"]

      resources = [
        "arn:${local.partition}:ecs:*:${local.account_id}:cluster/*",
        "arn:${local.partition}:ecs:*:${local.account_id}:task/*",
      ]
    }
  }

  # IAM takes no policy without a statement. Nothing of this policy is chosen, and a role can never call this
  # action anyway.
  dynamic "statement" {
    for_each = local.nothing_in_acquisition ? [1] : []

    content {
      sid       = "NothingChosen"
      effect    = "Deny"
      actions   = ["sts:GetSessionToken"]
      resources = ["*"]
    }
  }
}

# Checks, commands and responses
data "aws_iam_policy_document" "operations" {
  # The platform's account check reads and simulates this role, and no other.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "policy_check") ? [1] : []

    content {
      sid       = "PolicyCheckRole"
      effect    = "Allow"
      actions   = ["iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies", "iam:SimulatePrincipalPolicy"]
      resources = local.own_role_arn
    }
  }

  # The account check reads the managed policies that are attached to the role.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "policy_check") ? [1] : []

    content {
      sid       = "PolicyCheckPolicies"
      effect    = "Allow"
      actions   = ["iam:GetPolicy", "iam:GetPolicyVersion"]
      resources = ["arn:${local.partition}:iam::${local.account_id}:policy/*", "arn:${local.partition}:iam::aws:policy/*"]
    }
  }

  # The account check reads where the role is used.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "policy_check") ? [1] : []

    content {
      sid       = "PolicyCheckPlatformRole"
      effect    = "Allow"
      actions   = ["iam:GetRole", "iam:ListInstanceProfilesForRole"]
      resources = local.own_role_arn
    }
  }

  # The platform keeps evidence in its own bucket.
  dynamic "statement" {
    for_each = local.evidence_bucket ? [1] : []

    content {
      sid       = "EvidenceBucketObjects"
      effect    = "Allow"
      actions   = ["s3:GetObject", "s3:PutObject", "s3:RestoreObject"]
      resources = local.evidence_object_arns
    }
  }

  # The platform lists its own bucket.
  dynamic "statement" {
    for_each = local.evidence_bucket ? [1] : []

    content {
      sid       = "EvidenceBucket"
      effect    = "Allow"
      actions   = ["s3:GetBucketLocation", "s3:ListBucket"]
      resources = local.evidence_bucket_arns
    }
  }

  # The platform runs commands on instances with ssm_instance_tags. The documents stand below, since they carry
  # no such tags.
  dynamic "statement" {
    for_each = local.ssm_commands ? [1] : []

    content {
      sid       = "SsmCommandInstances"
      effect    = "Allow"
      actions   = ["ssm:SendCommand"]
      resources = ["arn:${local.partition}:ec2:*:${local.account_id}:instance/*"]

      dynamic "condition" {
        for_each = try(nonsensitive(var.ssm_instance_tags), var.ssm_instance_tags)

        content {
          test     = "StringEquals"
          variable = "ssm:resourceTag/${condition.key}"
          values   = [condition.value]
        }
      }
    }
  }

  # The documents that those commands are run by.
  dynamic "statement" {
    for_each = local.ssm_commands ? [1] : []

    content {
      sid     = "SsmCommandDocuments"
      effect  = "Allow"
      actions = ["ssm:SendCommand"]

      resources = [
        "arn:${local.partition}:ssm:*::document/AWS-RunPowerShellScript",
        "arn:${local.partition}:ssm:*::document/AWS-RunShellScript",
      ]
    }
  }

  # The platform finds managed instances and reads what a command printed; neither has a resource.
  dynamic "statement" {
    for_each = local.ssm_commands ? [1] : []

    content {
      sid       = "SsmCommandResults"
      effect    = "Allow"
      actions   = ["ssm:DescribeInstanceInformation", "ssm:GetCommandInvocation"]
      resources = ["*"]
    }
  }

  # The platform forwards a port. Without the check for access to the document a session without one, an
  # interactive shell, would be open too.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "triage") ? [1] : []

    content {
      sid       = "SsmSessionInstances"
      effect    = "Allow"
      actions   = ["ssm:StartSession"]
      resources = ["arn:${local.partition}:ec2:*:${local.account_id}:instance/*"]

      condition {
        test     = "Bool"
        variable = "ssm:SessionDocumentAccessCheck"
        values   = ["true"]
      }

      dynamic "condition" {
        for_each = try(nonsensitive(var.ssm_instance_tags), var.ssm_instance_tags)

        content {
          test     = "StringEquals"
          variable = "ssm:resourceTag/${condition.key}"
          values   = [condition.value]
        }
      }
    }
  }

  # The document by which a port is forwarded.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "triage") ? [1] : []

    content {
      sid       = "SsmSessionDocument"
      effect    = "Allow"
      actions   = ["ssm:StartSession"]
      resources = ["arn:${local.partition}:ssm:*::document/AWS-StartPortForwardingSession"]
    }
  }

  # The platform ends its own sessions, and nobody else's.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "triage") ? [1] : []

    content {
      sid       = "SsmSessionEnd"
      effect    = "Allow"
      actions   = ["ssm:TerminateSession"]
      resources = ["arn:${local.partition}:ssm:*:${local.account_id}:session/*"]

      condition {
        test     = "StringLike"
        variable = "ssm:resourceTag/aws:ssmmessages:session-id"
        values   = ["$${aws:userid}"]
      }
    }
  }

  # The platform changes an instance's security groups, and none of its other attributes.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "isolate_ec2") ? [1] : []

    content {
      sid       = "IsolateInstances"
      effect    = "Allow"
      actions   = ["ec2:ModifyInstanceAttribute"]
      resources = ["arn:${local.partition}:ec2:*:${local.account_id}:instance/*"]

      condition {
        test     = "StringEquals"
        variable = "ec2:Attribute"
        values   = ["GroupId"]
      }
    }
  }

  # The groups that an instance is moved into; the attribute is no part of their context.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "isolate_ec2") ? [1] : []

    content {
      sid       = "IsolateSecurityGroups"
      effect    = "Allow"
      actions   = ["ec2:ModifyInstanceAttribute"]
      resources = ["arn:${local.partition}:ec2:*:*:security-group/*"]
    }
  }

  # The platform starts an import on a finding.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "guardduty") ? [1] : []

    content {
      sid       = "GuardDutyRead"
      effect    = "Allow"
      actions   = ["guardduty:GetFindings", "guardduty:ListDetectors", "guardduty:ListFindings"]
      resources = ["*"]
    }
  }

  # IAM takes no policy without a statement. Nothing of this policy is chosen, and a role can never call this
  # action anyway.
  dynamic "statement" {
    for_each = local.nothing_in_operations ? [1] : []

    content {
      sid       = "NothingChosen"
      effect    = "Deny"
      actions   = ["sts:GetSessionToken"]
      resources = ["*"]
    }
  }
}

# Roles in other accounts, and running the platform itself
data "aws_iam_policy_document" "platform" {
  # The platform acts in other accounts as the roles given, and no others.
  dynamic "statement" {
    for_each = local.targets ? [1] : []

    content {
      sid       = "AssumeTargets"
      effect    = "Allow"
      actions   = ["sts:AssumeRole"]
      resources = local.assumed_role_arns
    }
  }

  # The platform acts as the role of that name in every account of the organisation, and outside of it in none.
  dynamic "statement" {
    for_each = local.shape.target_role_name != null ? [1] : []

    content {
      sid       = "AssumeTargetsInOrganization"
      effect    = "Allow"
      actions   = ["sts:AssumeRole"]
      resources = local.organization_role_arns

      condition {
        test     = "StringEquals"
        variable = "aws:ResourceOrgID"
        values   = local.organization
      }
    }
  }

  # The platform sends error reports to the vendor's own bucket, which exists in the partition aws only.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "error_reporting") ? [1] : []

    content {
      sid       = "ErrorReporting"
      effect    = "Allow"
      actions   = ["s3:PutObject"]
      resources = ["arn:aws:s3:::cadologsupload/*"]
    }
  }

  # The health page shows metrics, trails and quotas; none of these calls has a resource here.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "health_checks") ? [1] : []

    content {
      sid       = "HealthChecks"
      effect    = "Allow"
      actions   = ["cloudtrail:ListTrails", "cloudwatch:GetMetricData", "servicequotas:GetServiceQuota"]
      resources = ["*"]
    }
  }

  # The health page shows whether trails log.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "health_checks") ? [1] : []

    content {
      sid       = "HealthChecksTrails"
      effect    = "Allow"
      actions   = ["cloudtrail:GetTrailStatus"]
      resources = ["arn:${local.partition}:cloudtrail:*:${local.account_id}:trail/*"]
    }
  }

  # An update looks at the target groups of the load balancer; describing has no resource.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "platform_updates") ? [1] : []

    content {
      sid       = "UpdatesDescribe"
      effect    = "Allow"
      actions   = ["elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth"]
      resources = ["*"]
    }
  }

  # An update moves the load balancer over to the new instance.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "platform_updates") ? [1] : []

    content {
      sid       = "UpdatesTargets"
      effect    = "Allow"
      actions   = ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"]
      resources = ["arn:${local.partition}:elasticloadbalancing:*:${local.account_id}:targetgroup/*"]
    }
  }

  # The platform finds its address; describing has no resource.
  dynamic "statement" {
    for_each = local.core_platform ? [1] : []

    content {
      sid       = "CoreDescribe"
      effect    = "Allow"
      actions   = ["ec2:DescribeAddresses"]
      resources = ["*"]
    }
  }

  # The platform starts workers, and names them as its own.
  dynamic "statement" {
    for_each = local.core_platform ? [1] : []

    content {
      sid     = "CoreRunInstances"
      effect  = "Allow"
      actions = ["ec2:RunInstances"]

      resources = [
        "arn:${local.partition}:ec2:*:${local.account_id}:instance/*",
        "arn:${local.partition}:ec2:*:${local.account_id}:volume/*",
        "arn:${local.partition}:ec2:*:${local.account_id}:network-interface/*",
      ]

      condition {
        test     = "StringLike"
        variable = "aws:RequestTag/Name"
        values   = ["CadoResponse*"]
      }
    }
  }

  # What workers are started from; the name asked for is no part of their context.
  dynamic "statement" {
    for_each = local.core_platform ? [1] : []

    content {
      sid     = "CoreRunInstancesFrom"
      effect  = "Allow"
      actions = ["ec2:RunInstances"]

      resources = [
        "arn:${local.partition}:ec2:*::image/*",
        "arn:${local.partition}:ec2:*::snapshot/*",
        "arn:${local.partition}:ec2:*:*:subnet/*",
        "arn:${local.partition}:ec2:*:*:security-group/*",
        "arn:${local.partition}:ec2:*:${local.account_id}:key-pair/*",
        "arn:${local.partition}:ec2:*:${local.account_id}:launch-template/*",
      ]
    }
  }

  # The platform names workers while it starts them.
  dynamic "statement" {
    for_each = local.core_platform ? [1] : []

    content {
      sid     = "CoreTagWhileRunning"
      effect  = "Allow"
      actions = ["ec2:CreateTags"]

      resources = [
        "arn:${local.partition}:ec2:*:${local.account_id}:instance/*",
        "arn:${local.partition}:ec2:*:${local.account_id}:volume/*",
        "arn:${local.partition}:ec2:*:${local.account_id}:network-interface/*",
      ]

      condition {
        test     = "StringEquals"
        variable = "ec2:CreateAction"
        values   = ["RunInstances"]
      }
    }
  }

  # The platform starts, stops, addresses and removes its own instances.
  dynamic "statement" {
    for_each = local.core_platform ? [1] : []

    content {
      sid     = "CoreInstances"
      effect  = "Allow"
      actions = ["ec2:AssociateAddress", "ec2:StartInstances", "ec2:StopInstances", "ec2:TerminateInstances"]

      resources = [
        "arn:${local.partition}:ec2:*:${local.account_id}:instance/*",
        "arn:${local.partition}:ec2:*:${local.account_id}:elastic-ip/*",
        "arn:${local.partition}:ec2:*:${local.account_id}:network-interface/*",
      ]

      condition {
        test     = "StringLike"
        variable = "aws:ResourceTag/Name"
        values   = ["CadoResponse*"]
      }
    }
  }

  # The platform hands its workers the one role given, and only to EC2.
  dynamic "statement" {
    for_each = local.core_platform && local.shape.worker_role_arn != null ? [1] : []

    content {
      sid       = "CorePassRole"
      effect    = "Allow"
      actions   = ["iam:PassRole"]
      resources = local.worker_role_arns

      condition {
        test     = "StringEquals"
        variable = "iam:PassedToService"
        values   = local.ec2_principals
      }
    }
  }

  # The platform makes secrets, and names them as its own.
  dynamic "statement" {
    for_each = local.core_platform ? [1] : []

    content {
      sid       = "CoreSecretsCreate"
      effect    = "Allow"
      actions   = ["secretsmanager:CreateSecret"]
      resources = ["arn:${local.partition}:secretsmanager:*:${local.account_id}:secret:*"]

      condition {
        test     = "StringLike"
        variable = "aws:RequestTag/Name"
        values   = ["CadoResponse*"]
      }
    }
  }

  # The platform reads and writes its own secrets.
  dynamic "statement" {
    for_each = local.core_platform ? [1] : []

    content {
      sid       = "CoreSecrets"
      effect    = "Allow"
      actions   = ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:TagResource"]
      resources = ["arn:${local.partition}:secretsmanager:*:${local.account_id}:secret:*"]

      condition {
        test     = "StringLike"
        variable = "aws:ResourceTag/Name"
        values   = ["CadoResponse*"]
      }
    }
  }

  # IAM takes no policy without a statement. Nothing of this policy is chosen, and a role can never call this
  # action anyway.
  dynamic "statement" {
    for_each = local.nothing_in_platform ? [1] : []

    content {
      sid       = "NothingChosen"
      effect    = "Deny"
      actions   = ["sts:GetSessionToken"]
      resources = ["*"]
    }
  }
}

locals {
  # Where the role lies
  partition  = data.aws_partition.current.partition
  account_id = data.aws_caller_identity.current.account_id

  # The inputs that decide which statements exist; a sensitive one shapes the policy like any other
  trust_shape = {
    principal_match = try(nonsensitive(var.principal_match), var.principal_match)
  }

  # Which statements and conditions exist
  trust_by_principal_arn = local.trust_shape.principal_match == "principal_arn"

  # Who may assume the role, and the principals that stand for them: the roles themselves, or their account
  # roots
  trust_role_arns = distinct(var.trusted_role_arns)

  trust_principals = distinct([
    for arn in local.trust_role_arns : local.trust_by_principal_arn ? replace(arn, "/:role/.+$/", ":root") : arn
  ])

  # What lies in another partition than the role; nothing crosses partitions
  trust_foreign_arns = [
    for arn in compact(concat(try([for element in var.trusted_role_arns : element], []), [var.permissions_boundary_arn])) : arn
    if split(":", arn)[1] != local.partition
  ]

  # The inputs that decide which statements exist; a sensitive one shapes the policy like any other
  shape = {
    kms_tightening                    = try(nonsensitive(var.kms_tightening), var.kms_tightening)
    acquisition_methods               = try(nonsensitive(var.acquisition_methods), var.acquisition_methods)
    capabilities                      = try(nonsensitive(var.capabilities), var.capabilities)
    evidence_source_bucket_arns       = try(nonsensitive(var.evidence_source_bucket_arns), var.evidence_source_bucket_arns)
    kms_key_arns                      = try(nonsensitive(var.kms_key_arns), var.kms_key_arns)
    create_grant                      = try(nonsensitive(var.create_grant), var.create_grant)
    temporary_key_enabled             = try(nonsensitive(var.temporary_key.enabled), var.temporary_key.enabled)
    target_role_name                  = try(nonsensitive(var.target_role_name), var.target_role_name)
    platform_region                   = try(nonsensitive(var.platform_region), var.platform_region)
    evidence_regions                  = try(nonsensitive(var.evidence_regions), var.evidence_regions)
    temporary_key_replica_regions     = try(nonsensitive(var.temporary_key.replica_regions), var.temporary_key.replica_regions)
    temporary_key_delete_alias        = try(nonsensitive(var.temporary_key.delete_alias), var.temporary_key.delete_alias)
    target_role_arns                  = try(nonsensitive(var.target_role_arns), var.target_role_arns)
    evidence_bucket_name              = try(nonsensitive(var.evidence_bucket_name), var.evidence_bucket_name)
    evidence_bucket_kms_key_arn       = try(nonsensitive(var.evidence_bucket_kms_key_arn), var.evidence_bucket_kms_key_arn)
    temporary_key_service_linked_role = try(nonsensitive(var.temporary_key.service_linked_role), var.temporary_key.service_linked_role)
    tag_after_create                  = try(nonsensitive(var.tag_after_create), var.tag_after_create)
    import_image                      = try(nonsensitive(var.import_image), var.import_image)
    lambda_log_group_names            = try(nonsensitive(var.lambda_log_group_names), var.lambda_log_group_names)
    worker_role_arn                   = try(nonsensitive(var.worker_role_arn), var.worker_role_arn)
  }

  # Which statements and conditions exist
  at_least_aws_resources      = contains(["aws_resources", "via_service", "encryption_context", "pinned"], local.shape.kms_tightening)
  at_least_via_service        = contains(["via_service", "encryption_context", "pinned"], local.shape.kms_tightening)
  at_least_encryption_context = contains(["encryption_context", "pinned"], local.shape.kms_tightening)
  at_least_pinned             = local.shape.kms_tightening == "pinned"
  create_volume               = contains(local.shape.acquisition_methods, "create_volume")
  ebs_direct                  = contains(local.shape.acquisition_methods, "ebs_direct")
  volumes                     = contains(local.shape.capabilities, "ec2") || contains(local.shape.capabilities, "ami")
  copied_volumes              = local.volumes && local.create_volume
  copied_images               = contains(local.shape.capabilities, "ami") && local.create_volume
  no_source_buckets           = try(length(local.shape.evidence_source_bucket_arns) == 0, false)
  any_own_bucket              = local.shape.evidence_source_bucket_arns == null
  objects                     = contains(local.shape.capabilities, "s3") && !local.no_source_buckets
  no_keys                     = try(length(local.shape.kms_key_arns) == 0, false)

  create_grant = (
    local.volumes &&
    (local.shape.create_grant == true || (local.shape.create_grant == null && local.create_volume))
  )

  ssm_commands           = contains(local.shape.capabilities, "memory_forensics") || contains(local.shape.capabilities, "triage")
  reads_need_a_statement = !local.no_keys && (local.at_least_via_service || !local.volumes)
  keys_given             = local.shape.kms_key_arns != null
  temporary_key          = local.copied_volumes && local.shape.temporary_key_enabled
  use_keys               = local.volumes && (!local.no_keys || local.temporary_key)
  grant_keys             = local.create_grant && (!local.no_keys || local.temporary_key)
  organization_keys      = local.shape.target_role_name != null && local.copied_volumes && !local.keys_given
  regions_given          = local.shape.platform_region != null || !try(length(local.shape.evidence_regions) == 0, false)

  replicas = (
    local.temporary_key &&
    (length(distinct(compact(flatten([local.shape.platform_region, local.shape.evidence_regions, local.shape.temporary_key_replica_regions])))) > 1 || (!local.regions_given && !try(length(local.shape.temporary_key_replica_regions) == 0, false)))
  )

  delete_alias    = local.temporary_key && local.shape.temporary_key_delete_alias
  targets         = !try(length(local.shape.target_role_arns) == 0, false)
  evidence_bucket = local.shape.evidence_bucket_name != null
  core_platform   = contains(local.shape.capabilities, "core_platform")

  nothing_in_kms = !(
    local.use_keys ||
    local.grant_keys ||
    local.organization_keys ||
    (local.volumes || contains(local.shape.capabilities, "s3")) ||
    (local.objects && local.reads_need_a_statement) ||
    (contains(local.shape.capabilities, "lambda") && local.reads_need_a_statement) ||
    local.shape.evidence_bucket_kms_key_arn != null
  )

  nothing_in_temporary_key = !(local.temporary_key || local.replicas || local.delete_alias)

  nothing_in_acquisition = !(
    local.volumes ||
    contains(local.shape.capabilities, "ec2") ||
    local.copied_volumes ||
    local.copied_images ||
    contains(local.shape.capabilities, "cloudtrail") ||
    local.objects ||
    contains(local.shape.capabilities, "lambda") ||
    contains(local.shape.capabilities, "eks") ||
    contains(local.shape.capabilities, "ecs")
  )

  nothing_in_operations = !(
    contains(local.shape.capabilities, "policy_check") ||
    local.evidence_bucket ||
    local.ssm_commands ||
    contains(local.shape.capabilities, "triage") ||
    contains(local.shape.capabilities, "isolate_ec2") ||
    contains(local.shape.capabilities, "guardduty")
  )

  nothing_in_platform = !(
    local.targets ||
    local.shape.target_role_name != null ||
    contains(local.shape.capabilities, "error_reporting") ||
    contains(local.shape.capabilities, "health_checks") ||
    contains(local.shape.capabilities, "platform_updates") ||
    local.core_platform
  )

  # Where the key may be used, and the services as kms:ViaService shows them: .amazonaws.com in every partition
  regions         = distinct(compact(concat([var.platform_region], tolist(var.evidence_regions))))
  key_regions     = length(local.regions) > 0 ? local.regions : ["*"]
  ec2_services    = [for region in local.regions : "ec2.${region}.amazonaws.com"]
  s3_services     = [for region in local.regions : "s3.${region}.amazonaws.com"]
  lambda_services = [for region in local.regions : "lambda.${region}.amazonaws.com"]

  # The roles that this one may assume
  assumed_role_arns = distinct(var.target_role_arns)

  # The accounts whose keys a copied volume may be under, besides this one
  target_accounts = !local.copied_volumes ? [] : distinct([
    for arn in var.target_role_arns : split(":", arn)[4]
    if split(":", arn)[4] != local.account_id
  ])

  target_key_arns = flatten([
    for account in local.target_accounts : [
      for region in local.key_regions : "arn:${local.partition}:kms:${region}:${account}:key/*"
    ]
  ])

  # The keys that the role may use
  key_arns = local.keys_given ? try([for element in var.kms_key_arns : element], []) : concat(
    [for region in local.key_regions : "arn:${local.partition}:kms:${region}:${local.account_id}:key/*"],
    local.target_key_arns,
  )

  # Where temporary keys may be: multi-Region keys of this account
  replica_regions       = distinct(concat(local.regions, tolist(var.temporary_key.replica_regions)))
  temporary_key_regions = length(local.regions) > 0 ? local.replica_regions : ["*"]

  temporary_key_arns = [
    for region in local.temporary_key_regions :
    "arn:${local.partition}:kms:${region}:${local.account_id}:key/mrk-*"
  ]

  temporary_alias_arns = [
    for region in local.temporary_key_regions :
    "arn:${local.partition}:kms:${region}:${local.account_id}:alias/${var.temporary_key.alias_prefix}*"
  ]

  temporary_aliases = ["alias/${var.temporary_key.alias_prefix}*"]

  # Those keys and, where they are not among them, the temporary ones
  use_key_arns = concat(local.key_arns, !local.temporary_key ? [] : [
    for region in local.temporary_key_regions :
    "arn:${local.partition}:kms:${region}:${local.account_id}:key/mrk-*"
    if local.keys_given || !contains(local.key_regions, region)
  ])

  # The keys whose type the role may read: every one of this account, since the AWS managed key has an id that
  # nobody knows
  described_key_arns = concat(
    ["arn:${local.partition}:kms:*:${local.account_id}:key/*"],
    local.keys_given ? try([for element in var.kms_key_arns : element], []) : local.target_key_arns,
  )

  organization_key_arns  = [for region in local.key_regions : "arn:${local.partition}:kms:${region}:*:key/*"]
  organization           = compact([var.organization_id])
  organization_role_arns = [for name in compact([var.target_role_name]) : "arn:${local.partition}:iam::*:role/${name}"]

  # What the platform names while it makes it, and the calls that make it
  tagged_arns = concat(
    ["arn:${local.partition}:ec2:*::snapshot/*"],
    local.create_volume ? ["arn:${local.partition}:ec2:*:${local.account_id}:volume/*"] : [],
    local.copied_images ? ["arn:${local.partition}:ec2:*::image/*"] : [],
  )

  create_actions = concat(
    ["CreateSnapshot", "CreateSnapshots"],
    local.create_volume ? ["CopySnapshot", "CreateVolume"] : [],
    local.copied_images ? ["CopyImage"] : [],
  )

  # The role itself, computed, so that its policies are known before it exists
  own_role_arn = ["arn:${local.partition}:iam::${local.account_id}:role${var.role_path}${var.role_name}"]
  own_account  = [local.account_id]

  # The buckets that evidence is read from, their objects, and what S3 names in the encryption context
  s3_bucket_arns = var.evidence_source_bucket_arns == null ? ["arn:${local.partition}:s3:::*"] : [
    for arn in var.evidence_source_bucket_arns : arn
  ]

  s3_object_arns = var.evidence_source_bucket_arns == null ? ["arn:${local.partition}:s3:::*/*"] : [
    for arn in var.evidence_source_bucket_arns : "${arn}/*"
  ]

  s3_context_arns = var.evidence_source_bucket_arns == null ? ["arn:${local.partition}:s3:::*"] : flatten([
    for arn in var.evidence_source_bucket_arns : [arn, "${arn}/*"]
  ])

  # A log group, and the streams in it
  lambda_log_group_arns = flatten([
    for name in var.lambda_log_group_names : [
      "arn:${local.partition}:logs:*:${local.account_id}:log-group:${name}",
      "arn:${local.partition}:logs:*:${local.account_id}:log-group:${name}:*",
    ]
  ])

  # The platform's own bucket, its objects, its key, and S3 in the platform's Region
  evidence_bucket_arns  = [for name in compact([var.evidence_bucket_name]) : "arn:${local.partition}:s3:::${name}"]
  evidence_object_arns  = [for arn in local.evidence_bucket_arns : "${arn}/*"]
  evidence_context_arns = concat(local.evidence_bucket_arns, local.evidence_object_arns)
  evidence_key_arns     = compact([var.evidence_bucket_kms_key_arn])
  platform_s3_services  = [for region in compact([var.platform_region]) : "s3.${region}.amazonaws.com"]
  worker_role_arns      = compact([var.worker_role_arn])

  # EC2 as a service that is handed a role; China has a name of its own
  ec2_principals = [local.partition == "aws-cn" ? "ec2.amazonaws.com.cn" : "ec2.amazonaws.com"]

  # What lies in another partition than the role; nothing crosses partitions
  foreign_arns = [
    for arn in compact(concat(try([for element in var.target_role_arns : element], []), try([for element in var.kms_key_arns : element], []), try([for element in var.evidence_source_bucket_arns : element], []), [var.evidence_bucket_kms_key_arn, var.worker_role_arn])) : arn
    if split(":", arn)[1] != local.partition
  ]

  foreign_regions = [
    for region in local.replica_regions : region
    if local.partition != (
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

  # The managed policies, by key
  policy_json = {
    kms           = data.aws_iam_policy_document.kms.json
    temporary_key = data.aws_iam_policy_document.temporary_key.json
    acquisition   = data.aws_iam_policy_document.acquisition.json
    operations    = data.aws_iam_policy_document.operations.json
    platform      = data.aws_iam_policy_document.platform.json
  }
}

resource "aws_iam_role" "this" {
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  name                 = var.role_name
  path                 = var.role_path
  description          = var.role_description
  permissions_boundary = var.permissions_boundary_arn
  max_session_duration = var.max_session_duration
  tags                 = var.tags

  lifecycle {
    precondition {
      condition     = length(jsonencode(jsondecode(data.aws_iam_policy_document.trust.json))) <= 2048
      error_message = "The trust policy of ${var.role_name} has ${length(jsonencode(jsondecode(data.aws_iam_policy_document.trust.json)))} characters without whitespace and IAM takes 2048. Trust fewer roles, or roles with shorter paths"
    }
  }
}

# Every policy exists, whatever is chosen, so that a choice never changes an address
resource "aws_iam_policy" "this" {
  for_each = toset(["kms", "temporary_key", "acquisition", "operations", "platform"])

  name   = "${var.role_name}-${each.key}"
  path   = var.role_path
  policy = local.policy_json[each.key]
  tags   = var.tags

  lifecycle {
    precondition {
      condition     = length(jsonencode(jsondecode(local.policy_json[each.key]))) <= 6144
      error_message = "Policy ${each.key} of ${var.role_name} has ${length(jsonencode(jsondecode(local.policy_json[each.key])))} characters without whitespace and IAM takes 6144. Name fewer Regions, accounts, keys, buckets or roles"
    }
  }
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = toset(["kms", "temporary_key", "acquisition", "operations", "platform"])

  role       = aws_iam_role.this.name
  policy_arn = aws_iam_policy.this[each.key].arn
}
