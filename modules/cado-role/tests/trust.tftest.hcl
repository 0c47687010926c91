# Who may assume the role, whom it may assume, and in which partition. Generated; runs offline with Terraform
# 1.7 or later: terraform init && terraform test

provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true
}

provider "aws" {
  alias                       = "us_gov"
  region                      = "us-gov-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true
}

provider "aws" {
  alias                       = "cn"
  region                      = "cn-north-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true
}

override_data {
  target = data.aws_caller_identity.current

  values = {
    account_id = "111122223333"
  }
}

run "defaults" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in flatten([jsondecode(output.trust_policy_json).Statement]) : merge(s, {
          Action    = sort(flatten([s.Action]))
          Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
          Resource  = sort(flatten([try(s.Resource, [])]))
          Condition = {
            for operator, block in try(s.Condition, {}) : operator => {
              for key, values in block : key => sort(flatten([values]))
            }
          }
        })
        if contains(["AssumeRole"], s.Sid)
      ]),
      jsonencode([
        {
          Sid    = "AssumeRole"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
          }
          Action    = ["sts:AssumeRole"]
          Resource  = []
          Condition = {}
        },
      ]),
    ])) == 1

    error_message = "trust_policy_json is not what the policy specifies for these inputs."
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in flatten([jsondecode(output.policy_json["kms"]).Statement]) : merge(s, {
          Action    = sort(flatten([s.Action]))
          Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
          Resource  = sort(flatten([try(s.Resource, [])]))
          Condition = {
            for operator, block in try(s.Condition, {}) : operator => {
              for key, values in block : key => sort(flatten([values]))
            }
          }
        })
        if contains(["KmsUse", "KmsCreateGrant", "KmsDescribe", "KmsListAliases"], s.Sid)
      ]),
      jsonencode([
        {
          Sid       = "KmsUse"
          Effect    = "Allow"
          Action    = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
          Resource  = ["arn:aws:kms:*:111122223333:key/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid      = "KmsCreateGrant"
          Effect   = "Allow"
          Action   = ["kms:CreateGrant"]
          Resource = ["arn:aws:kms:*:111122223333:key/*"]
          Condition = {
            Bool = {
              "kms:GrantIsForAWSResource" = ["true"]
            }
          }
          Principal = {}
        },
        {
          Sid       = "KmsDescribe"
          Effect    = "Allow"
          Action    = ["kms:DescribeKey"]
          Resource  = ["arn:aws:kms:*:111122223333:key/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "KmsListAliases"
          Effect    = "Allow"
          Action    = ["kms:ListAliases"]
          Resource  = ["*"]
          Principal = {}
          Condition = {}
        },
      ]),
    ])) == 1

    error_message = "policy_json[\"kms\"] is not what the policy specifies for these inputs."
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in flatten([jsondecode(output.policy_json["temporary_key"]).Statement]) : merge(s, {
          Action    = sort(flatten([s.Action]))
          Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
          Resource  = sort(flatten([try(s.Resource, [])]))
          Condition = {
            for operator, block in try(s.Condition, {}) : operator => {
              for key, values in block : key => sort(flatten([values]))
            }
          }
        })
        if contains(["TempKeyCreate", "TempKeyAlias", "TempKeyAliasTarget", "TempKeyDelete", "TempKeyServiceLinkedRole"], s.Sid)
      ]),
      jsonencode([
        {
          Sid      = "TempKeyCreate"
          Effect   = "Allow"
          Action   = ["kms:CreateKey"]
          Resource = ["*"]
          Condition = {
            Bool = {
              "kms:MultiRegion" = ["true"]
            }
            StringEqualsIfExists = {
              "kms:KeySpec"   = ["SYMMETRIC_DEFAULT"]
              "kms:KeyUsage"  = ["ENCRYPT_DECRYPT"]
              "kms:KeyOrigin" = ["AWS_KMS"]
            }
          }
          Principal = {}
        },
        {
          Sid       = "TempKeyAlias"
          Effect    = "Allow"
          Action    = ["kms:CreateAlias"]
          Resource  = ["arn:aws:kms:*:111122223333:alias/CadoResponse-KMS-Alias*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid      = "TempKeyAliasTarget"
          Effect   = "Allow"
          Action   = ["kms:CreateAlias"]
          Resource = ["arn:aws:kms:*:111122223333:key/mrk-*"]
          Condition = {
            "ForAllValues:StringLike" = {
              "kms:ResourceAliases" = ["alias/CadoResponse-KMS-Alias*"]
            }
          }
          Principal = {}
        },
        {
          Sid      = "TempKeyDelete"
          Effect   = "Allow"
          Action   = ["kms:ScheduleKeyDeletion"]
          Resource = ["arn:aws:kms:*:111122223333:key/mrk-*"]
          Condition = {
            "ForAllValues:StringLike" = {
              "kms:ResourceAliases" = ["alias/CadoResponse-KMS-Alias*"]
            }
            "ForAnyValue:StringLike" = {
              "kms:ResourceAliases" = ["alias/CadoResponse-KMS-Alias*"]
            }
          }
          Principal = {}
        },
        {
          Sid    = "TempKeyServiceLinkedRole"
          Effect = "Allow"
          Action = ["iam:CreateServiceLinkedRole"]
          Resource = [
            "arn:aws:iam::111122223333:role/aws-service-role/mrk.kms.amazonaws.com/AWSServiceRoleForKeyManagementServiceMultiRegionKeys",
          ]
          Condition = {
            StringEquals = {
              "iam:AWSServiceName" = ["mrk.kms.amazonaws.com"]
            }
          }
          Principal = {}
        },
      ]),
    ])) == 1

    error_message = "policy_json[\"temporary_key\"] is not what the policy specifies for these inputs."
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in flatten([jsondecode(output.policy_json["acquisition"]).Statement]) : merge(s, {
          Action    = sort(flatten([s.Action]))
          Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
          Resource  = sort(flatten([try(s.Resource, [])]))
          Condition = {
            for operator, block in try(s.Condition, {}) : operator => {
              for key, values in block : key => sort(flatten([values]))
            }
          }
        })
        if contains(["Ec2Describe", "Ec2DescribeInstanceAttribute", "InstanceProfileRead", "SnapshotCreate", "SnapshotCreateOfInstance", "TagWhileCreating", "SnapshotDelete", "SnapshotReadBlocks", "SnapshotCopy", "ImageCopy", "ImageDeregister", "VolumeCreate", "VolumeCreateFrom", "VolumeAttach", "VolumeDelete", "CloudTrailLookup", "S3ReadObjects", "S3ReadBuckets", "S3ListBuckets", "LambdaList", "LambdaReadCode", "LambdaReadImage", "LambdaReadLogs", "EksList", "EksDescribe"], s.Sid)
      ]),
      jsonencode([
        {
          Sid    = "Ec2Describe"
          Effect = "Allow"
          Action = [
            "ec2:DescribeAccountAttributes",
            "ec2:DescribeAvailabilityZones",
            "ec2:DescribeFlowLogs",
            "ec2:DescribeImages",
            "ec2:DescribeInstanceStatus",
            "ec2:DescribeInstanceTypes",
            "ec2:DescribeInstances",
            "ec2:DescribeRegions",
            "ec2:DescribeRouteTables",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSnapshots",
            "ec2:DescribeSubnets",
            "ec2:DescribeTags",
            "ec2:DescribeVolumes",
            "ec2:DescribeVolumesModifications",
          ]
          Resource  = ["*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "Ec2DescribeInstanceAttribute"
          Effect    = "Allow"
          Action    = ["ec2:DescribeInstanceAttribute"]
          Resource  = ["arn:aws:ec2:*:111122223333:instance/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "InstanceProfileRead"
          Effect    = "Allow"
          Action    = ["iam:GetInstanceProfile"]
          Resource  = ["arn:aws:iam::111122223333:instance-profile/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "SnapshotCreate"
          Effect    = "Allow"
          Action    = ["ec2:CreateSnapshot"]
          Resource  = ["arn:aws:ec2:*:111122223333:volume/*", "arn:aws:ec2:*::snapshot/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "SnapshotCreateOfInstance"
          Effect    = "Allow"
          Action    = ["ec2:CreateSnapshots"]
          Resource  = ["arn:aws:ec2:*:111122223333:instance/*", "arn:aws:ec2:*:111122223333:volume/*", "arn:aws:ec2:*::snapshot/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid      = "TagWhileCreating"
          Effect   = "Allow"
          Action   = ["ec2:CreateTags"]
          Resource = ["arn:aws:ec2:*:111122223333:volume/*", "arn:aws:ec2:*::image/*", "arn:aws:ec2:*::snapshot/*"]
          Condition = {
            StringEquals = {
              "ec2:CreateAction" = ["CopyImage", "CopySnapshot", "CreateSnapshot", "CreateSnapshots", "CreateVolume"]
            }
          }
          Principal = {}
        },
        {
          Sid      = "SnapshotDelete"
          Effect   = "Allow"
          Action   = ["ec2:DeleteSnapshot"]
          Resource = ["arn:aws:ec2:*::snapshot/*"]
          Condition = {
            StringLike = {
              "aws:ResourceTag/Name" = ["CadoResponse*"]
            }
          }
          Principal = {}
        },
        {
          Sid       = "SnapshotReadBlocks"
          Effect    = "Allow"
          Action    = ["ebs:GetSnapshotBlock", "ebs:ListChangedBlocks", "ebs:ListSnapshotBlocks"]
          Resource  = ["arn:aws:ec2:*::snapshot/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "SnapshotCopy"
          Effect    = "Allow"
          Action    = ["ec2:CopySnapshot"]
          Resource  = ["arn:aws:ec2:*::snapshot/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "ImageCopy"
          Effect    = "Allow"
          Action    = ["ec2:CopyImage"]
          Resource  = ["arn:aws:ec2:*::image/*", "arn:aws:ec2:*::snapshot/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid      = "ImageDeregister"
          Effect   = "Allow"
          Action   = ["ec2:DeregisterImage"]
          Resource = ["arn:aws:ec2:*::image/*"]
          Condition = {
            StringLike = {
              "aws:ResourceTag/Name" = ["CadoResponse*"]
            }
          }
          Principal = {}
        },
        {
          Sid      = "VolumeCreate"
          Effect   = "Allow"
          Action   = ["ec2:CreateVolume"]
          Resource = ["arn:aws:ec2:*:111122223333:volume/*"]
          Condition = {
            StringLike = {
              "aws:RequestTag/Name" = ["CadoResponse*"]
            }
          }
          Principal = {}
        },
        {
          Sid       = "VolumeCreateFrom"
          Effect    = "Allow"
          Action    = ["ec2:CreateVolume"]
          Resource  = ["arn:aws:ec2:*::snapshot/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid      = "VolumeAttach"
          Effect   = "Allow"
          Action   = ["ec2:AttachVolume", "ec2:DetachVolume"]
          Resource = ["arn:aws:ec2:*:111122223333:instance/*", "arn:aws:ec2:*:111122223333:volume/*"]
          Condition = {
            StringLike = {
              "aws:ResourceTag/Name" = ["CadoResponse*"]
            }
          }
          Principal = {}
        },
        {
          Sid      = "VolumeDelete"
          Effect   = "Allow"
          Action   = ["ec2:DeleteVolume"]
          Resource = ["arn:aws:ec2:*:111122223333:volume/*"]
          Condition = {
            StringLike = {
              "aws:ResourceTag/Name" = ["CadoResponse*"]
            }
          }
          Principal = {}
        },
        {
          Sid       = "CloudTrailLookup"
          Effect    = "Allow"
          Action    = ["cloudtrail:LookupEvents"]
          Resource  = ["*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid      = "S3ReadObjects"
          Effect   = "Allow"
          Action   = ["s3:GetObject", "s3:RestoreObject"]
          Resource = ["arn:aws:s3:::*/*"]
          Condition = {
            StringEquals = {
              "aws:ResourceAccount" = ["111122223333"]
            }
          }
          Principal = {}
        },
        {
          Sid      = "S3ReadBuckets"
          Effect   = "Allow"
          Action   = ["s3:GetBucketLocation", "s3:ListBucket"]
          Resource = ["arn:aws:s3:::*"]
          Condition = {
            StringEquals = {
              "aws:ResourceAccount" = ["111122223333"]
            }
          }
          Principal = {}
        },
        {
          Sid       = "S3ListBuckets"
          Effect    = "Allow"
          Action    = ["s3:ListAllMyBuckets"]
          Resource  = ["*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "LambdaList"
          Effect    = "Allow"
          Action    = ["ecr:GetAuthorizationToken", "lambda:ListFunctions"]
          Resource  = ["*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "LambdaReadCode"
          Effect    = "Allow"
          Action    = ["lambda:GetFunction"]
          Resource  = ["arn:aws:lambda:*:111122223333:function:*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "LambdaReadImage"
          Effect    = "Allow"
          Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
          Resource  = ["arn:aws:ecr:*:111122223333:repository/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid    = "LambdaReadLogs"
          Effect = "Allow"
          Action = ["logs:FilterLogEvents"]
          Resource = [
            "arn:aws:logs:*:111122223333:log-group:/aws/lambda/*",
            "arn:aws:logs:*:111122223333:log-group:/aws/lambda/*:*",
          ]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "EksList"
          Effect    = "Allow"
          Action    = ["eks:ListClusters"]
          Resource  = ["*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "EksDescribe"
          Effect    = "Allow"
          Action    = ["eks:DescribeCluster"]
          Resource  = ["arn:aws:eks:*:111122223333:cluster/*"]
          Principal = {}
          Condition = {}
        },
      ]),
    ])) == 1

    error_message = "policy_json[\"acquisition\"] is not what the policy specifies for these inputs."
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in flatten([jsondecode(output.policy_json["operations"]).Statement]) : merge(s, {
          Action    = sort(flatten([s.Action]))
          Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
          Resource  = sort(flatten([try(s.Resource, [])]))
          Condition = {
            for operator, block in try(s.Condition, {}) : operator => {
              for key, values in block : key => sort(flatten([values]))
            }
          }
        })
        if contains(["PolicyCheckRole", "PolicyCheckPolicies", "PolicyCheckPlatformRole"], s.Sid)
      ]),
      jsonencode([
        {
          Sid       = "PolicyCheckRole"
          Effect    = "Allow"
          Action    = ["iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies", "iam:SimulatePrincipalPolicy"]
          Resource  = ["arn:aws:iam::111122223333:role/CadoResponseRole"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "PolicyCheckPolicies"
          Effect    = "Allow"
          Action    = ["iam:GetPolicy", "iam:GetPolicyVersion"]
          Resource  = ["arn:aws:iam::111122223333:policy/*", "arn:aws:iam::aws:policy/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "PolicyCheckPlatformRole"
          Effect    = "Allow"
          Action    = ["iam:GetRole", "iam:ListInstanceProfilesForRole"]
          Resource  = ["arn:aws:iam::111122223333:role/CadoResponseRole"]
          Principal = {}
          Condition = {}
        },
      ]),
    ])) == 1

    error_message = "policy_json[\"operations\"] is not what the policy specifies for these inputs."
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in flatten([jsondecode(output.policy_json["platform"]).Statement]) : merge(s, {
          Action    = sort(flatten([s.Action]))
          Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
          Resource  = sort(flatten([try(s.Resource, [])]))
          Condition = {
            for operator, block in try(s.Condition, {}) : operator => {
              for key, values in block : key => sort(flatten([values]))
            }
          }
        })
        if contains(["NothingChosen"], s.Sid)
      ]),
      jsonencode([
        {
          Sid       = "NothingChosen"
          Effect    = "Deny"
          Action    = ["sts:GetSessionToken"]
          Resource  = ["*"]
          Principal = {}
          Condition = {}
        },
      ]),
    ])) == 1

    error_message = "policy_json[\"platform\"] is not what the policy specifies for these inputs."
  }

  assert {
    condition = length(distinct([
      jsonencode({
        for key, json in merge(output.policy_json, { trust = output.trust_policy_json }) :
        key => sha256(jsonencode([
          for s in flatten([jsondecode(json).Statement]) : merge(s, {
            Action    = sort(flatten([s.Action]))
            Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
            Resource  = sort(flatten([try(s.Resource, [])]))
            Condition = {
              for operator, block in try(s.Condition, {}) : operator => {
                for key, values in block : key => sort(flatten([values]))
              }
            }
          })
        ]))
      }),
      jsonencode({
        trust         = "7e82146944cae1e126802f80f20a75f673f118e46c575d4654fce65e329ff219"
        kms           = "4fb66f92df48b656ec8dd7df8194a4bb495fc8b105c3c6064f4d85cbb8965a19"
        temporary_key = "525a5040f73b416cbb522611f2accd12362e2fe8e43c7ef018bf89b37e1b5d95"
        acquisition   = "e75d6819e2c657eb85cc79d88b0e1d46073dd340c70fd83a1da88c67c8d6983a"
        operations    = "8a973d03eccd41976590318e4f695ca61e2cfc332b477faa514ca5c0b2587e1e"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "two_roles_trusted" {
  command = plan

  variables {
    trusted_role_arns = [
      "arn:aws:iam::111122223333:role/CadoResponseInstanceRole",
      "arn:aws:iam::777788889999:role/forensics/CadoResponseRole",
      "arn:aws:iam::111122223333:role/CadoResponseInstanceRole",
    ]
  }

  assert {
    condition = length(distinct([
      jsonencode({
        for key, json in merge(output.policy_json, { trust = output.trust_policy_json }) :
        key => sha256(jsonencode([
          for s in flatten([jsondecode(json).Statement]) : merge(s, {
            Action    = sort(flatten([s.Action]))
            Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
            Resource  = sort(flatten([try(s.Resource, [])]))
            Condition = {
              for operator, block in try(s.Condition, {}) : operator => {
                for key, values in block : key => sort(flatten([values]))
              }
            }
          })
        ]))
      }),
      jsonencode({
        trust         = "d3553b235f3af1bdc5fcd0be82fb6b408be271fc8cec820c88f6dbb4eb7d45ad"
        kms           = "4fb66f92df48b656ec8dd7df8194a4bb495fc8b105c3c6064f4d85cbb8965a19"
        temporary_key = "525a5040f73b416cbb522611f2accd12362e2fe8e43c7ef018bf89b37e1b5d95"
        acquisition   = "e75d6819e2c657eb85cc79d88b0e1d46073dd340c70fd83a1da88c67c8d6983a"
        operations    = "8a973d03eccd41976590318e4f695ca61e2cfc332b477faa514ca5c0b2587e1e"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "trusted_by_principal_arn" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole", "arn:aws:iam::111122223333:role/forensics/Other"]
    principal_match   = "principal_arn"
    role_path         = "/forensics/"
    role_name         = "DarktraceForensicsRole"
  }

  assert {
    condition = length(distinct([
      jsonencode({
        for key, json in merge(output.policy_json, { trust = output.trust_policy_json }) :
        key => sha256(jsonencode([
          for s in flatten([jsondecode(json).Statement]) : merge(s, {
            Action    = sort(flatten([s.Action]))
            Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
            Resource  = sort(flatten([try(s.Resource, [])]))
            Condition = {
              for operator, block in try(s.Condition, {}) : operator => {
                for key, values in block : key => sort(flatten([values]))
              }
            }
          })
        ]))
      }),
      jsonencode({
        trust         = "4c262631e577c03e14ce325308c22022f34159da65f6ec1bcaadd2989bf5fb04"
        kms           = "4fb66f92df48b656ec8dd7df8194a4bb495fc8b105c3c6064f4d85cbb8965a19"
        temporary_key = "525a5040f73b416cbb522611f2accd12362e2fe8e43c7ef018bf89b37e1b5d95"
        acquisition   = "e75d6819e2c657eb85cc79d88b0e1d46073dd340c70fd83a1da88c67c8d6983a"
        operations    = "b0df7999acb7d47c235d61c5472142e706f834d74f959d44ebae1d5baeafcf3c"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "targets" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]

    target_role_arns = [
      "arn:aws:iam::444455556666:role/CadoResponseRole",
      "arn:aws:iam::777788889999:role/forensics/CadoResponseRole",
    ]

    acquisition_methods = ["ebs_direct"]
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in flatten([jsondecode(output.policy_json["temporary_key"]).Statement]) : merge(s, {
          Action    = sort(flatten([s.Action]))
          Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
          Resource  = sort(flatten([try(s.Resource, [])]))
          Condition = {
            for operator, block in try(s.Condition, {}) : operator => {
              for key, values in block : key => sort(flatten([values]))
            }
          }
        })
        if contains(["NothingChosen"], s.Sid)
      ]),
      jsonencode([
        {
          Sid       = "NothingChosen"
          Effect    = "Deny"
          Action    = ["sts:GetSessionToken"]
          Resource  = ["*"]
          Principal = {}
          Condition = {}
        },
      ]),
    ])) == 1

    error_message = "policy_json[\"temporary_key\"] is not what the policy specifies for these inputs."
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in flatten([jsondecode(output.policy_json["platform"]).Statement]) : merge(s, {
          Action    = sort(flatten([s.Action]))
          Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
          Resource  = sort(flatten([try(s.Resource, [])]))
          Condition = {
            for operator, block in try(s.Condition, {}) : operator => {
              for key, values in block : key => sort(flatten([values]))
            }
          }
        })
        if contains(["AssumeTargets"], s.Sid)
      ]),
      jsonencode([
        {
          Sid    = "AssumeTargets"
          Effect = "Allow"
          Action = ["sts:AssumeRole"]
          Resource = [
            "arn:aws:iam::444455556666:role/CadoResponseRole",
            "arn:aws:iam::777788889999:role/forensics/CadoResponseRole",
          ]
          Principal = {}
          Condition = {}
        },
      ]),
    ])) == 1

    error_message = "policy_json[\"platform\"] is not what the policy specifies for these inputs."
  }

  assert {
    condition = length(distinct([
      jsonencode({
        for key, json in merge(output.policy_json, { trust = output.trust_policy_json }) :
        key => sha256(jsonencode([
          for s in flatten([jsondecode(json).Statement]) : merge(s, {
            Action    = sort(flatten([s.Action]))
            Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
            Resource  = sort(flatten([try(s.Resource, [])]))
            Condition = {
              for operator, block in try(s.Condition, {}) : operator => {
                for key, values in block : key => sort(flatten([values]))
              }
            }
          })
        ]))
      }),
      jsonencode({
        trust         = "7e82146944cae1e126802f80f20a75f673f118e46c575d4654fce65e329ff219"
        kms           = "3f2b5fb6f704a9717cd5454095e80219715a9e4788b6bb08b57df8bad4309941"
        temporary_key = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition   = "fb2aae1fc2067e19038d769a06f383e18306ff6984fe89e61ece737b57637312"
        operations    = "8a973d03eccd41976590318e4f695ca61e2cfc332b477faa514ca5c0b2587e1e"
        platform      = "7e663b16a3d4007a48848cf0ffcf8ddae7f10d1223d3a9d594d54f8b46ba908d"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "a_role_of_the_organization" {
  command = plan

  variables {
    trusted_role_arns   = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    target_role_name    = "forensics/CadoResponseRole"
    organization_id     = "o-a1b2c3d4e5"
    acquisition_methods = ["ebs_direct"]
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in flatten([jsondecode(output.policy_json["platform"]).Statement]) : merge(s, {
          Action    = sort(flatten([s.Action]))
          Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
          Resource  = sort(flatten([try(s.Resource, [])]))
          Condition = {
            for operator, block in try(s.Condition, {}) : operator => {
              for key, values in block : key => sort(flatten([values]))
            }
          }
        })
        if contains(["AssumeTargetsInOrganization"], s.Sid)
      ]),
      jsonencode([
        {
          Sid      = "AssumeTargetsInOrganization"
          Effect   = "Allow"
          Action   = ["sts:AssumeRole"]
          Resource = ["arn:aws:iam::*:role/forensics/CadoResponseRole"]
          Condition = {
            StringEquals = {
              "aws:ResourceOrgID" = ["o-a1b2c3d4e5"]
            }
          }
          Principal = {}
        },
      ]),
    ])) == 1

    error_message = "policy_json[\"platform\"] is not what the policy specifies for these inputs."
  }

  assert {
    condition = length(distinct([
      jsonencode({
        for key, json in merge(output.policy_json, { trust = output.trust_policy_json }) :
        key => sha256(jsonencode([
          for s in flatten([jsondecode(json).Statement]) : merge(s, {
            Action    = sort(flatten([s.Action]))
            Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
            Resource  = sort(flatten([try(s.Resource, [])]))
            Condition = {
              for operator, block in try(s.Condition, {}) : operator => {
                for key, values in block : key => sort(flatten([values]))
              }
            }
          })
        ]))
      }),
      jsonencode({
        trust         = "7e82146944cae1e126802f80f20a75f673f118e46c575d4654fce65e329ff219"
        kms           = "3f2b5fb6f704a9717cd5454095e80219715a9e4788b6bb08b57df8bad4309941"
        temporary_key = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition   = "fb2aae1fc2067e19038d769a06f383e18306ff6984fe89e61ece737b57637312"
        operations    = "8a973d03eccd41976590318e4f695ca61e2cfc332b477faa514ca5c0b2587e1e"
        platform      = "90a0982a544a29d669b65f21d06e5491b3c0ef5ad175ab3cc091d138239104d8"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "govcloud" {
  command = plan

  providers = {
    aws = aws.us_gov
  }

  variables {
    trusted_role_arns = ["arn:aws-us-gov:iam::111122223333:role/CadoResponseInstanceRole"]
    target_role_arns  = ["arn:aws-us-gov:iam::444455556666:role/CadoResponseRole"]
    target_role_name  = "CadoResponseRole"
    organization_id   = "o-a1b2c3d4e5"
    principal_match   = "principal_arn"

    capabilities = [
      "ec2",
      "ami",
      "s3",
      "lambda",
      "eks",
      "cloudtrail",
      "policy_check",
      "ecs",
      "memory_forensics",
      "triage",
      "isolate_ec2",
      "guardduty",
      "health_checks",
      "platform_updates",
      "core_platform",
    ]

    kms_tightening   = "pinned"
    platform_region  = "us-gov-west-1"
    evidence_regions = ["us-gov-east-1"]

    temporary_key = {
      delete_alias = true
    }

    evidence_bucket_name        = "example-cado-evidence"
    evidence_bucket_kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    worker_role_arn             = "arn:aws-us-gov:iam::111122223333:role/CadoResponseWorkerRole"
  }

  assert {
    condition = length(distinct([
      jsonencode({
        for key, json in merge(output.policy_json, { trust = output.trust_policy_json }) :
        key => sha256(jsonencode([
          for s in flatten([jsondecode(json).Statement]) : merge(s, {
            Action    = sort(flatten([s.Action]))
            Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
            Resource  = sort(flatten([try(s.Resource, [])]))
            Condition = {
              for operator, block in try(s.Condition, {}) : operator => {
                for key, values in block : key => sort(flatten([values]))
              }
            }
          })
        ]))
      }),
      jsonencode({
        trust         = "5eafa8119f08970c4330a9966bc3ae2aa5e16dd0798c60566165255a62c2d911"
        kms           = "33ead857a398d9ebb9deff868a4f85eaea465d2319041e85ac3915535d9482c9"
        temporary_key = "4ca0e0e49de8e9c7f1f0b425c5a8f45c6c9687fd19cc5c109b561dce250ee23b"
        acquisition   = "8471e222fe6f6e532ba6c8e82508462a14070a606fc312dbf4e03b13d21b33d2"
        operations    = "c461cbb50278bd3be3fb805b6b74db0b00ff0d178a43af01fc644b02eada77f1"
        platform      = "34291bd9617fcd978b508c71db8a85685a4d977630e1c8e7056b407803382ee7"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "china" {
  command = plan

  providers = {
    aws = aws.cn
  }

  variables {
    trusted_role_arns = ["arn:aws-cn:iam::111122223333:role/CadoResponseInstanceRole"]
    target_role_arns  = ["arn:aws-cn:iam::444455556666:role/CadoResponseRole"]
    target_role_name  = "CadoResponseRole"
    organization_id   = "o-a1b2c3d4e5"
    principal_match   = "principal_arn"

    capabilities = [
      "ec2",
      "ami",
      "s3",
      "lambda",
      "eks",
      "cloudtrail",
      "policy_check",
      "ecs",
      "memory_forensics",
      "triage",
      "isolate_ec2",
      "guardduty",
      "health_checks",
      "platform_updates",
      "core_platform",
    ]

    kms_tightening   = "pinned"
    platform_region  = "cn-north-1"
    evidence_regions = ["cn-northwest-1"]

    temporary_key = {
      delete_alias = true
    }

    evidence_bucket_name        = "example-cado-evidence"
    evidence_bucket_kms_key_arn = "arn:aws-cn:kms:cn-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    worker_role_arn             = "arn:aws-cn:iam::111122223333:role/CadoResponseWorkerRole"
  }

  assert {
    condition = length(distinct([
      jsonencode({
        for key, json in merge(output.policy_json, { trust = output.trust_policy_json }) :
        key => sha256(jsonencode([
          for s in flatten([jsondecode(json).Statement]) : merge(s, {
            Action    = sort(flatten([s.Action]))
            Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
            Resource  = sort(flatten([try(s.Resource, [])]))
            Condition = {
              for operator, block in try(s.Condition, {}) : operator => {
                for key, values in block : key => sort(flatten([values]))
              }
            }
          })
        ]))
      }),
      jsonencode({
        trust         = "a88f98351f727202d66df59d4e2adc0863540eb51548b429d974c74b46f7248c"
        kms           = "2b49afe5591fca784883cc7868b998d9359455ffb8ba84a80214328d258c187f"
        temporary_key = "ddd9daaf2240db83fe5061451137ecdcb6d6dd6b25241886e804fe3fa20cb01e"
        acquisition   = "fb158f146e8ab942338795a00c506af0204ab35a6f7822a6c9284b33b3ae23d2"
        operations    = "450e1fe3ef9995f3fa95d2a2f71b8be91c38b76322297d3934b90c3b3696fe7a"
        platform      = "b93632ad002ce51d77d2d34ed67a21fde363a1457859ffc120dd788854d51050"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "nobody_trusted" {
  command = plan

  expect_failures = [var.trusted_role_arns]

  variables {
    trusted_role_arns = []
  }
}

run "an_account_root" {
  command = plan

  expect_failures = [var.trusted_role_arns]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole", "arn:aws:iam::111122223333:root"]
  }
}

run "a_trusted_role_of_another_partition" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.trust]

  variables {
    trusted_role_arns = ["arn:aws-cn:iam::111122223333:role/CadoResponseInstanceRole"]
  }
}

run "a_boundary_of_another_partition" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.trust]

  variables {
    trusted_role_arns        = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    permissions_boundary_arn = "arn:aws-us-gov:iam::111122223333:policy/Boundary"
  }
}

run "too_many_trusted_roles" {
  command = plan

  expect_failures = [aws_iam_role.this]

  variables {
    trusted_role_arns = [for i in range(40) : format("arn:aws:iam::111122223333:role/CadoResponseInstanceRole%d", i)]
  }
}
