# Statements on keys, level by level and method by method. Generated; runs offline with Terraform 1.7 or
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
    account_id = "111122223333"
  }
}

run "documented" {
  command = plan

  variables {
    trusted_role_arns           = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    kms_tightening              = "documented"
    evidence_bucket_name        = "example-cado-evidence"
    evidence_bucket_kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234567890abcdef1234567890abcdef"
    target_role_name            = "CadoResponseRole"
    organization_id             = "o-a1b2c3d4e5"

    temporary_key = {
      replica_regions = ["eu-central-1"]
    }
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
        if contains(["KmsUseInOrganization", "KmsCreateGrantInOrganization", "KmsDescribeInOrganization", "EvidenceBucketKey"], s.Sid)
      ]),
      jsonencode([
        {
          Sid      = "KmsUseInOrganization"
          Effect   = "Allow"
          Action   = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
          Resource = ["arn:aws:kms:*:*:key/*"]
          Condition = {
            StringEquals = {
              "aws:ResourceOrgID" = ["o-a1b2c3d4e5"]
            }
          }
          Principal = {}
        },
        {
          Sid      = "KmsCreateGrantInOrganization"
          Effect   = "Allow"
          Action   = ["kms:CreateGrant"]
          Resource = ["arn:aws:kms:*:*:key/*"]
          Condition = {
            StringEquals = {
              "aws:ResourceOrgID" = ["o-a1b2c3d4e5"]
            }
          }
          Principal = {}
        },
        {
          Sid      = "KmsDescribeInOrganization"
          Effect   = "Allow"
          Action   = ["kms:DescribeKey"]
          Resource = ["arn:aws:kms:*:*:key/*"]
          Condition = {
            StringEquals = {
              "aws:ResourceOrgID" = ["o-a1b2c3d4e5"]
            }
          }
          Principal = {}
        },
        {
          Sid       = "EvidenceBucketKey"
          Effect    = "Allow"
          Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
          Resource  = ["arn:aws:kms:eu-west-1:111122223333:key/mrk-1234567890abcdef1234567890abcdef"]
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
        if contains(["TempKeyReplicate"], s.Sid)
      ]),
      jsonencode([
        {
          Sid      = "TempKeyReplicate"
          Effect   = "Allow"
          Action   = ["kms:ReplicateKey"]
          Resource = ["arn:aws:kms:*:111122223333:key/mrk-*"]
          Condition = {
            "ForAllValues:StringLike" = {
              "kms:ResourceAliases" = ["alias/CadoResponse-KMS-Alias*"]
            }
            "ForAnyValue:StringLike" = {
              "kms:ResourceAliases" = ["alias/CadoResponse-KMS-Alias*"]
            }
            StringEquals = {
              "kms:ReplicaRegion" = ["eu-central-1"]
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
        if contains(["EvidenceBucketObjects", "EvidenceBucket"], s.Sid)
      ]),
      jsonencode([
        {
          Sid       = "EvidenceBucketObjects"
          Effect    = "Allow"
          Action    = ["s3:GetObject", "s3:PutObject", "s3:RestoreObject"]
          Resource  = ["arn:aws:s3:::example-cado-evidence/*"]
          Principal = {}
          Condition = {}
        },
        {
          Sid       = "EvidenceBucket"
          Effect    = "Allow"
          Action    = ["s3:GetBucketLocation", "s3:ListBucket"]
          Resource  = ["arn:aws:s3:::example-cado-evidence"]
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
        kms           = "1582a9156a2ced65b027cb1b6e4454465e96149289eef48592f0e377296fb4af"
        temporary_key = "718f1b9aa1fd31b8e7380edde03c507e5922f3a2d07898d1f77242d6c27c4036"
        acquisition   = "e75d6819e2c657eb85cc79d88b0e1d46073dd340c70fd83a1da88c67c8d6983a"
        operations    = "377f26871355619606f8feeaa2ad71368ce6d4d9ee4727ed978ee7cb001f04f0"
        platform      = "dd634f6667cbdd6d3303ae6e77c1a72514ac1fdbc3b610dd8e45a56ebacfcee4"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "aws_resources_in_regions" {
  command = plan

  variables {
    trusted_role_arns           = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    platform_region             = "eu-west-1"
    evidence_regions            = ["us-east-1"]
    evidence_bucket_name        = "example-cado-evidence"
    evidence_bucket_kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234567890abcdef1234567890abcdef"
    target_role_name            = "CadoResponseRole"
    organization_id             = "o-a1b2c3d4e5"

    target_role_arns = [
      "arn:aws:iam::444455556666:role/CadoResponseRole",
      "arn:aws:iam::777788889999:role/forensics/CadoResponseRole",
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
        trust         = "7e82146944cae1e126802f80f20a75f673f118e46c575d4654fce65e329ff219"
        kms           = "39da53ff30033a9682fdcec4b8768acaf0f34ac2f21d90c96a7a5345051b66e3"
        temporary_key = "d278206d5b64aa5a37968f0b16fe929bb73cf5865a386f1b632bd59695f575df"
        acquisition   = "e75d6819e2c657eb85cc79d88b0e1d46073dd340c70fd83a1da88c67c8d6983a"
        operations    = "377f26871355619606f8feeaa2ad71368ce6d4d9ee4727ed978ee7cb001f04f0"
        platform      = "2d9dfe0df261abc1022e5d70c9550b3f96e90df9364f34d6677dfb1a098b6267"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "via_service" {
  command = plan

  variables {
    trusted_role_arns           = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    kms_tightening              = "via_service"
    platform_region             = "eu-west-1"
    evidence_regions            = ["us-east-1"]
    evidence_bucket_name        = "example-cado-evidence"
    evidence_bucket_kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234567890abcdef1234567890abcdef"
    target_role_name            = "CadoResponseRole"
    organization_id             = "o-a1b2c3d4e5"

    target_role_arns = [
      "arn:aws:iam::444455556666:role/CadoResponseRole",
      "arn:aws:iam::777788889999:role/forensics/CadoResponseRole",
    ]
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
        if contains(["KmsS3Decrypt", "KmsLambdaDecrypt"], s.Sid)
      ]),
      jsonencode([
        {
          Sid    = "KmsS3Decrypt"
          Effect = "Allow"
          Action = ["kms:Decrypt"]
          Resource = [
            "arn:aws:kms:eu-west-1:111122223333:key/*",
            "arn:aws:kms:eu-west-1:444455556666:key/*",
            "arn:aws:kms:eu-west-1:777788889999:key/*",
            "arn:aws:kms:us-east-1:111122223333:key/*",
            "arn:aws:kms:us-east-1:444455556666:key/*",
            "arn:aws:kms:us-east-1:777788889999:key/*",
          ]
          Condition = {
            StringEquals = {
              "kms:ViaService" = ["s3.eu-west-1.amazonaws.com", "s3.us-east-1.amazonaws.com"]
            }
          }
          Principal = {}
        },
        {
          Sid    = "KmsLambdaDecrypt"
          Effect = "Allow"
          Action = ["kms:Decrypt"]
          Resource = [
            "arn:aws:kms:eu-west-1:111122223333:key/*",
            "arn:aws:kms:eu-west-1:444455556666:key/*",
            "arn:aws:kms:eu-west-1:777788889999:key/*",
            "arn:aws:kms:us-east-1:111122223333:key/*",
            "arn:aws:kms:us-east-1:444455556666:key/*",
            "arn:aws:kms:us-east-1:777788889999:key/*",
          ]
          Condition = {
            StringEquals = {
              "kms:ViaService" = ["lambda.eu-west-1.amazonaws.com", "lambda.us-east-1.amazonaws.com"]
            }
          }
          Principal = {}
        },
      ]),
    ])) == 1

    error_message = "policy_json[\"kms\"] is not what the policy specifies for these inputs."
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
        kms           = "921183621bb4d86a3b0640d45fd274544ae4461e94d6260df2bd2784f2b4f787"
        temporary_key = "d278206d5b64aa5a37968f0b16fe929bb73cf5865a386f1b632bd59695f575df"
        acquisition   = "e75d6819e2c657eb85cc79d88b0e1d46073dd340c70fd83a1da88c67c8d6983a"
        operations    = "377f26871355619606f8feeaa2ad71368ce6d4d9ee4727ed978ee7cb001f04f0"
        platform      = "2d9dfe0df261abc1022e5d70c9550b3f96e90df9364f34d6677dfb1a098b6267"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "encryption_context" {
  command = plan

  variables {
    trusted_role_arns           = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    kms_tightening              = "encryption_context"
    platform_region             = "eu-west-1"
    evidence_regions            = ["us-east-1"]
    evidence_bucket_name        = "example-cado-evidence"
    evidence_bucket_kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234567890abcdef1234567890abcdef"
    target_role_name            = "CadoResponseRole"
    organization_id             = "o-a1b2c3d4e5"
    ebs_resource_ids            = ["vol-0123456789abcdef0", "snap-*"]
    evidence_source_bucket_arns = ["arn:aws:s3:::example-evidence"]

    temporary_key = {
      alias_prefix    = "forensics/"
      replica_regions = ["eu-central-1"]
      delete_alias    = true
    }
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
        if contains(["TempKeyAliasDelete", "TempKeyAliasDeleteTarget"], s.Sid)
      ]),
      jsonencode([
        {
          Sid    = "TempKeyAliasDelete"
          Effect = "Allow"
          Action = ["kms:DeleteAlias"]
          Resource = [
            "arn:aws:kms:eu-central-1:111122223333:alias/forensics/*",
            "arn:aws:kms:eu-west-1:111122223333:alias/forensics/*",
            "arn:aws:kms:us-east-1:111122223333:alias/forensics/*",
          ]
          Principal = {}
          Condition = {}
        },
        {
          Sid    = "TempKeyAliasDeleteTarget"
          Effect = "Allow"
          Action = ["kms:DeleteAlias"]
          Resource = [
            "arn:aws:kms:eu-central-1:111122223333:key/mrk-*",
            "arn:aws:kms:eu-west-1:111122223333:key/mrk-*",
            "arn:aws:kms:us-east-1:111122223333:key/mrk-*",
          ]
          Condition = {
            "ForAllValues:StringLike" = {
              "kms:ResourceAliases" = ["alias/forensics/*"]
            }
            "ForAnyValue:StringLike" = {
              "kms:ResourceAliases" = ["alias/forensics/*"]
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
        kms           = "58467261ad089c315ed9671c821d427fb5b1749d8c8e6386930ad451eef71c28"
        temporary_key = "3565f9cefc82c70db6af069eeb1eacaa57e808fc232716ffa8a981a972402fb1"
        acquisition   = "a27009d24fe08da24875862c8487ef7d9409e2315e0dec38b2724d5fab8aad7e"
        operations    = "377f26871355619606f8feeaa2ad71368ce6d4d9ee4727ed978ee7cb001f04f0"
        platform      = "dd634f6667cbdd6d3303ae6e77c1a72514ac1fdbc3b610dd8e45a56ebacfcee4"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "pinned" {
  command = plan

  variables {
    trusted_role_arns           = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    kms_tightening              = "pinned"
    platform_region             = "eu-west-1"
    evidence_regions            = ["us-east-1"]
    evidence_bucket_name        = "example-cado-evidence"
    evidence_bucket_kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234567890abcdef1234567890abcdef"
    target_role_name            = "CadoResponseRole"
    organization_id             = "o-a1b2c3d4e5"

    target_role_arns = [
      "arn:aws:iam::444455556666:role/CadoResponseRole",
      "arn:aws:iam::777788889999:role/forensics/CadoResponseRole",
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
        trust         = "7e82146944cae1e126802f80f20a75f673f118e46c575d4654fce65e329ff219"
        kms           = "2d38a33795182ea130e23ce0a4875dca3f64cf56d60f49d9cd21aaed28bac737"
        temporary_key = "d278206d5b64aa5a37968f0b16fe929bb73cf5865a386f1b632bd59695f575df"
        acquisition   = "e75d6819e2c657eb85cc79d88b0e1d46073dd340c70fd83a1da88c67c8d6983a"
        operations    = "377f26871355619606f8feeaa2ad71368ce6d4d9ee4727ed978ee7cb001f04f0"
        platform      = "2d9dfe0df261abc1022e5d70c9550b3f96e90df9364f34d6677dfb1a098b6267"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "pinned_in_one_region" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    kms_tightening    = "pinned"
    platform_region   = "eu-west-1"
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
        kms           = "34890b75b212aed952258b19fa69ee24586443fbcbe67d478e76273f41c049b3"
        temporary_key = "a7740022170bb879d7cf29abf888db8cc71e55ffaa3fbaf201536458eb6fdef5"
        acquisition   = "e75d6819e2c657eb85cc79d88b0e1d46073dd340c70fd83a1da88c67c8d6983a"
        operations    = "8a973d03eccd41976590318e4f695ca61e2cfc332b477faa514ca5c0b2587e1e"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "create_volume_alone" {
  command = plan

  variables {
    trusted_role_arns   = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    acquisition_methods = ["create_volume"]
    target_role_name    = "CadoResponseRole"
    organization_id     = "o-a1b2c3d4e5"
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
        kms           = "673e1336af3f6841123d3bda880e8c104143c4f8770f6795371997ddf548a242"
        temporary_key = "525a5040f73b416cbb522611f2accd12362e2fe8e43c7ef018bf89b37e1b5d95"
        acquisition   = "026d5031d5a27c713a8a2a131363d726e1d1779a8efad27981e4d66cbe64c387"
        operations    = "8a973d03eccd41976590318e4f695ca61e2cfc332b477faa514ca5c0b2587e1e"
        platform      = "dd634f6667cbdd6d3303ae6e77c1a72514ac1fdbc3b610dd8e45a56ebacfcee4"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "create_volume_without_grants" {
  command = plan

  variables {
    trusted_role_arns   = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    acquisition_methods = ["create_volume"]
    create_grant        = false
    target_role_name    = "CadoResponseRole"
    organization_id     = "o-a1b2c3d4e5"
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
        kms           = "2241a36ac9b8532f59f5316862fef8b095c563d2ecf7ac9456b8c546e97c219b"
        temporary_key = "525a5040f73b416cbb522611f2accd12362e2fe8e43c7ef018bf89b37e1b5d95"
        acquisition   = "026d5031d5a27c713a8a2a131363d726e1d1779a8efad27981e4d66cbe64c387"
        operations    = "8a973d03eccd41976590318e4f695ca61e2cfc332b477faa514ca5c0b2587e1e"
        platform      = "dd634f6667cbdd6d3303ae6e77c1a72514ac1fdbc3b610dd8e45a56ebacfcee4"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "ebs_direct_alone" {
  command = plan

  variables {
    trusted_role_arns           = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    acquisition_methods         = ["ebs_direct"]
    kms_tightening              = "pinned"
    platform_region             = "eu-west-1"
    evidence_regions            = ["us-east-1"]
    evidence_bucket_name        = "example-cado-evidence"
    evidence_bucket_kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234567890abcdef1234567890abcdef"
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
        kms           = "c397a6b46f52ce929fd9704e0d10c773fda3adb00033ddddce866bab6413fa9a"
        temporary_key = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition   = "fb2aae1fc2067e19038d769a06f383e18306ff6984fe89e61ece737b57637312"
        operations    = "377f26871355619606f8feeaa2ad71368ce6d4d9ee4727ed978ee7cb001f04f0"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "ebs_direct_with_grants" {
  command = plan

  variables {
    trusted_role_arns   = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    acquisition_methods = ["ebs_direct"]
    create_grant        = true

    target_role_arns = [
      "arn:aws:iam::444455556666:role/CadoResponseRole",
      "arn:aws:iam::777788889999:role/forensics/CadoResponseRole",
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
        trust         = "7e82146944cae1e126802f80f20a75f673f118e46c575d4654fce65e329ff219"
        kms           = "4962bb0217069430a0491a78f57d81106f40f59f1f8151f28e1ebd94c0e8da68"
        temporary_key = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition   = "fb2aae1fc2067e19038d769a06f383e18306ff6984fe89e61ece737b57637312"
        operations    = "8a973d03eccd41976590318e4f695ca61e2cfc332b477faa514ca5c0b2587e1e"
        platform      = "7e663b16a3d4007a48848cf0ffcf8ddae7f10d1223d3a9d594d54f8b46ba908d"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "no_keys" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    kms_key_arns      = []

    target_role_arns = [
      "arn:aws:iam::444455556666:role/CadoResponseRole",
      "arn:aws:iam::777788889999:role/forensics/CadoResponseRole",
    ]

    target_role_name = "CadoResponseRole"
    organization_id  = "o-a1b2c3d4e5"
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
        kms           = "b203443678bd06a36b0a2135bbb7de595485eb1cbcdb2a42f4072598f109b374"
        temporary_key = "525a5040f73b416cbb522611f2accd12362e2fe8e43c7ef018bf89b37e1b5d95"
        acquisition   = "e75d6819e2c657eb85cc79d88b0e1d46073dd340c70fd83a1da88c67c8d6983a"
        operations    = "8a973d03eccd41976590318e4f695ca61e2cfc332b477faa514ca5c0b2587e1e"
        platform      = "2d9dfe0df261abc1022e5d70c9550b3f96e90df9364f34d6677dfb1a098b6267"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "no_keys_and_no_temporary_key" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    kms_key_arns      = []

    temporary_key = {
      enabled = false
    }

    kms_tightening   = "via_service"
    platform_region  = "eu-west-1"
    evidence_regions = ["us-east-1"]
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
        kms           = "fa7164614d6cadd082b57c8f7f4957c96a1371bbe577715a5a9e96b4469a7925"
        temporary_key = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition   = "e75d6819e2c657eb85cc79d88b0e1d46073dd340c70fd83a1da88c67c8d6983a"
        operations    = "8a973d03eccd41976590318e4f695ca61e2cfc332b477faa514ca5c0b2587e1e"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "some_keys" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]

    kms_key_arns = [
      "arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234567890abcdef1234567890abcdef",
    ]

    target_role_arns = [
      "arn:aws:iam::444455556666:role/CadoResponseRole",
      "arn:aws:iam::777788889999:role/forensics/CadoResponseRole",
    ]

    kms_tightening   = "via_service"
    platform_region  = "eu-west-1"
    evidence_regions = ["us-east-1"]
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
        kms           = "8609fc062be5ae63dfb2e7d95fb8cc66aaf6e31471997e9d977240ac897150af"
        temporary_key = "d278206d5b64aa5a37968f0b16fe929bb73cf5865a386f1b632bd59695f575df"
        acquisition   = "e75d6819e2c657eb85cc79d88b0e1d46073dd340c70fd83a1da88c67c8d6983a"
        operations    = "8a973d03eccd41976590318e4f695ca61e2cfc332b477faa514ca5c0b2587e1e"
        platform      = "7e663b16a3d4007a48848cf0ffcf8ddae7f10d1223d3a9d594d54f8b46ba908d"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "without_the_service_role" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]

    temporary_key = {
      service_linked_role = false
      replica_regions     = ["us-east-1"]
    }
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
        temporary_key = "8132164335dbfaa04bdb40d5848d7f67996e753a0de9ba222f9aecbd0edbca5c"
        acquisition   = "e75d6819e2c657eb85cc79d88b0e1d46073dd340c70fd83a1da88c67c8d6983a"
        operations    = "8a973d03eccd41976590318e4f695ca61e2cfc332b477faa514ca5c0b2587e1e"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "s3_and_lambda_alone" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    capabilities      = ["s3", "lambda"]
    kms_tightening    = "documented"
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
        kms           = "201201a8dcafe9abd1a0f19db8e0382fbc6c1b2856ccaf8ddfff5bfc6f66ce84"
        temporary_key = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition   = "c1a6fad57425dc7e75217f97a2249eb360cf134cef2453f2060ffb91d901e2d7"
        operations    = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "lambda_alone" {
  command = plan

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    capabilities      = ["lambda"]
    kms_tightening    = "via_service"
    evidence_regions  = ["us-east-1"]
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
        kms           = "bd7aa9c8e14bf2bb52c179576214d0ff582cb018e63add43cf868237816b1a2c"
        temporary_key = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        acquisition   = "d080b49dcf988e467ff6a4c60baa84a104dd0412cfaf48a44203ce6dd7633af8"
        operations    = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "a_bucket_without_key" {
  command = plan

  variables {
    trusted_role_arns    = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    evidence_bucket_name = "example-cado-evidence"
    kms_tightening       = "encryption_context"
    platform_region      = "eu-west-1"
    evidence_regions     = ["us-east-1"]
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
        kms           = "a451d9ee3c89065fb413123943d45770ed54cb3a2a700d2b546ebc4252e86667"
        temporary_key = "d278206d5b64aa5a37968f0b16fe929bb73cf5865a386f1b632bd59695f575df"
        acquisition   = "e75d6819e2c657eb85cc79d88b0e1d46073dd340c70fd83a1da88c67c8d6983a"
        operations    = "377f26871355619606f8feeaa2ad71368ce6d4d9ee4727ed978ee7cb001f04f0"
        platform      = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "a_level_without_regions" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.kms]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    kms_tightening    = "via_service"
  }
}

run "a_role_name_in_no_organization" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.kms]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    target_role_name  = "CadoResponseRole"
  }
}

run "an_organization_without_a_role_name" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.kms]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    organization_id   = "o-a1b2c3d4e5"
  }
}

run "a_bucket_key_without_bucket" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.kms]

  variables {
    trusted_role_arns           = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    evidence_bucket_kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234567890abcdef1234567890abcdef"
  }
}

run "a_bucket_key_without_platform_region" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.kms]

  variables {
    trusted_role_arns           = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    evidence_bucket_name        = "example-cado-evidence"
    evidence_bucket_kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234567890abcdef1234567890abcdef"
    kms_tightening              = "pinned"
    evidence_regions            = ["us-east-1"]
  }
}

run "a_target_of_another_partition" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.kms]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    target_role_arns  = ["arn:aws-cn:iam::444455556666:role/CadoResponseRole"]
  }
}

run "a_region_of_another_partition" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.kms]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]

    temporary_key = {
      replica_regions = ["us-gov-east-1"]
    }
  }
}

run "error_reports_from_govcloud" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.kms]

  providers = {
    aws = aws.us_gov
  }

  variables {
    trusted_role_arns = ["arn:aws-us-gov:iam::111122223333:role/CadoResponseInstanceRole"]
    capabilities      = ["error_reporting"]
  }
}
