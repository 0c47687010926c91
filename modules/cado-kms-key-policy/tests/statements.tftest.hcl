# Our statements, level by level and method by method. Generated; runs offline with Terraform 1.7 or later:
# terraform init && terraform test

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
        for s in jsondecode(output.statements_json) : merge(s, {
          Action    = sort(flatten([s.Action]))
          Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
          Resource  = sort(flatten([try(s.Resource, [])]))
          Condition = {
            for operator, block in try(s.Condition, {}) : operator => {
              for key, values in block : key => sort(flatten([values]))
            }
          }
        })
      ]),
      jsonencode([
        {
          Sid    = "CadoResponseDescribeKey"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::111122223333:root"]
          }
          Action   = ["kms:DescribeKey"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = ["arn:aws:iam::111122223333:role/CadoResponseRole"]
            }
          }
        },
        {
          Sid    = "CadoResponseEbsUse"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::111122223333:root"]
          }
          Action   = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = ["arn:aws:iam::111122223333:role/CadoResponseRole"]
            }
          }
        },
        {
          Sid    = "CadoResponseEbsCreateGrant"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::111122223333:root"]
          }
          Action   = ["kms:CreateGrant"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = ["arn:aws:iam::111122223333:role/CadoResponseRole"]
            }
            Bool = {
              "kms:GrantIsForAWSResource" = ["true"]
            }
          }
        },
      ]),
    ])) == 1

    error_message = "statements_json is not what the policy specifies for these inputs."
  }
}

run "documented_by_role_arn" {
  command = plan

  variables {
    platform_role_arn             = "arn:aws:iam::111122223333:role/CadoResponseRole"
    target_role_arn               = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"
    additional_platform_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    kms_tightening                = "documented"
    principal_match               = "role_arn"
    protects                      = ["ebs", "s3"]
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in jsondecode(output.statements_json) : merge(s, {
          Action    = sort(flatten([s.Action]))
          Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
          Resource  = sort(flatten([try(s.Resource, [])]))
          Condition = {
            for operator, block in try(s.Condition, {}) : operator => {
              for key, values in block : key => sort(flatten([values]))
            }
          }
        })
      ]),
      jsonencode([
        {
          Sid    = "CadoResponseDescribeKey"
          Effect = "Allow"
          Principal = {
            AWS = [
              "arn:aws:iam::111122223333:role/CadoResponseInstanceRole",
              "arn:aws:iam::111122223333:role/CadoResponseRole",
              "arn:aws:iam::444455556666:role/forensics/CadoResponseRole",
            ]
          }
          Action    = ["kms:DescribeKey"]
          Resource  = ["*"]
          Condition = {}
        },
        {
          Sid    = "CadoResponseEbsUse"
          Effect = "Allow"
          Principal = {
            AWS = [
              "arn:aws:iam::111122223333:role/CadoResponseInstanceRole",
              "arn:aws:iam::111122223333:role/CadoResponseRole",
              "arn:aws:iam::444455556666:role/forensics/CadoResponseRole",
            ]
          }
          Action    = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
          Resource  = ["*"]
          Condition = {}
        },
        {
          Sid    = "CadoResponseEbsCreateGrant"
          Effect = "Allow"
          Principal = {
            AWS = [
              "arn:aws:iam::111122223333:role/CadoResponseInstanceRole",
              "arn:aws:iam::111122223333:role/CadoResponseRole",
              "arn:aws:iam::444455556666:role/forensics/CadoResponseRole",
            ]
          }
          Action    = ["kms:CreateGrant"]
          Resource  = ["*"]
          Condition = {}
        },
      ]),
    ])) == 1

    error_message = "statements_json is not what the policy specifies for these inputs."
  }
}

run "grants_withheld" {
  command = plan

  variables {
    target_role_arn  = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"
    create_grant_for = []
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in jsondecode(output.statements_json) : merge(s, {
          Action    = sort(flatten([s.Action]))
          Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
          Resource  = sort(flatten([try(s.Resource, [])]))
          Condition = {
            for operator, block in try(s.Condition, {}) : operator => {
              for key, values in block : key => sort(flatten([values]))
            }
          }
        })
      ]),
      jsonencode([
        {
          Sid    = "CadoResponseDescribeKey"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::444455556666:root"]
          }
          Action   = ["kms:DescribeKey"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = ["arn:aws:iam::444455556666:role/forensics/CadoResponseRole"]
            }
          }
        },
        {
          Sid    = "CadoResponseEbsUse"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::444455556666:root"]
          }
          Action   = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = ["arn:aws:iam::444455556666:role/forensics/CadoResponseRole"]
            }
          }
        },
      ]),
    ])) == 1

    error_message = "statements_json is not what the policy specifies for these inputs."
  }
}

run "via_service_enforced" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    target_role_arn   = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"
    kms_tightening    = "via_service"
    platform_region   = "eu-west-1"
    protects          = ["ebs", "s3"]
    enforce           = true
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in jsondecode(output.statements_json) : merge(s, {
          Action    = sort(flatten([s.Action]))
          Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
          Resource  = sort(flatten([try(s.Resource, [])]))
          Condition = {
            for operator, block in try(s.Condition, {}) : operator => {
              for key, values in block : key => sort(flatten([values]))
            }
          }
        })
      ]),
      jsonencode([
        {
          Sid    = "CadoResponseDescribeKey"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"]
          }
          Action   = ["kms:DescribeKey"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = [
                "arn:aws:iam::111122223333:role/CadoResponseRole",
                "arn:aws:iam::444455556666:role/forensics/CadoResponseRole",
              ]
            }
          }
        },
        {
          Sid    = "CadoResponseEbsUse"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"]
          }
          Action   = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = [
                "arn:aws:iam::111122223333:role/CadoResponseRole",
                "arn:aws:iam::444455556666:role/forensics/CadoResponseRole",
              ]
            }
            StringEquals = {
              "kms:ViaService" = ["ec2.eu-west-1.amazonaws.com"]
            }
          }
        },
        {
          Sid    = "CadoResponseEbsCreateGrant"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"]
          }
          Action   = ["kms:CreateGrant"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = [
                "arn:aws:iam::111122223333:role/CadoResponseRole",
                "arn:aws:iam::444455556666:role/forensics/CadoResponseRole",
              ]
            }
            Bool = {
              "kms:GrantIsForAWSResource" = ["true"]
            }
            StringEquals = {
              "kms:ViaService" = ["ec2.eu-west-1.amazonaws.com"]
            }
          }
        },
        {
          Sid    = "CadoResponseS3Decrypt"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::444455556666:root"]
          }
          Action   = ["kms:Decrypt"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = ["arn:aws:iam::444455556666:role/forensics/CadoResponseRole"]
            }
            StringEquals = {
              "kms:ViaService" = ["s3.eu-west-1.amazonaws.com"]
            }
          }
        },
        {
          Sid    = "CadoResponseDenyOutsideServices"
          Effect = "Deny"
          Principal = {
            AWS = ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"]
          }
          Action   = ["kms:CreateGrant", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = [
                "arn:aws:iam::111122223333:role/CadoResponseRole",
                "arn:aws:iam::444455556666:role/forensics/CadoResponseRole",
              ]
            }
            StringNotEquals = {
              "kms:ViaService" = ["ec2.eu-west-1.amazonaws.com", "s3.eu-west-1.amazonaws.com"]
            }
          }
        },
      ]),
    ])) == 1

    error_message = "statements_json is not what the policy specifies for these inputs."
  }
}

run "encryption_context_for_ebs_direct" {
  command = plan

  variables {
    platform_role_arn           = "arn:aws:iam::111122223333:role/CadoResponseRole"
    target_role_arn             = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"
    kms_tightening              = "encryption_context"
    evidence_regions            = ["eu-west-1", "us-east-1"]
    acquisition_methods         = ["ebs_direct"]
    create_grant_for            = ["target"]
    protects                    = ["ebs", "s3"]
    evidence_source_bucket_arns = ["arn:aws:s3:::example-evidence"]
    ebs_resource_ids            = ["vol-0123456789abcdef0", "snap-*"]
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in jsondecode(output.statements_json) : merge(s, {
          Action    = sort(flatten([s.Action]))
          Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
          Resource  = sort(flatten([try(s.Resource, [])]))
          Condition = {
            for operator, block in try(s.Condition, {}) : operator => {
              for key, values in block : key => sort(flatten([values]))
            }
          }
        })
      ]),
      jsonencode([
        {
          Sid    = "CadoResponseDescribeKey"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"]
          }
          Action   = ["kms:DescribeKey"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = [
                "arn:aws:iam::111122223333:role/CadoResponseRole",
                "arn:aws:iam::444455556666:role/forensics/CadoResponseRole",
              ]
            }
          }
        },
        {
          Sid    = "CadoResponseEbsUse"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::444455556666:root"]
          }
          Action   = ["kms:Decrypt"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = ["arn:aws:iam::444455556666:role/forensics/CadoResponseRole"]
            }
            StringEquals = {
              "kms:ViaService" = ["ec2.eu-west-1.amazonaws.com", "ec2.us-east-1.amazonaws.com"]
            }
            StringLike = {
              "kms:EncryptionContext:aws:ebs:id" = ["snap-*", "vol-0123456789abcdef0"]
            }
          }
        },
        {
          Sid    = "CadoResponseEbsCreateGrant"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::444455556666:root"]
          }
          Action   = ["kms:CreateGrant"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = ["arn:aws:iam::444455556666:role/forensics/CadoResponseRole"]
            }
            Bool = {
              "kms:GrantIsForAWSResource" = ["true"]
            }
            StringEquals = {
              "kms:ViaService" = ["ec2.eu-west-1.amazonaws.com", "ec2.us-east-1.amazonaws.com"]
            }
            StringLike = {
              "kms:EncryptionContext:aws:ebs:id" = ["snap-*", "vol-0123456789abcdef0"]
            }
          }
        },
        {
          Sid    = "CadoResponseS3Decrypt"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::444455556666:root"]
          }
          Action   = ["kms:Decrypt"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = ["arn:aws:iam::444455556666:role/forensics/CadoResponseRole"]
            }
            StringEquals = {
              "kms:ViaService" = ["s3.eu-west-1.amazonaws.com", "s3.us-east-1.amazonaws.com"]
            }
            StringLike = {
              "kms:EncryptionContext:aws:s3:arn" = ["arn:aws:s3:::example-evidence", "arn:aws:s3:::example-evidence/*"]
            }
          }
        },
      ]),
    ])) == 1

    error_message = "statements_json is not what the policy specifies for these inputs."
  }
}

run "s3_alone" {
  command = plan

  variables {
    target_role_arn = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"
    protects        = ["s3"]
    kms_tightening  = "documented"
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in jsondecode(output.statements_json) : merge(s, {
          Action    = sort(flatten([s.Action]))
          Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
          Resource  = sort(flatten([try(s.Resource, [])]))
          Condition = {
            for operator, block in try(s.Condition, {}) : operator => {
              for key, values in block : key => sort(flatten([values]))
            }
          }
        })
      ]),
      jsonencode([
        {
          Sid    = "CadoResponseDescribeKey"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::444455556666:root"]
          }
          Action   = ["kms:DescribeKey"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = ["arn:aws:iam::444455556666:role/forensics/CadoResponseRole"]
            }
          }
        },
        {
          Sid    = "CadoResponseS3Decrypt"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::444455556666:root"]
          }
          Action   = ["kms:Decrypt"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = ["arn:aws:iam::444455556666:role/forensics/CadoResponseRole"]
            }
          }
        },
      ]),
    ])) == 1

    error_message = "statements_json is not what the policy specifies for these inputs."
  }
}

run "no_source_buckets" {
  command = plan

  variables {
    target_role_arn             = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"
    protects                    = ["s3"]
    evidence_source_bucket_arns = []
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in jsondecode(output.statements_json) : merge(s, {
          Action    = sort(flatten([s.Action]))
          Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
          Resource  = sort(flatten([try(s.Resource, [])]))
          Condition = {
            for operator, block in try(s.Condition, {}) : operator => {
              for key, values in block : key => sort(flatten([values]))
            }
          }
        })
      ]),
      jsonencode([
        {
          Sid    = "CadoResponseDescribeKey"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::444455556666:root"]
          }
          Action   = ["kms:DescribeKey"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = ["arn:aws:iam::444455556666:role/forensics/CadoResponseRole"]
            }
          }
        },
      ]),
    ])) == 1

    error_message = "statements_json is not what the policy specifies for these inputs."
  }
}

run "pinned" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    target_role_arn   = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"
    protects          = ["ebs", "s3"]
    enforce           = true
    kms_tightening    = "pinned"
    platform_region   = "eu-west-1"
    evidence_regions  = ["us-east-1"]
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in jsondecode(output.statements_json) : merge(s, {
          Action    = sort(flatten([s.Action]))
          Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
          Resource  = sort(flatten([try(s.Resource, [])]))
          Condition = {
            for operator, block in try(s.Condition, {}) : operator => {
              for key, values in block : key => sort(flatten([values]))
            }
          }
        })
      ]),
      jsonencode([
        {
          Sid    = "CadoResponseDescribeKey"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"]
          }
          Action   = ["kms:DescribeKey"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = [
                "arn:aws:iam::111122223333:role/CadoResponseRole",
                "arn:aws:iam::444455556666:role/forensics/CadoResponseRole",
              ]
            }
            StringEquals = {
              "kms:CallerAccount" = ["111122223333", "444455556666"]
            }
          }
        },
        {
          Sid    = "CadoResponseEbsUse"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"]
          }
          Action   = ["kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = [
                "arn:aws:iam::111122223333:role/CadoResponseRole",
                "arn:aws:iam::444455556666:role/forensics/CadoResponseRole",
              ]
            }
            StringEquals = {
              "kms:ViaService"    = ["ec2.eu-west-1.amazonaws.com", "ec2.us-east-1.amazonaws.com"]
              "kms:CallerAccount" = ["111122223333", "444455556666"]
            }
            StringLike = {
              "kms:EncryptionContext:aws:ebs:id" = ["snap-*", "vol-*"]
            }
          }
        },
        {
          Sid    = "CadoResponseEbsCreateGrant"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"]
          }
          Action   = ["kms:CreateGrant"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = [
                "arn:aws:iam::111122223333:role/CadoResponseRole",
                "arn:aws:iam::444455556666:role/forensics/CadoResponseRole",
              ]
            }
            Bool = {
              "kms:GrantIsForAWSResource" = ["true"]
            }
            StringEquals = {
              "kms:ViaService"          = ["ec2.eu-west-1.amazonaws.com", "ec2.us-east-1.amazonaws.com"]
              "kms:GrantConstraintType" = ["EncryptionContextEquals", "EncryptionContextSubset"]
              "kms:CallerAccount"       = ["111122223333", "444455556666"]
            }
            StringLike = {
              "kms:EncryptionContext:aws:ebs:id" = ["snap-*", "vol-*"]
            }
            "ForAllValues:StringEquals" = {
              "kms:GrantOperations" = [
                "CreateGrant",
                "Decrypt",
                "DescribeKey",
                "GenerateDataKeyWithoutPlaintext",
                "ReEncryptFrom",
                "ReEncryptTo",
                "RetireGrant",
              ]
            }
            Null = {
              "kms:GrantOperations" = ["false"]
            }
          }
        },
        {
          Sid    = "CadoResponseS3Decrypt"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::444455556666:root"]
          }
          Action   = ["kms:Decrypt"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = ["arn:aws:iam::444455556666:role/forensics/CadoResponseRole"]
            }
            StringEquals = {
              "kms:ViaService"    = ["s3.eu-west-1.amazonaws.com", "s3.us-east-1.amazonaws.com"]
              "kms:CallerAccount" = ["444455556666"]
            }
            StringLike = {
              "kms:EncryptionContext:aws:s3:arn" = ["arn:aws:s3:::*"]
            }
          }
        },
        {
          Sid    = "CadoResponseDenyOutsideServices"
          Effect = "Deny"
          Principal = {
            AWS = ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"]
          }
          Action   = ["kms:CreateGrant", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = [
                "arn:aws:iam::111122223333:role/CadoResponseRole",
                "arn:aws:iam::444455556666:role/forensics/CadoResponseRole",
              ]
            }
            StringNotEquals = {
              "kms:ViaService" = [
                "ec2.eu-west-1.amazonaws.com",
                "ec2.us-east-1.amazonaws.com",
                "s3.eu-west-1.amazonaws.com",
                "s3.us-east-1.amazonaws.com",
              ]
            }
          }
        },
      ]),
    ])) == 1

    error_message = "statements_json is not what the policy specifies for these inputs."
  }
}

run "pinned_by_role_arn" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    target_role_arn   = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"
    create_grant_for  = ["platform"]
    principal_match   = "role_arn"
    protects          = ["ebs", "s3"]
    enforce           = true
    kms_tightening    = "pinned"
    platform_region   = "eu-west-1"
    evidence_regions  = ["us-east-1"]
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in jsondecode(output.statements_json) : merge(s, {
          Action    = sort(flatten([s.Action]))
          Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
          Resource  = sort(flatten([try(s.Resource, [])]))
          Condition = {
            for operator, block in try(s.Condition, {}) : operator => {
              for key, values in block : key => sort(flatten([values]))
            }
          }
        })
      ]),
      jsonencode([
        {
          Sid    = "CadoResponseDescribeKey"
          Effect = "Allow"
          Principal = {
            AWS = [
              "arn:aws:iam::111122223333:role/CadoResponseRole",
              "arn:aws:iam::444455556666:role/forensics/CadoResponseRole",
            ]
          }
          Action   = ["kms:DescribeKey"]
          Resource = ["*"]
          Condition = {
            StringEquals = {
              "kms:CallerAccount" = ["111122223333", "444455556666"]
            }
          }
        },
        {
          Sid    = "CadoResponseEbsUse"
          Effect = "Allow"
          Principal = {
            AWS = [
              "arn:aws:iam::111122223333:role/CadoResponseRole",
              "arn:aws:iam::444455556666:role/forensics/CadoResponseRole",
            ]
          }
          Action   = ["kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
          Resource = ["*"]
          Condition = {
            StringEquals = {
              "kms:ViaService"    = ["ec2.eu-west-1.amazonaws.com", "ec2.us-east-1.amazonaws.com"]
              "kms:CallerAccount" = ["111122223333", "444455556666"]
            }
            StringLike = {
              "kms:EncryptionContext:aws:ebs:id" = ["snap-*", "vol-*"]
            }
          }
        },
        {
          Sid    = "CadoResponseEbsCreateGrant"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::111122223333:role/CadoResponseRole"]
          }
          Action   = ["kms:CreateGrant"]
          Resource = ["*"]
          Condition = {
            Bool = {
              "kms:GrantIsForAWSResource" = ["true"]
            }
            StringEquals = {
              "kms:ViaService"          = ["ec2.eu-west-1.amazonaws.com", "ec2.us-east-1.amazonaws.com"]
              "kms:GrantConstraintType" = ["EncryptionContextEquals", "EncryptionContextSubset"]
              "kms:CallerAccount"       = ["111122223333"]
            }
            StringLike = {
              "kms:EncryptionContext:aws:ebs:id" = ["snap-*", "vol-*"]
            }
            "ForAllValues:StringEquals" = {
              "kms:GrantOperations" = [
                "CreateGrant",
                "Decrypt",
                "DescribeKey",
                "GenerateDataKeyWithoutPlaintext",
                "ReEncryptFrom",
                "ReEncryptTo",
                "RetireGrant",
              ]
            }
            Null = {
              "kms:GrantOperations" = ["false"]
            }
          }
        },
        {
          Sid    = "CadoResponseS3Decrypt"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws:iam::444455556666:role/forensics/CadoResponseRole"]
          }
          Action   = ["kms:Decrypt"]
          Resource = ["*"]
          Condition = {
            StringEquals = {
              "kms:ViaService"    = ["s3.eu-west-1.amazonaws.com", "s3.us-east-1.amazonaws.com"]
              "kms:CallerAccount" = ["444455556666"]
            }
            StringLike = {
              "kms:EncryptionContext:aws:s3:arn" = ["arn:aws:s3:::*"]
            }
          }
        },
        {
          Sid    = "CadoResponseDenyOutsideServices"
          Effect = "Deny"
          Principal = {
            AWS = [
              "arn:aws:iam::111122223333:role/CadoResponseRole",
              "arn:aws:iam::444455556666:role/forensics/CadoResponseRole",
            ]
          }
          Action   = ["kms:CreateGrant", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
          Resource = ["*"]
          Condition = {
            StringNotEquals = {
              "kms:ViaService" = [
                "ec2.eu-west-1.amazonaws.com",
                "ec2.us-east-1.amazonaws.com",
                "s3.eu-west-1.amazonaws.com",
                "s3.us-east-1.amazonaws.com",
              ]
            }
          }
        },
      ]),
    ])) == 1

    error_message = "statements_json is not what the policy specifies for these inputs."
  }
}

run "govcloud" {
  command = plan

  providers = {
    aws = aws.us_gov
  }

  variables {
    platform_role_arn = "arn:aws-us-gov:iam::111122223333:role/CadoResponseRole"
    kms_tightening    = "encryption_context"
    platform_region   = "us-gov-west-1"
    protects          = ["ebs", "s3"]
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in jsondecode(output.statements_json) : merge(s, {
          Action    = sort(flatten([s.Action]))
          Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }
          Resource  = sort(flatten([try(s.Resource, [])]))
          Condition = {
            for operator, block in try(s.Condition, {}) : operator => {
              for key, values in block : key => sort(flatten([values]))
            }
          }
        })
      ]),
      jsonencode([
        {
          Sid    = "CadoResponseDescribeKey"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws-us-gov:iam::111122223333:root"]
          }
          Action   = ["kms:DescribeKey"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = ["arn:aws-us-gov:iam::111122223333:role/CadoResponseRole"]
            }
          }
        },
        {
          Sid    = "CadoResponseEbsUse"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws-us-gov:iam::111122223333:root"]
          }
          Action   = ["kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = ["arn:aws-us-gov:iam::111122223333:role/CadoResponseRole"]
            }
            StringEquals = {
              "kms:ViaService" = ["ec2.us-gov-west-1.amazonaws.com"]
            }
            StringLike = {
              "kms:EncryptionContext:aws:ebs:id" = ["snap-*", "vol-*"]
            }
          }
        },
        {
          Sid    = "CadoResponseEbsCreateGrant"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws-us-gov:iam::111122223333:root"]
          }
          Action   = ["kms:CreateGrant"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = ["arn:aws-us-gov:iam::111122223333:role/CadoResponseRole"]
            }
            Bool = {
              "kms:GrantIsForAWSResource" = ["true"]
            }
            StringEquals = {
              "kms:ViaService" = ["ec2.us-gov-west-1.amazonaws.com"]
            }
            StringLike = {
              "kms:EncryptionContext:aws:ebs:id" = ["snap-*", "vol-*"]
            }
          }
        },
        {
          Sid    = "CadoResponseS3Decrypt"
          Effect = "Allow"
          Principal = {
            AWS = ["arn:aws-us-gov:iam::111122223333:root"]
          }
          Action   = ["kms:Decrypt"]
          Resource = ["*"]
          Condition = {
            ArnEquals = {
              "aws:PrincipalArn" = ["arn:aws-us-gov:iam::111122223333:role/CadoResponseRole"]
            }
            StringEquals = {
              "kms:ViaService" = ["s3.us-gov-west-1.amazonaws.com"]
            }
            StringLike = {
              "kms:EncryptionContext:aws:s3:arn" = ["arn:aws-us-gov:s3:::*"]
            }
          }
        },
      ]),
    ])) == 1

    error_message = "statements_json is not what the policy specifies for these inputs."
  }
}
