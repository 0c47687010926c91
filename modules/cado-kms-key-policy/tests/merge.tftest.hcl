# The merged policy: what survives, what goes, what is refused. Generated; runs offline with Terraform 1.7 or
# later: terraform init && terraform test

provider "aws" {
  region                      = "eu-west-1"
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

run "a_new_key_keeps_root_delegation" {
  command = plan

  variables {
    target_role_arn = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"
  }

  assert {
    condition = length(distinct([
      jsonencode({ for key, value in jsondecode(output.policy_json) : key => value if key != "Statement" }),
      jsonencode({
        Version = "2012-10-17"
      }),
    ])) == 1

    error_message = "policy_json is not what the policy specifies for these inputs."
  }

  assert {
    condition = length(distinct([
      jsonencode([for s in jsondecode(output.policy_json).Statement : s if !contains(["CadoResponseDescribeKey", "CadoResponseEbsUse", "CadoResponseEbsCreateGrant"], try(s.Sid, ""))]),
      jsonencode([
        {
          Sid    = "Enable IAM User Permissions"
          Effect = "Allow"
          Principal = {
            AWS = "arn:aws:iam::444455556666:root"
          }
          Action   = "kms:*"
          Resource = "*"
        },
      ]),
    ])) == 1

    error_message = "policy_json is not what the policy specifies for these inputs."
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in [for s in jsondecode(output.policy_json).Statement : s if contains(["CadoResponseDescribeKey", "CadoResponseEbsUse", "CadoResponseEbsCreateGrant"], try(s.Sid, ""))] : merge(s, {
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
          }
        },
      ]),
    ])) == 1

    error_message = "policy_json is not what the policy specifies for these inputs."
  }
}

run "foreign_statements_survive_and_old_ones_of_ours_go" {
  command = plan

  variables {
    target_role_arn      = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"
    existing_policy_json = "{\"Version\":\"2008-10-17\",\"Id\":\"kept\",\"Statement\":[{\"Sid\":\"CadoResponseS3Decrypt\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:role/CadoResponseRole\"},\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"},{\"Sid\":\"Root\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::444455556666:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"},{\"Sid\":\"CadoResponseBackup\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"backup.amazonaws.com\"},\"Action\":[\"kms:Decrypt\"],\"Resource\":\"*\"},{\"Sid\":\"Only for a day\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::444455556666:user/auditor\"},\"Action\":\"kms:List*\",\"Resource\":\"*\",\"Condition\":{\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":[86400]},\"Bool\":{\"aws:SecureTransport\":true}}}]}"
  }

  assert {
    condition = length(distinct([
      jsonencode({ for key, value in jsondecode(output.policy_json) : key => value if key != "Statement" }),
      jsonencode({
        Version = "2008-10-17"
        Id      = "kept"
      }),
    ])) == 1

    error_message = "policy_json is not what the policy specifies for these inputs."
  }

  assert {
    condition = length(distinct([
      jsonencode([for s in jsondecode(output.policy_json).Statement : s if !contains(["CadoResponseDescribeKey", "CadoResponseEbsUse", "CadoResponseEbsCreateGrant"], try(s.Sid, ""))]),
      jsonencode([
        {
          Sid    = "Root"
          Effect = "Allow"
          Principal = {
            AWS = "arn:aws:iam::444455556666:root"
          }
          Action   = "kms:*"
          Resource = "*"
        },
        {
          Sid    = "CadoResponseBackup"
          Effect = "Allow"
          Principal = {
            Service = "backup.amazonaws.com"
          }
          Action   = ["kms:Decrypt"]
          Resource = "*"
        },
        {
          Sid    = "Only for a day"
          Effect = "Allow"
          Principal = {
            AWS = "arn:aws:iam::444455556666:user/auditor"
          }
          Action   = "kms:List*"
          Resource = "*"
          Condition = {
            NumericLessThan = {
              "aws:MultiFactorAuthAge" = [86400]
            }
            Bool = {
              "aws:SecureTransport" = true
            }
          }
        },
      ]),
    ])) == 1

    error_message = "policy_json is not what the policy specifies for these inputs."
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in [for s in jsondecode(output.policy_json).Statement : s if contains(["CadoResponseDescribeKey", "CadoResponseEbsUse", "CadoResponseEbsCreateGrant"], try(s.Sid, ""))] : merge(s, {
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
          }
        },
      ]),
    ])) == 1

    error_message = "policy_json is not what the policy specifies for these inputs."
  }
}

run "one_statement_without_a_list" {
  command = plan

  variables {
    target_role_arn      = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"
    existing_policy_json = "{\"Statement\":{\"Sid\":\"Root\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::444455556666:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}}"
  }

  assert {
    condition = length(distinct([
      jsonencode({ for key, value in jsondecode(output.policy_json) : key => value if key != "Statement" }),
      jsonencode({}),
    ])) == 1

    error_message = "policy_json is not what the policy specifies for these inputs."
  }

  assert {
    condition = length(distinct([
      jsonencode([for s in jsondecode(output.policy_json).Statement : s if !contains(["CadoResponseDescribeKey", "CadoResponseEbsUse", "CadoResponseEbsCreateGrant"], try(s.Sid, ""))]),
      jsonencode([
        {
          Sid    = "Root"
          Effect = "Allow"
          Principal = {
            AWS = "arn:aws:iam::444455556666:root"
          }
          Action   = "kms:*"
          Resource = "*"
        },
      ]),
    ])) == 1

    error_message = "policy_json is not what the policy specifies for these inputs."
  }

  assert {
    condition = length(distinct([
      jsonencode([
        for s in [for s in jsondecode(output.policy_json).Statement : s if contains(["CadoResponseDescribeKey", "CadoResponseEbsUse", "CadoResponseEbsCreateGrant"], try(s.Sid, ""))] : merge(s, {
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
          }
        },
      ]),
    ])) == 1

    error_message = "policy_json is not what the policy specifies for these inputs."
  }
}

run "a_foreign_statement_under_our_sid" {
  command = plan

  expect_failures = [output.policy_json]

  variables {
    target_role_arn      = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"
    existing_policy_json = "{\"Statement\":[{\"Sid\":\"Root\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::444455556666:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"},{\"Sid\":\"CadoResponseEbsUse\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::444455556666:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}"
  }
}

run "a_deny_under_our_sid_that_nothing_narrows" {
  command = plan

  expect_failures = [output.policy_json]

  variables {
    target_role_arn      = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"
    existing_policy_json = "{\"Statement\":[{\"Sid\":\"Root\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::444455556666:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"},{\"Sid\":\"CadoResponseDenyOutsideServices\",\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"arn:aws:iam::444455556666:role/forensics/CadoResponseRole\"},\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}]}"
  }
}

run "nobody_left_to_change_the_policy" {
  command = plan

  expect_failures = [output.policy_json]

  variables {
    target_role_arn      = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"
    existing_policy_json = "{\"Statement\":[{\"Sid\":\"Root\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::444455556666:root\"},\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}]}"
  }
}

run "nobody_of_the_account_spared" {
  command = plan

  expect_failures = [output.policy_json]

  variables {
    target_role_arn      = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"
    existing_policy_json = "{\"Statement\":[{\"Sid\":\"Root\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::444455556666:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"},{\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},\"Action\":\"kms:PutKeyPolicy\",\"Resource\":\"*\"}]}"
  }
}

run "too_many_bytes_together" {
  command = plan

  expect_failures = [output.policy_json]

  variables {
    target_role_arn      = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"
    existing_policy_json = replace(jsonencode({ Statement = [{ Sid = "SID", Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "kms:*", Resource = "*" }] }), "SID", format("%032500d", 0))
  }
}

run "bytes_are_counted_as_utf_8" {
  command = plan

  variables {
    target_role_arn      = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"
    existing_policy_json = "{\"Statement\":[{\"Sid\":\"für Schlüssel\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::444455556666:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}"
  }

  assert {
    condition     = output.policy_bytes == length(output.policy_json) + 2
    error_message = "Each ü is one character and two bytes."
  }
}
