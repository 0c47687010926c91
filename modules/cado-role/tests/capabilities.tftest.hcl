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
    account_id = "111122223333"
  }
}

run "nothing" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
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
        trust         = "7e82146944cae1e126802f80f20a75f673f118e46c575d4654fce65e329ff219"
        kms           = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        temporary_key = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition   = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        operations    = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "nothing_but_options" {
  command = plan

  variables {
    trusted_role_arns    = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    capabilities         = []
    evidence_bucket_name = "example-cado-evidence"
    tag_after_create     = true
    import_image         = true
    worker_role_arn      = "arn:aws:iam::111122223333:role/CadoResponseWorkerRole"
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
        kms           = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        temporary_key = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition   = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        operations    = "d069e6e115b2f36d7559bd19ddf55333cfe4d6ab584a3daf15450cf24b0f6bf0"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "instances" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
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
        trust         = "7e82146944cae1e126802f80f20a75f673f118e46c575d4654fce65e329ff219"
        kms           = "4fb66f92df48b656ec8dd7df8194a4bb495fc8b105c3c6064f4d85cbb8965a19"
        temporary_key = "525a5040f73b416cbb522611f2accd12362e2fe8e43c7ef018bf89b37e1b5d95"
        acquisition   = "a1e9cd2e5a205fbe2e3b20c4b043291fc3c7c18969114ec605b1004d8776d420"
        operations    = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "images" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
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
        trust         = "7e82146944cae1e126802f80f20a75f673f118e46c575d4654fce65e329ff219"
        kms           = "4fb66f92df48b656ec8dd7df8194a4bb495fc8b105c3c6064f4d85cbb8965a19"
        temporary_key = "525a5040f73b416cbb522611f2accd12362e2fe8e43c7ef018bf89b37e1b5d95"
        acquisition   = "27871b15cc6b67f8790724fc74fdff579b5cdbb6950ac53a8f99163099f4ba83"
        operations    = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "objects" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
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
        trust         = "7e82146944cae1e126802f80f20a75f673f118e46c575d4654fce65e329ff219"
        kms           = "0d204f43e893d8832179fb7f3becd0284102b28fa198a01ea128b6b9e7f8917a"
        temporary_key = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition   = "7840300ef9a270c89e50d1a4050f8761c499752c02c209d5cc02f98c9756e622"
        operations    = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "functions" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
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
        trust         = "7e82146944cae1e126802f80f20a75f673f118e46c575d4654fce65e329ff219"
        kms           = "ca949f5805c80ea35df79ba2f66c1de4306d307a13caf328b7fcfcc28fdc75c2"
        temporary_key = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition   = "d080b49dcf988e467ff6a4c60baa84a104dd0412cfaf48a44203ce6dd7633af8"
        operations    = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "reads" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
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
        trust         = "7e82146944cae1e126802f80f20a75f673f118e46c575d4654fce65e329ff219"
        kms           = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        temporary_key = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition   = "91472ce7b8c5eb7de37050ed67b224a1452f771b696e76024b0da163e7062413"
        operations    = "8a973d03eccd41976590318e4f695ca61e2cfc332b477faa514ca5c0b2587e1e"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "commands" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
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
            "arn:aws:ecs:*:111122223333:cluster/*",
            "arn:aws:ecs:*:111122223333:service/*",
            "arn:aws:ecs:*:111122223333:task/*",
          ]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "EcsExec"
          Effect    = "Allow"
          Action    = ["ecs:ExecuteCommand"]
          Resource  = ["arn:aws:ecs:*:111122223333:cluster/*", "arn:aws:ecs:*:111122223333:task/*"]
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
          Resource  = ["arn:aws:ec2:*:111122223333:instance/*"]
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
        trust         = "7e82146944cae1e126802f80f20a75f673f118e46c575d4654fce65e329ff219"
        kms           = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        temporary_key = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition   = "875547244f1db3e166ed91314b56b2f83f5e86f8577d997caa6880145cdff88a"
        operations    = "a6c6d29b39bb8cff126b1fd216e4d412e1ff84602027c8c38c92a2ffb9ef46ef"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "triage" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
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
          Resource = ["arn:aws:ec2:*:111122223333:instance/*"]
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
          Resource = ["arn:aws:ssm:*:111122223333:session/*"]
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
        trust         = "7e82146944cae1e126802f80f20a75f673f118e46c575d4654fce65e329ff219"
        kms           = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        temporary_key = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition   = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        operations    = "484082ef6e1f85282a14befde6c39634472f355b894fdc3d29fadfc9f7ceba47"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "responses" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
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
          Resource = ["arn:aws:ec2:*:111122223333:instance/*"]
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
        trust         = "7e82146944cae1e126802f80f20a75f673f118e46c575d4654fce65e329ff219"
        kms           = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        temporary_key = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition   = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        operations    = "ad8a9d816f727677c4511d7f81e33cf1a3f1ebda6597f0096f6757b41c63d99a"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "reports_and_health" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    capabilities      = ["error_reporting", "health_checks"]
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
        if contains(["ErrorReporting", "HealthChecks", "HealthChecksTrails"], s.Sid)
      ]),
      jsonencode([
        {
          Sid       = "ErrorReporting"
          Effect    = "Allow"
          Action    = ["s3:PutObject"]
          Resource  = ["arn:aws:s3:::cadologsupload/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "HealthChecks"
          Effect    = "Allow"
          Action    = ["cloudtrail:ListTrails", "cloudwatch:GetMetricData", "servicequotas:GetServiceQuota"]
          Resource  = ["*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "HealthChecksTrails"
          Effect    = "Allow"
          Action    = ["cloudtrail:GetTrailStatus"]
          Resource  = ["arn:aws:cloudtrail:*:111122223333:trail/*"]
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
        kms           = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        temporary_key = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition   = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        operations    = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        platform      = "7f3a969c109c703eccd3b9a79d1d7fbcbcdc8e1ed38635b6e082b2cafa799514"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "platform" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    capabilities      = ["platform_updates", "core_platform"]
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
        if contains(["UpdatesDescribe", "UpdatesTargets", "CoreDescribe", "CoreRunInstances", "CoreRunInstancesFrom", "CoreTagWhileRunning", "CoreInstances", "CoreSecretsCreate", "CoreSecrets"], s.Sid)
      ]),
      jsonencode([
        {
          Sid       = "UpdatesDescribe"
          Effect    = "Allow"
          Action    = ["elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth"]
          Resource  = ["*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "UpdatesTargets"
          Effect    = "Allow"
          Action    = ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"]
          Resource  = ["arn:aws:elasticloadbalancing:*:111122223333:targetgroup/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "CoreDescribe"
          Effect    = "Allow"
          Action    = ["ec2:DescribeAddresses"]
          Resource  = ["*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid    = "CoreRunInstances"
          Effect = "Allow"
          Action = ["ec2:RunInstances"]
          Resource = [
            "arn:aws:ec2:*:111122223333:instance/*",
            "arn:aws:ec2:*:111122223333:network-interface/*",
            "arn:aws:ec2:*:111122223333:volume/*",
          ]
          Condition = {
            StringLike = {
              "aws:RequestTag/Name" = ["CadoResponse*"]
            }
          }
          Principal = {}
        },
        {
          Sid    = "CoreRunInstancesFrom"
          Effect = "Allow"
          Action = ["ec2:RunInstances"]
          Resource = [
            "arn:aws:ec2:*:*:security-group/*",
            "arn:aws:ec2:*:*:subnet/*",
            "arn:aws:ec2:*:111122223333:key-pair/*",
            "arn:aws:ec2:*:111122223333:launch-template/*",
            "arn:aws:ec2:*::image/*",
            "arn:aws:ec2:*::snapshot/*",
          ]
          Principal = {}
          Condition = {}
        },
        {
          Sid    = "CoreTagWhileRunning"
          Effect = "Allow"
          Action = ["ec2:CreateTags"]
          Resource = [
            "arn:aws:ec2:*:111122223333:instance/*",
            "arn:aws:ec2:*:111122223333:network-interface/*",
            "arn:aws:ec2:*:111122223333:volume/*",
          ]
          Condition = {
            StringEquals = {
              "ec2:CreateAction" = ["RunInstances"]
            }
          }
          Principal = {}
        },
        {
          Sid    = "CoreInstances"
          Effect = "Allow"
          Action = ["ec2:AssociateAddress", "ec2:StartInstances", "ec2:StopInstances", "ec2:TerminateInstances"]
          Resource = [
            "arn:aws:ec2:*:111122223333:elastic-ip/*",
            "arn:aws:ec2:*:111122223333:instance/*",
            "arn:aws:ec2:*:111122223333:network-interface/*",
          ]
          Condition = {
            StringLike = {
              "aws:ResourceTag/Name" = ["CadoResponse*"]
            }
          }
          Principal = {}
        },
        {
          Sid      = "CoreSecretsCreate"
          Effect   = "Allow"
          Action   = ["secretsmanager:CreateSecret"]
          Resource = ["arn:aws:secretsmanager:*:111122223333:secret:*"]
          Condition = {
            StringLike = {
              "aws:RequestTag/Name" = ["CadoResponse*"]
            }
          }
          Principal = {}
        },
        {
          Sid      = "CoreSecrets"
          Effect   = "Allow"
          Action   = ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:TagResource"]
          Resource = ["arn:aws:secretsmanager:*:111122223333:secret:*"]
          Condition = {
            StringLike = {
              "aws:ResourceTag/Name" = ["CadoResponse*"]
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
        kms           = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        temporary_key = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition   = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        operations    = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        platform      = "6ec8722b9057f4253238861587b7d1af137ac6309190796654b2cde58b431176"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "everything" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]

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
      "error_reporting",
      "health_checks",
      "platform_updates",
      "core_platform",
    ]

    ssm_instance_tags = {
      CadoResponseSSMEnabled = "true"
      team                   = "forensics"
    }

    lambda_log_group_names = ["/aws/lambda/*", "functions/one"]
    tag_after_create       = true
    import_image           = true
    worker_role_arn        = "arn:aws:iam::111122223333:role/CadoResponseWorkerRole"
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
          Resource  = ["arn:aws:ec2:*:111122223333:import-image-task/*", "arn:aws:ec2:*::image/*", "arn:aws:ec2:*::snapshot/*"]
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
        if contains(["CorePassRole"], s.Sid)
      ]),
      jsonencode([
        {
          Sid      = "CorePassRole"
          Effect   = "Allow"
          Action   = ["iam:PassRole"]
          Resource = ["arn:aws:iam::111122223333:role/CadoResponseWorkerRole"]
          Condition = {
            StringEquals = {
              "iam:PassedToService" = ["ec2.amazonaws.com"]
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
        kms           = "4fb66f92df48b656ec8dd7df8194a4bb495fc8b105c3c6064f4d85cbb8965a19"
        temporary_key = "525a5040f73b416cbb522611f2accd12362e2fe8e43c7ef018bf89b37e1b5d95"
        acquisition   = "5e377528b817ac569cda2884d3045aa70f0b540bcdad29520e046745d5780a18"
        operations    = "0e6b0bde613f86353aca5e134ee0838bec9d93acc0e63a94e60fe193b707a4e0"
        platform      = "35888421eefb9e9473fc259a8fd092e99836ee285a16d7c610dc859fbd3615fb"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "everything_by_ebs_direct" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]

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
      "error_reporting",
      "health_checks",
      "platform_updates",
      "core_platform",
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
        trust         = "7e82146944cae1e126802f80f20a75f673f118e46c575d4654fce65e329ff219"
        kms           = "3f2b5fb6f704a9717cd5454095e80219715a9e4788b6bb08b57df8bad4309941"
        temporary_key = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition   = "4c47e829e82d8d098b4807941ce652417ba1418271da3deeafc9e0d262db53a4"
        operations    = "c9792ddf829e906185fbf0c5b5fc707c3e050b155c8f1e236784ec8d50a5a795"
        platform      = "be9ecb47e2e1c2888ce4a7ef350a95863f9bf92be51f66117c18a6e764a9d3b7"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "some_buckets" {
  command = plan

  variables {
    trusted_role_arns           = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
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
        trust         = "7e82146944cae1e126802f80f20a75f673f118e46c575d4654fce65e329ff219"
        kms           = "4fb66f92df48b656ec8dd7df8194a4bb495fc8b105c3c6064f4d85cbb8965a19"
        temporary_key = "525a5040f73b416cbb522611f2accd12362e2fe8e43c7ef018bf89b37e1b5d95"
        acquisition   = "29c3801e9982b209857bffc50bf3ab8b7e97fc58806660ba36c22c4bf03dadb7"
        operations    = "8a973d03eccd41976590318e4f695ca61e2cfc332b477faa514ca5c0b2587e1e"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "too_many_buckets" {
  command = plan

  expect_failures = [aws_iam_policy.this]

  variables {
    trusted_role_arns           = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    evidence_source_bucket_arns = [for i in range(200) : format("arn:aws:s3:::example-evidence-%d", i)]
  }
}

run "too_many_targets" {
  command = plan

  expect_failures = [aws_iam_policy.this]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    target_role_arns  = [for i in range(200) : format("arn:aws:iam::444455556666:role/CadoResponseRole%d", i)]
  }
}
