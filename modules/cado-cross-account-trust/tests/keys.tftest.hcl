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

override_data {
  target = data.aws_caller_identity.current

  values = {
    account_id = "444455556666"
  }
}

run "documented" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    kms_tightening    = "documented"
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
        kms         = "7795b3a23e98c21d77ac6a578b72115ea2346da4416c5dcc9e511210b559286a"
        acquisition = "0e6757e1aa7ad921b1df4b97e978c7421f32d264938dd5f77ccfd35a9124c393"
        operations  = "1303b4d0687adcb0a98332e053b3d2b36146bea957ba3c577e20d872bbdc0f2a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "aws_resources_in_regions" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    platform_region   = "eu-west-1"
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
        trust       = "bcf3d89b93eba8a9fafeb600633852835560fa7c3093ba396ca2b13b9e79f090"
        kms         = "fc91408f87fb3646aa30e81fc60408bb09f36f71d039988ea2074dfcc5c29beb"
        acquisition = "0e6757e1aa7ad921b1df4b97e978c7421f32d264938dd5f77ccfd35a9124c393"
        operations  = "1303b4d0687adcb0a98332e053b3d2b36146bea957ba3c577e20d872bbdc0f2a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "via_service" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    kms_tightening    = "via_service"
    platform_region   = "eu-west-1"
    evidence_regions  = ["us-east-1"]
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
          Sid      = "KmsS3Decrypt"
          Effect   = "Allow"
          Action   = ["kms:Decrypt"]
          Resource = ["arn:aws:kms:eu-west-1:444455556666:key/*", "arn:aws:kms:us-east-1:444455556666:key/*"]
          Condition = {
            StringEquals = {
              "kms:ViaService" = ["s3.eu-west-1.amazonaws.com", "s3.us-east-1.amazonaws.com"]
            }
          }
          Principal = {}
        },
        {
          Sid      = "KmsLambdaDecrypt"
          Effect   = "Allow"
          Action   = ["kms:Decrypt"]
          Resource = ["arn:aws:kms:eu-west-1:444455556666:key/*", "arn:aws:kms:us-east-1:444455556666:key/*"]
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
        trust       = "bcf3d89b93eba8a9fafeb600633852835560fa7c3093ba396ca2b13b9e79f090"
        kms         = "7c34ba064703ce48c562a7b4f207a85145aac5c7a41378614ab9e57f8b1561d8"
        acquisition = "0e6757e1aa7ad921b1df4b97e978c7421f32d264938dd5f77ccfd35a9124c393"
        operations  = "1303b4d0687adcb0a98332e053b3d2b36146bea957ba3c577e20d872bbdc0f2a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "encryption_context" {
  command = plan

  variables {
    platform_role_arn           = "arn:aws:iam::111122223333:role/CadoResponseRole"
    kms_tightening              = "encryption_context"
    platform_region             = "eu-west-1"
    evidence_regions            = ["us-east-1"]
    ebs_resource_ids            = ["vol-0123456789abcdef0", "snap-*"]
    evidence_source_bucket_arns = ["arn:aws:s3:::example-evidence"]
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
        kms         = "9133ff2dcafae8e977e5223cffc37184ab4fbd568c12a6f657eb8ac706d1fe75"
        acquisition = "9406f913b4807017d63fb06ebb4aed66f44ec273d1364ddffe34df05b1e6bd99"
        operations  = "1303b4d0687adcb0a98332e053b3d2b36146bea957ba3c577e20d872bbdc0f2a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "pinned" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    kms_tightening    = "pinned"
    platform_region   = "eu-west-1"
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
        trust       = "bcf3d89b93eba8a9fafeb600633852835560fa7c3093ba396ca2b13b9e79f090"
        kms         = "3ad655a8b98dc4f193f1c6237442f79d9f676fc2aa31ca1aaa8ed6ae6bba7e10"
        acquisition = "0e6757e1aa7ad921b1df4b97e978c7421f32d264938dd5f77ccfd35a9124c393"
        operations  = "1303b4d0687adcb0a98332e053b3d2b36146bea957ba3c577e20d872bbdc0f2a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "pinned_in_one_region" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    kms_tightening    = "pinned"
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
        trust       = "bcf3d89b93eba8a9fafeb600633852835560fa7c3093ba396ca2b13b9e79f090"
        kms         = "8d8009e1ef14c477ef03f0f7538abf7c74fa155d6761eeee631fd9a4a19f1138"
        acquisition = "0e6757e1aa7ad921b1df4b97e978c7421f32d264938dd5f77ccfd35a9124c393"
        operations  = "1303b4d0687adcb0a98332e053b3d2b36146bea957ba3c577e20d872bbdc0f2a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "create_volume_alone" {
  command = plan

  variables {
    platform_role_arn   = "arn:aws:iam::111122223333:role/CadoResponseRole"
    acquisition_methods = ["create_volume"]
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
        acquisition = "0100e6414d014288e4bb6fcdc34d7613ae32d86c67f6c0aa654a61cdeec675e4"
        operations  = "1303b4d0687adcb0a98332e053b3d2b36146bea957ba3c577e20d872bbdc0f2a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "create_volume_without_grants" {
  command = plan

  variables {
    platform_role_arn   = "arn:aws:iam::111122223333:role/CadoResponseRole"
    acquisition_methods = ["create_volume"]
    create_grant        = false
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
        kms         = "4d349ebe98290a441290dd18136ed1225e5411242841a1e03cb57d21e86c11fe"
        acquisition = "0100e6414d014288e4bb6fcdc34d7613ae32d86c67f6c0aa654a61cdeec675e4"
        operations  = "1303b4d0687adcb0a98332e053b3d2b36146bea957ba3c577e20d872bbdc0f2a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "ebs_direct_alone" {
  command = plan

  variables {
    platform_role_arn   = "arn:aws:iam::111122223333:role/CadoResponseRole"
    acquisition_methods = ["ebs_direct"]
    kms_tightening      = "pinned"
    platform_region     = "eu-west-1"
    evidence_regions    = ["us-east-1"]
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
        kms         = "39f5f30b013621f126726b5328cf3672dcbe3d4ec0bd9ab12e8e99da22adda96"
        acquisition = "ed508f422ec05fc059ede58d10172ca2043fc5c810dd90367f46e9b029f642a7"
        operations  = "1303b4d0687adcb0a98332e053b3d2b36146bea957ba3c577e20d872bbdc0f2a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "ebs_direct_with_grants" {
  command = plan

  variables {
    platform_role_arn   = "arn:aws:iam::111122223333:role/CadoResponseRole"
    acquisition_methods = ["ebs_direct"]
    create_grant        = true
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
        kms         = "496b844ddaa68370cd902d6e0f0dc9f8a037b7671f2c294150e967b9c40af392"
        acquisition = "ed508f422ec05fc059ede58d10172ca2043fc5c810dd90367f46e9b029f642a7"
        operations  = "1303b4d0687adcb0a98332e053b3d2b36146bea957ba3c577e20d872bbdc0f2a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "no_keys" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    kms_key_arns      = []
    kms_tightening    = "via_service"
    platform_region   = "eu-west-1"
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
        trust       = "bcf3d89b93eba8a9fafeb600633852835560fa7c3093ba396ca2b13b9e79f090"
        kms         = "cfc72d4159f957dbe84178e64e02cfba7ea6e7708090fca35b5eab5d2a428dfa"
        acquisition = "0e6757e1aa7ad921b1df4b97e978c7421f32d264938dd5f77ccfd35a9124c393"
        operations  = "1303b4d0687adcb0a98332e053b3d2b36146bea957ba3c577e20d872bbdc0f2a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "no_keys_and_no_temporary_keys" {
  command = plan

  variables {
    platform_role_arn       = "arn:aws:iam::111122223333:role/CadoResponseRole"
    kms_key_arns            = []
    platform_temporary_keys = false
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
        kms         = "e1c9b4c6cd31c3e33f6af8bd77c091fbb322e949a43e308a9f5b9521ed97b2bb"
        acquisition = "0e6757e1aa7ad921b1df4b97e978c7421f32d264938dd5f77ccfd35a9124c393"
        operations  = "1303b4d0687adcb0a98332e053b3d2b36146bea957ba3c577e20d872bbdc0f2a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "some_keys" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    kms_key_arns      = ["arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab"]
    kms_tightening    = "via_service"
    platform_region   = "eu-west-1"
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
        trust       = "bcf3d89b93eba8a9fafeb600633852835560fa7c3093ba396ca2b13b9e79f090"
        kms         = "cb7f8a59ad9d409794215c10746b2e70998889019d15a82261514e6d5ea22115"
        acquisition = "0e6757e1aa7ad921b1df4b97e978c7421f32d264938dd5f77ccfd35a9124c393"
        operations  = "1303b4d0687adcb0a98332e053b3d2b36146bea957ba3c577e20d872bbdc0f2a"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "s3_and_lambda_alone" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
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
        trust       = "bcf3d89b93eba8a9fafeb600633852835560fa7c3093ba396ca2b13b9e79f090"
        kms         = "32d5d4185b8a1e3fd05de0f058b5462cab952038336470b245f18fc3e6439882"
        acquisition = "25f06578d81e2bfa29bdc7c302ab962149e06fbd9cd63a9dc132bdbbff01ff36"
        operations  = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "lambda_alone" {
  command = plan

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
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
        trust       = "bcf3d89b93eba8a9fafeb600633852835560fa7c3093ba396ca2b13b9e79f090"
        kms         = "019b2360aff6580398aecbdfd57d900cc6d9e0976340979e92017d6c60e6e0ed"
        acquisition = "e9621ab712170d8e2a98bd77f93dcf57e9692a2e4158a5078d3d0d85bfb4abe3"
        operations  = "2e2759331632336e1e163adcbadf023346dde700c9167fefae7c33fdb1cbef4e"
      }),
    ])) == 1

    error_message = "policy_json or trust_policy_json is not what the policy specifies for these inputs."
  }
}

run "a_level_without_regions" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.kms]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    kms_tightening    = "via_service"
  }
}

run "a_key_of_another_partition" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.kms]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    kms_key_arns      = ["arn:aws-cn:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab"]
  }
}

run "a_region_of_another_partition" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.kms]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    evidence_regions  = ["us-gov-east-1"]
  }
}
