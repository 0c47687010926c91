data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

# Who may assume the role
data "aws_iam_policy_document" "trust" {
  # The platform's roles act as this role. No account, user or service is trusted.
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

    dynamic "condition" {
      for_each = local.trust_shape.external_id != null ? [1] : []

      content {
        test     = "StringEquals"
        variable = "sts:ExternalId"
        values   = local.trust_external_id
      }
    }

    dynamic "condition" {
      for_each = local.trust_shape.organization_id != null ? [1] : []

      content {
        test     = "StringEquals"
        variable = "aws:PrincipalOrgID"
        values   = local.trust_organization_id
      }
    }
  }

  lifecycle {
    precondition {
      condition     = length(local.trust_foreign_arns) == 0
      error_message = "platform_role_arn, additional_platform_role_arns, permissions_boundary_arn must lie in the partition of the role, ${local.partition}, since nothing crosses partitions; not ${jsonencode(local.trust_foreign_arns)}. Accepted: arn:${local.partition}:iam::111122223333:role/CadoResponseRole"
    }
  }
}

# Keys that evidence is encrypted with
data "aws_iam_policy_document" "kms" {
  # EBS decrypts and re-encrypts for the role when it reads, copies or shares an encrypted snapshot.
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

      resources = local.key_arns

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

  # EBS takes a grant to decrypt while it copies. A statement of its own: kms:GrantIsForAWSResource is absent
  # from every other call and would deny it.
  dynamic "statement" {
    for_each = local.grant_keys ? [1] : []

    content {
      sid       = "KmsCreateGrant"
      effect    = "Allow"
      actions   = ["kms:CreateGrant"]
      resources = local.key_arns

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

  # EBS copies a snapshot to the platform's temporary key and re-encrypts it while it is shared. An AWS managed
  # key cannot leave the account, so its volumes have no other way.
  dynamic "statement" {
    for_each = local.temporary_keys ? [1] : []

    content {
      sid    = "TempKeyUse"
      effect = "Allow"

      actions = (
        local.at_least_encryption_context ? ["kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo"] :
        ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"]
      )

      resources = local.temporary_key_arns

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

  # EBS takes a grant on the temporary key while it copies to it.
  dynamic "statement" {
    for_each = local.temporary_keys && local.create_grant ? [1] : []

    content {
      sid       = "TempKeyCreateGrant"
      effect    = "Allow"
      actions   = ["kms:CreateGrant"]
      resources = local.temporary_key_arns

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
      condition     = length(local.foreign_arns) == 0
      error_message = "kms_key_arns, evidence_source_bucket_arns must lie in the partition of the role, ${local.partition}, since nothing crosses partitions; not ${jsonencode(local.foreign_arns)}. Accepted: arn:${local.partition}:iam::111122223333:role/CadoResponseRole"
    }

    precondition {
      condition     = length(local.foreign_regions) == 0
      error_message = "platform_region, evidence_regions must be Regions of the partition of the role, ${local.partition}; not ${jsonencode(local.foreign_regions)}. Accepted: eu-west-1 in aws, us-gov-west-1 in aws-us-gov, cn-north-1 in aws-cn"
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

  # The platform's account is added to those that may use a snapshot, and no other account.
  dynamic "statement" {
    for_each = local.copied_volumes ? [1] : []

    content {
      sid       = "SnapshotShare"
      effect    = "Allow"
      actions   = ["ec2:ModifySnapshotAttribute"]
      resources = ["arn:${local.partition}:ec2:*::snapshot/*"]

      condition {
        test     = "StringEquals"
        variable = "ec2:Add/userId"
        values   = local.platform_account
      }
    }
  }

  # One call may name an account and everybody at once; everybody is refused.
  dynamic "statement" {
    for_each = local.copied_volumes ? [1] : []

    content {
      sid       = "SnapshotNeverPublic"
      effect    = "Deny"
      actions   = ["ec2:ModifySnapshotAttribute"]
      resources = ["arn:${local.partition}:ec2:*::snapshot/*"]

      condition {
        test     = "StringEquals"
        variable = "ec2:Add/group"
        values   = ["all"]
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

  # The platform finds the organisation's accounts by name and tag.
  dynamic "statement" {
    for_each = contains(local.shape.capabilities, "organizations") ? [1] : []

    content {
      sid       = "OrganizationRead"
      effect    = "Allow"
      actions   = ["organizations:ListAccounts", "organizations:ListTagsForResource"]
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

# What the platform's role needs on its side
data "aws_iam_policy_document" "platform_side" {
  # For the platform's role, where cado-role does not make it: it may assume this role.
  statement {
    sid       = "AssumeTarget"
    effect    = "Allow"
    actions   = ["sts:AssumeRole"]
    resources = local.own_role_arn
  }
}

locals {
  # Where the role lies
  partition  = data.aws_partition.current.partition
  account_id = data.aws_caller_identity.current.account_id

  # The inputs that decide which statements exist; a sensitive one shapes the policy like any other
  trust_shape = {
    principal_match = try(nonsensitive(var.principal_match), var.principal_match)
    external_id     = try(nonsensitive(var.external_id), var.external_id)
    organization_id = try(nonsensitive(var.organization_id), var.organization_id)
  }

  # Which statements and conditions exist
  trust_by_principal_arn = local.trust_shape.principal_match == "principal_arn"

  # Who may assume the role, and the principals that stand for them: the roles themselves, or their account
  # roots
  trust_role_arns = distinct(concat([var.platform_role_arn], var.additional_platform_role_arns))

  trust_principals = distinct([
    for arn in local.trust_role_arns : local.trust_by_principal_arn ? replace(arn, "/:role/.+$/", ":root") : arn
  ])

  # What lies in another partition than the role; nothing crosses partitions
  trust_foreign_arns = [
    for arn in compact(concat(try([for element in var.additional_platform_role_arns : element], []), [var.platform_role_arn, var.permissions_boundary_arn])) : arn
    if split(":", arn)[1] != local.partition
  ]

  trust_external_id     = compact([var.external_id])
  trust_organization_id = compact([var.organization_id])

  # The inputs that decide which statements exist; a sensitive one shapes the policy like any other
  shape = {
    kms_tightening              = try(nonsensitive(var.kms_tightening), var.kms_tightening)
    acquisition_methods         = try(nonsensitive(var.acquisition_methods), var.acquisition_methods)
    capabilities                = try(nonsensitive(var.capabilities), var.capabilities)
    evidence_source_bucket_arns = try(nonsensitive(var.evidence_source_bucket_arns), var.evidence_source_bucket_arns)
    kms_key_arns                = try(nonsensitive(var.kms_key_arns), var.kms_key_arns)
    create_grant                = try(nonsensitive(var.create_grant), var.create_grant)
    platform_temporary_keys     = try(nonsensitive(var.platform_temporary_keys), var.platform_temporary_keys)
    tag_after_create            = try(nonsensitive(var.tag_after_create), var.tag_after_create)
    import_image                = try(nonsensitive(var.import_image), var.import_image)
    lambda_log_group_names      = try(nonsensitive(var.lambda_log_group_names), var.lambda_log_group_names)
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
  use_keys               = local.volumes && !local.no_keys
  grant_keys             = local.create_grant && !local.no_keys
  temporary_keys         = local.copied_volumes && local.shape.platform_temporary_keys

  nothing_in_kms = !(
    local.use_keys ||
    local.grant_keys ||
    local.temporary_keys ||
    (local.volumes || contains(local.shape.capabilities, "s3")) ||
    (local.objects && local.reads_need_a_statement) ||
    (contains(local.shape.capabilities, "lambda") && local.reads_need_a_statement)
  )

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
    local.ssm_commands ||
    contains(local.shape.capabilities, "triage") ||
    contains(local.shape.capabilities, "isolate_ec2") ||
    contains(local.shape.capabilities, "guardduty") ||
    contains(local.shape.capabilities, "organizations")
  )

  # Where the key may be used, and the services as kms:ViaService shows them: .amazonaws.com in every partition
  regions         = distinct(compact(concat([var.platform_region], tolist(var.evidence_regions))))
  key_regions     = length(local.regions) > 0 ? local.regions : ["*"]
  ec2_services    = [for region in local.regions : "ec2.${region}.amazonaws.com"]
  s3_services     = [for region in local.regions : "s3.${region}.amazonaws.com"]
  lambda_services = [for region in local.regions : "lambda.${region}.amazonaws.com"]

  # The keys that the role may use
  key_arns = var.kms_key_arns != null ? try([for element in var.kms_key_arns : element], []) : [
    for region in local.key_regions : "arn:${local.partition}:kms:${region}:${local.account_id}:key/*"
  ]

  # The platform's account, and its temporary keys: multi-Region keys
  platform_account = [split(":", var.platform_role_arn)[4]]

  temporary_key_arns = !local.temporary_keys ? [] : [
    for region in local.key_regions : "arn:${local.partition}:kms:${region}:${local.platform_account[0]}:key/mrk-*"
  ]

  # The keys whose type the role may read: every one of this account, since the AWS managed key has an id that
  # nobody knows
  described_key_arns = concat(
    ["arn:${local.partition}:kms:*:${local.account_id}:key/*"],
    try([for element in var.kms_key_arns : element], []),
    local.temporary_key_arns,
  )

  # What the platform names while it makes it, and the calls that make it
  tagged_arns = concat(
    ["arn:${local.partition}:ec2:*::snapshot/*"],
    local.copied_images ? ["arn:${local.partition}:ec2:*::image/*"] : [],
  )

  create_actions = concat(
    ["CreateSnapshot", "CreateSnapshots"],
    local.create_volume ? ["CopySnapshot"] : [],
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

  # What lies in another partition than the role; nothing crosses partitions
  foreign_arns = [
    for arn in compact(concat(try([for element in var.kms_key_arns : element], []), try([for element in var.evidence_source_bucket_arns : element], []), [])) : arn
    if split(":", arn)[1] != local.partition
  ]

  foreign_regions = [
    for region in local.regions : region
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
    kms         = data.aws_iam_policy_document.kms.json
    acquisition = data.aws_iam_policy_document.acquisition.json
    operations  = data.aws_iam_policy_document.operations.json
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
  for_each = toset(["kms", "acquisition", "operations"])

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
  for_each = toset(["kms", "acquisition", "operations"])

  role       = aws_iam_role.this.name
  policy_arn = aws_iam_policy.this[each.key].arn
}
