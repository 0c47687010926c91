# What each capability brings, and what none brings. Generated; runs offline with Terraform 1.7 or later:
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

override_data {
  target = data.aws_caller_identity.current

  values = {
    account_id = "444455556666"
  }
}

run "nothing" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    capabilities      = []
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

    error_message = "policy_json[\"acquisition\"] is not what the policy specifies for these inputs."
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
        kms         = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        operations  = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "nothing_but_options" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    capabilities      = []
    tag_after_create  = true
    import_image      = true
    create_grant      = true
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
        kms         = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        operations  = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "instances" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    capabilities      = ["ec2"]
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
        acquisition = "c47926603f1fe403e7a728222d0f24f17a74c02e394edd418be27d9d36bf9f07"
        operations  = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "images" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    capabilities      = ["ami"]
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
        acquisition = "31b53e81399cec0b5e723093a39e32b5daef29636cc680b0874a4bad1288175e"
        operations  = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "objects" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    capabilities      = ["s3"]
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
        kms         = "25657b75d2f909d5ea74427fea78d6a80760f0a571abb6734df46df35a6dc64f"
        acquisition = "961eca13d3e8b38e772d39ff2aec571c9936326723477d0804d50015e9ee5c7d"
        operations  = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "functions" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    capabilities      = ["lambda"]
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
        kms         = "4012cfb37930116600d388db140648756098187a1177785605aaff50c6d25434"
        acquisition = "e9621ab712170d8e2a98bd77f93dcf57e9692a2e4158a5078d3d0d85bfb4abe3"
        operations  = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "reads" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    capabilities      = ["eks", "cloudtrail", "policy_check"]
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
        kms         = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition = "e248e36046f5979e6ce3697455f042a2c7eb32fdf47601da2587178670542fbe"
        operations  = "1303b4d0687adcb0a98332e053b3d2b36146bea957ba3c577e20d872bbdc0f2a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "commands" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    capabilities      = ["ecs", "memory_forensics"]
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
        if contains(["EcsList", "EcsDescribe", "EcsExec"], s.Sid)
      ]),
      jsonencode([
        {
          Sid       = "EcsList"
          Effect    = "Allow"
          Action    = ["ecs:ListClusters", "ecs:ListServices", "ecs:ListTasks"]
          Resource  = ["*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid    = "EcsDescribe"
          Effect = "Allow"
          Action = ["ecs:DescribeClusters", "ecs:DescribeServices", "ecs:DescribeTasks"]
          Resource = [
            "arn:aws:ecs:*:444455556666:cluster/*",
            "arn:aws:ecs:*:444455556666:service/*",
            "arn:aws:ecs:*:444455556666:task/*",
          ]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "EcsExec"
          Effect    = "Allow"
          Action    = ["ecs:ExecuteCommand"]
          Resource  = ["arn:aws:ecs:*:444455556666:cluster/*", "arn:aws:ecs:*:444455556666:task/*"]
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
        if contains(["SsmCommandInstances", "SsmCommandDocuments", "SsmCommandResults"], s.Sid)
      ]),
      jsonencode([
        {
          Sid       = "SsmCommandInstances"
          Effect    = "Allow"
          Action    = ["ssm:SendCommand"]
          Resource  = ["arn:aws:ec2:*:444455556666:instance/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "SsmCommandDocuments"
          Effect    = "Allow"
          Action    = ["ssm:SendCommand"]
          Resource  = ["arn:aws:ssm:*::document/AWS-RunPowerShellScript", "arn:aws:ssm:*::document/AWS-RunShellScript"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "SsmCommandResults"
          Effect    = "Allow"
          Action    = ["ssm:DescribeInstanceInformation", "ssm:GetCommandInvocation"]
          Resource  = ["*"]
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
        kms         = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition = "7b77452593093f5461651fdf3747af0f94d664ea556d68caf44c06b55864208e"
        operations  = "1050d17ff690be2a0a594ba5d4481d05342a8de2a064a03ef802812f431cc0d8"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "triage" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    capabilities      = ["triage"]
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
        if contains(["SsmSessionInstances", "SsmSessionDocument", "SsmSessionEnd"], s.Sid)
      ]),
      jsonencode([
        {
          Sid      = "SsmSessionInstances"
          Effect   = "Allow"
          Action   = ["ssm:StartSession"]
          Resource = ["arn:aws:ec2:*:444455556666:instance/*"]
          Condition = {
            Bool = {
              "ssm:SessionDocumentAccessCheck" = ["true"]
            }
          }
          Principal = {}
        },
        {
          Sid       = "SsmSessionDocument"
          Effect    = "Allow"
          Action    = ["ssm:StartSession"]
          Resource  = ["arn:aws:ssm:*::document/AWS-StartPortForwardingSession"]
          Principal = {}
          Condition = {}
        },
        {
          Sid      = "SsmSessionEnd"
          Effect   = "Allow"
          Action   = ["ssm:TerminateSession"]
          Resource = ["arn:aws:ssm:*:444455556666:session/*"]
          Condition = {
            StringLike = {
              "ssm:resourceTag/aws:ssmmessages:session-id" = ["$${aws:userid}"]
            }
          }
          Principal = {}
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
        kms         = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        operations  = "b61d8b50bdf38cad22fbe3d3b410ebd077dc9633423a8618ab00eed9efea768d"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "responses" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    capabilities      = ["isolate_ec2", "guardduty"]
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
        if contains(["IsolateInstances", "IsolateSecurityGroups", "GuardDutyRead"], s.Sid)
      ]),
      jsonencode([
        {
          Sid      = "IsolateInstances"
          Effect   = "Allow"
          Action   = ["ec2:ModifyInstanceAttribute"]
          Resource = ["arn:aws:ec2:*:444455556666:instance/*"]
          Condition = {
            StringEquals = {
              "ec2:Attribute" = ["GroupId"]
            }
          }
          Principal = {}
        },
        {
          Sid       = "IsolateSecurityGroups"
          Effect    = "Allow"
          Action    = ["ec2:ModifyInstanceAttribute"]
          Resource  = ["arn:aws:ec2:*:*:security-group/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "GuardDutyRead"
          Effect    = "Allow"
          Action    = ["guardduty:GetFindings", "guardduty:ListDetectors", "guardduty:ListFindings"]
          Resource  = ["*"]
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
        kms         = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        operations  = "d36d13f92e67170c669cc558ed58f362360b1a6b65018cbe151cbafab1f248c5"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "organization" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    capabilities      = ["organizations"]
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
        if contains(["OrganizationRead"], s.Sid)
      ]),
      jsonencode([
        {
          Sid       = "OrganizationRead"
          Effect    = "Allow"
          Action    = ["organizations:ListAccounts", "organizations:ListTagsForResource"]
          Resource  = ["*"]
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
        kms         = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        operations  = "d651ed5aa31dd6b959fa2d06f6c47a21b0a2ec50a62fbbdcf738e859d162a10a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "everything" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"

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

    ssm_instance_tags = {
      CadoResponseSSMEnabled = "true"
      team                   = "forensics"
    }

    lambda_log_group_names = ["/aws/lambda/*", "functions/one"]
    tag_after_create       = true
    import_image           = true
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
        if contains(["TagAfterCreating", "ImageImport"], s.Sid)
      ]),
      jsonencode([
        {
          Sid       = "TagAfterCreating"
          Effect    = "Allow"
          Action    = ["ec2:CreateTags"]
          Resource  = ["arn:aws:ec2:*::image/*", "arn:aws:ec2:*::snapshot/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "ImageImport"
          Effect    = "Allow"
          Action    = ["ec2:ImportImage"]
          Resource  = ["arn:aws:ec2:*:444455556666:import-image-task/*", "arn:aws:ec2:*::image/*", "arn:aws:ec2:*::snapshot/*"]
          Principal = {}
          Condition = {}
        },
      ]),
    ])) == 1

    error_message = "policy_json[\"acquisition\"] is not what the policy specifies for these inputs."
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
        acquisition = "8790e507a2f1fd8e04a4f1b2d622ba941c75dec9be4b79588b3ae6b347b5f85c"
        operations  = "8410138e874c37524afb670bc8f8de146122a5c82e53c8a50ec5d3d36e44bc43"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "everything_by_ebs_direct" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"

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

    acquisition_methods         = ["ebs_direct"]
    evidence_source_bucket_arns = []
    lambda_log_group_names      = []
    tag_after_create            = true
    import_image                = true
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
        kms         = "c78c983cb59bdf0b6dbaadd91a5c541dce43fd7aade567a8e7ed28c3453426d9"
        acquisition = "8afb8afa70c2b0bfb9e7df0f912f0a93588a0a05d4bc2ac42841d0d3aa4446c3"
        operations  = "3c87d7c9d6a18733b061220a31b86d8b4f260bc5e83e6dcfbaaa6d3227107caa"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "some_buckets" {
  command = plan

  variables {
    platform_role_arn           = "arn:aws:iam::111122223333:role/CadoResponseRole"
    evidence_source_bucket_arns = ["arn:aws:s3:::example-evidence", "arn:aws:s3:::example.logs"]
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
        acquisition = "dd497ab839bb7c468c065e4a40797ac0b9cc2cd7d88bf0d47f39c1a4db2f1017"
        operations  = "1303b4d0687adcb0a98332e053b3d2b36146bea957ba3c577e20d872bbdc0f2a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "too_many_buckets" {
  command = plan

  expect_failures = [aws_iam_policy.this]

  variables {
    platform_role_arn           = "arn:aws:iam::111122223333:role/CadoResponseRole"
    evidence_source_bucket_arns = [for i in range(200) : format("arn:aws:s3:::example-evidence-%d", i)]
  }
}
