# Who may assume the role, what they must show, and in which partition. Generated; runs offline with Terraform
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
    account_id = "444455556666"
  }
}

run "defaults" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
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
            AWS = ["arn:aws:iam::111122223333:role/CadoResponseRole"]
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
        if contains(["KmsUse", "KmsCreateGrant", "TempKeyUse", "TempKeyCreateGrant", "KmsDescribe", "KmsListAliases"], s.Sid)
      ]),
      jsonencode([
        {
          Sid       = "KmsUse"
          Effect    = "Allow"
          Action    = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
          Resource  = ["arn:aws:kms:*:444455556666:key/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid      = "KmsCreateGrant"
          Effect   = "Allow"
          Action   = ["kms:CreateGrant"]
          Resource = ["arn:aws:kms:*:444455556666:key/*"]
          Condition = {
            Bool = {
              "kms:GrantIsForAWSResource" = ["true"]
            }
          }
          Principal = {}
        },
        {
          Sid       = "TempKeyUse"
          Effect    = "Allow"
          Action    = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
          Resource  = ["arn:aws:kms:*:111122223333:key/mrk-*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid      = "TempKeyCreateGrant"
          Effect   = "Allow"
          Action   = ["kms:CreateGrant"]
          Resource = ["arn:aws:kms:*:111122223333:key/mrk-*"]
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
          Resource  = ["arn:aws:kms:*:111122223333:key/mrk-*", "arn:aws:kms:*:444455556666:key/*"]
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
        if contains(["Ec2Describe", "Ec2DescribeInstanceAttribute", "InstanceProfileRead", "SnapshotCreate", "SnapshotCreateOfInstance", "TagWhileCreating", "SnapshotDelete", "SnapshotReadBlocks", "SnapshotCopy", "ImageCopy", "ImageDeregister", "SnapshotShare", "SnapshotNeverPublic", "CloudTrailLookup", "S3ReadObjects", "S3ReadBuckets", "S3ListBuckets", "LambdaList", "LambdaReadCode", "LambdaReadImage", "LambdaReadLogs", "EksList", "EksDescribe"], s.Sid)
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
          Resource  = ["arn:aws:ec2:*:444455556666:instance/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "InstanceProfileRead"
          Effect    = "Allow"
          Action    = ["iam:GetInstanceProfile"]
          Resource  = ["arn:aws:iam::444455556666:instance-profile/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "SnapshotCreate"
          Effect    = "Allow"
          Action    = ["ec2:CreateSnapshot"]
          Resource  = ["arn:aws:ec2:*:444455556666:volume/*", "arn:aws:ec2:*::snapshot/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "SnapshotCreateOfInstance"
          Effect    = "Allow"
          Action    = ["ec2:CreateSnapshots"]
          Resource  = ["arn:aws:ec2:*:444455556666:instance/*", "arn:aws:ec2:*:444455556666:volume/*", "arn:aws:ec2:*::snapshot/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid      = "TagWhileCreating"
          Effect   = "Allow"
          Action   = ["ec2:CreateTags"]
          Resource = ["arn:aws:ec2:*::image/*", "arn:aws:ec2:*::snapshot/*"]
          Condition = {
            StringEquals = {
              "ec2:CreateAction" = ["CopyImage", "CopySnapshot", "CreateSnapshot", "CreateSnapshots"]
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
          Sid      = "SnapshotShare"
          Effect   = "Allow"
          Action   = ["ec2:ModifySnapshotAttribute"]
          Resource = ["arn:aws:ec2:*::snapshot/*"]
          Condition = {
            StringEquals = {
              "ec2:Add/userId" = ["111122223333"]
            }
          }
          Principal = {}
        },
        {
          Sid      = "SnapshotNeverPublic"
          Effect   = "Deny"
          Action   = ["ec2:ModifySnapshotAttribute"]
          Resource = ["arn:aws:ec2:*::snapshot/*"]
          Condition = {
            StringEquals = {
              "ec2:Add/group" = ["all"]
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
              "aws:ResourceAccount" = ["444455556666"]
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
              "aws:ResourceAccount" = ["444455556666"]
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
          Resource  = ["arn:aws:lambda:*:444455556666:function:*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "LambdaReadImage"
          Effect    = "Allow"
          Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
          Resource  = ["arn:aws:ecr:*:444455556666:repository/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid    = "LambdaReadLogs"
          Effect = "Allow"
          Action = ["logs:FilterLogEvents"]
          Resource = [
            "arn:aws:logs:*:444455556666:log-group:/aws/lambda/*",
            "arn:aws:logs:*:444455556666:log-group:/aws/lambda/*:*",
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
          Resource  = ["arn:aws:eks:*:444455556666:cluster/*"]
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
        if contains(["PolicyCheckRole", "PolicyCheckPolicies"], s.Sid)
      ]),
      jsonencode([
        {
          Sid       = "PolicyCheckRole"
          Effect    = "Allow"
          Action    = ["iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies", "iam:SimulatePrincipalPolicy"]
          Resource  = ["arn:aws:iam::444455556666:role/CadoResponseRole"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "PolicyCheckPolicies"
          Effect    = "Allow"
          Action    = ["iam:GetPolicy", "iam:GetPolicyVersion"]
          Resource  = ["arn:aws:iam::444455556666:policy/*", "arn:aws:iam::aws:policy/*"]
          Principal = {}
          Condition = {}
        },
      ]),
    ])) == 1

    error_message = "policy_json[\"operations\"] is not what the policy specifies for these inputs."
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
        trust       = "bcf3d89b93eba8a9fafeb600633852835560fa7c3093ba396ca2b13b9e79f090"
        kms         = "f961b681ef0049174b01a3845e78f2a00c2b2c045499af0de28f0a467f946feb"
        acquisition = "0e6757e1aa7ad921b1df4b97e978c7421f32d264938dd5f77ccfd35a9124c393"
        operations  = "1303b4d0687adcb0a98332e053b3d2b36146bea957ba3c577e20d872bbdc0f2a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "further_roles_trusted" {
  command = plan

  variables {
    platform_role_arn             = "arn:aws:iam::111122223333:role/CadoResponseRole"
    additional_platform_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole", "arn:aws:iam::111122223333:role/CadoResponseRole"]
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
        trust       = "e36a3e954e81ede3a8c0a1846b6cd004e75d1f8bab6adadf882e77fb2c212f8a"
        kms         = "f961b681ef0049174b01a3845e78f2a00c2b2c045499af0de28f0a467f946feb"
        acquisition = "0e6757e1aa7ad921b1df4b97e978c7421f32d264938dd5f77ccfd35a9124c393"
        operations  = "1303b4d0687adcb0a98332e053b3d2b36146bea957ba3c577e20d872bbdc0f2a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "an_external_id" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    external_id       = "0f3c9a52-6d1e-4b7a-8c25-91d4e7b3a608"
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
        trust       = "e1bd568a2436350c32d085ff077313a978a4d6aa9da6c0e9fa36b6b41e910b43"
        kms         = "f961b681ef0049174b01a3845e78f2a00c2b2c045499af0de28f0a467f946feb"
        acquisition = "0e6757e1aa7ad921b1df4b97e978c7421f32d264938dd5f77ccfd35a9124c393"
        operations  = "1303b4d0687adcb0a98332e053b3d2b36146bea957ba3c577e20d872bbdc0f2a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "an_organization" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    organization_id   = "o-a1b2c3d4e5"
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
        trust       = "737a430a62624425e995fb315cdf6fdbbbd104d60c3cd9225f2e5ada7b22c529"
        kms         = "f961b681ef0049174b01a3845e78f2a00c2b2c045499af0de28f0a467f946feb"
        acquisition = "0e6757e1aa7ad921b1df4b97e978c7421f32d264938dd5f77ccfd35a9124c393"
        operations  = "1303b4d0687adcb0a98332e053b3d2b36146bea957ba3c577e20d872bbdc0f2a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "trusted_by_principal_arn" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"

    additional_platform_role_arns = [
      "arn:aws:iam::111122223333:role/CadoResponseInstanceRole",
      "arn:aws:iam::777788889999:role/forensics/CadoResponseRole",
    ]

    principal_match = "principal_arn"
    external_id     = "0f3c9a52-6d1e-4b7a-8c25-91d4e7b3a608"
    organization_id = "o-a1b2c3d4e5"
    role_path       = "/forensics/"
    role_name       = "DarktraceForensicsRole"
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
        trust       = "4725a0aa901d0eb6ea847a16faa9accfe40033d2785fc460aa6feb665daf013b"
        kms         = "f961b681ef0049174b01a3845e78f2a00c2b2c045499af0de28f0a467f946feb"
        acquisition = "0e6757e1aa7ad921b1df4b97e978c7421f32d264938dd5f77ccfd35a9124c393"
        operations  = "2c2144c1eb3d81e6f112ecb00e3c42a44bacb64e67f4ab86205f3a1ea2c9ce5b"
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
    platform_role_arn = "arn:aws-us-gov:iam::111122223333:role/CadoResponseRole"

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
      "organizations",
    ]

    principal_match  = "principal_arn"
    kms_tightening   = "pinned"
    platform_region  = "us-gov-west-1"
    evidence_regions = ["us-gov-east-1"]
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
        trust       = "00bd63a260c29169f55121ab7b5f1c11750ae0d5e820bc3d8964896fa23bf3d5"
        kms         = "fd45129c3fd5ccf47ca42376b7ef977d8f08ad44f39ef424bb27bb73bebfb50e"
        acquisition = "6bc06a1e150166b8246e5ba73717ffafc8efd100a845fbbbe9b6050fb924d828"
        operations  = "7e15947b7efc74a4f4173a40cfc9a4775410008c40a5bab2f654318b2ba76bb4"
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
    platform_role_arn = "arn:aws-cn:iam::111122223333:role/CadoResponseRole"

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
      "organizations",
    ]

    principal_match  = "principal_arn"
    kms_tightening   = "pinned"
    platform_region  = "cn-north-1"
    evidence_regions = ["cn-northwest-1"]
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
        trust       = "2ddf7d8d56adc6f69cd5c2b791f4139a51ef7f4d8a487af6add137bcb6a8077b"
        kms         = "780a25cbc14520039a8ed131c5fe2e1f72ee334a8bb2864c3c36e76e81d59cc0"
        acquisition = "2f5f7ad323b25f78850afbca5c4106b4ac39525fb7f895c773cea066ec046450"
        operations  = "3f3e883d71e5066506158db88dcbb2d69d589a038cf220b00b43783af965bd7b"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "the_platform_is_told_which_role_to_assume" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    role_path         = "/forensics/"
  }

  assert {
    condition = jsonencode(flatten([jsondecode(output.platform_assume_role_policy_json).Statement])) == jsonencode([{
      Action   = "sts:AssumeRole"
      Effect   = "Allow"
      Resource = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"
      Sid      = "AssumeTarget"
    }])

    error_message = "The platform must be allowed to assume this role, and nothing else."
  }
}

run "a_session" {
  command = plan

  expect_failures = [var.platform_role_arn]

  variables {
    platform_role_arn = "arn:aws:sts::111122223333:assumed-role/CadoResponseRole/x"
  }
}

run "an_account_root" {
  command = plan

  expect_failures = [var.additional_platform_role_arns]

  variables {
    platform_role_arn             = "arn:aws:iam::111122223333:role/CadoResponseRole"
    additional_platform_role_arns = ["arn:aws:iam::111122223333:root"]
  }
}

run "a_platform_of_another_partition" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.trust]

  variables {
    platform_role_arn = "arn:aws-cn:iam::111122223333:role/CadoResponseRole"
  }
}

run "a_boundary_of_another_partition" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.trust]

  variables {
    platform_role_arn        = "arn:aws:iam::111122223333:role/CadoResponseRole"
    permissions_boundary_arn = "arn:aws-us-gov:iam::444455556666:policy/Boundary"
  }
}

run "too_many_trusted_roles" {
  command = plan

  expect_failures = [aws_iam_role.this]

  variables {
    platform_role_arn             = "arn:aws:iam::111122223333:role/CadoResponseRole"
    additional_platform_role_arns = [for i in range(40) : format("arn:aws:iam::111122223333:role/CadoResponseInstanceRole%d", i)]
  }
}
