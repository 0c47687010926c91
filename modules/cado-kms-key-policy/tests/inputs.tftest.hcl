# Bad input, refused at plan. Generated; runs offline with Terraform 1.7 or later: terraform init && terraform
# test

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

run "no_role" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.statements]
}

run "a_level_without_regions" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.statements]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    kms_tightening    = "via_service"
  }
}

run "create_grant_for_nobody" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.statements]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    create_grant_for  = ["target"]
  }
}

run "a_role_of_another_partition" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.statements]

  variables {
    platform_role_arn = "arn:aws-cn:iam::111122223333:role/CadoResponseRole"
  }
}

run "a_region_of_another_partition" {
  command = plan

  expect_failures = [data.aws_iam_policy_document.statements]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    platform_region   = "us-gov-west-1"
  }
}

run "a_user" {
  command = plan

  expect_failures = [var.platform_role_arn]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:user/alice"
  }
}

run "a_session" {
  command = plan

  expect_failures = [var.target_role_arn]

  variables {
    target_role_arn = "arn:aws:sts::111122223333:assumed-role/CadoResponseRole/x"
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

run "an_unknown_grantee" {
  command = plan

  expect_failures = [var.create_grant_for]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    create_grant_for  = ["everyone"]
  }
}

run "nothing_protected" {
  command = plan

  expect_failures = [var.protects]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    protects          = []
  }
}

run "an_unknown_service" {
  command = plan

  expect_failures = [var.protects]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    protects          = ["rds"]
  }
}

run "no_method" {
  command = plan

  expect_failures = [var.acquisition_methods]

  variables {
    platform_role_arn   = "arn:aws:iam::111122223333:role/CadoResponseRole"
    acquisition_methods = []
  }
}

run "an_unknown_method" {
  command = plan

  expect_failures = [var.acquisition_methods]

  variables {
    platform_role_arn   = "arn:aws:iam::111122223333:role/CadoResponseRole"
    acquisition_methods = ["copy"]
  }
}

run "an_unknown_level" {
  command = plan

  expect_failures = [var.kms_tightening]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    kms_tightening    = "tight"
  }
}

run "a_region_in_capitals" {
  command = plan

  expect_failures = [var.platform_region]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    platform_region   = "EU-WEST-1"
  }
}

run "an_evidence_region_in_capitals" {
  command = plan

  expect_failures = [var.evidence_regions]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    evidence_regions  = ["US-EAST-1"]
  }
}

run "no_volumes" {
  command = plan

  expect_failures = [var.ebs_resource_ids]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    ebs_resource_ids  = []
  }
}

run "every_resource" {
  command = plan

  expect_failures = [var.ebs_resource_ids]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    ebs_resource_ids  = ["*"]
  }
}

run "a_bucket_with_a_path" {
  command = plan

  expect_failures = [var.evidence_source_bucket_arns]

  variables {
    platform_role_arn           = "arn:aws:iam::111122223333:role/CadoResponseRole"
    evidence_source_bucket_arns = ["arn:aws:s3:::bucket/*"]
  }
}

run "an_unknown_principal_match" {
  command = plan

  expect_failures = [var.principal_match]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    principal_match   = "any"
  }
}

run "not_json" {
  command = plan

  expect_failures = [var.existing_policy_json]

  variables {
    platform_role_arn    = "arn:aws:iam::111122223333:role/CadoResponseRole"
    existing_policy_json = "kms:*"
  }
}

run "a_repeated_key" {
  command = plan

  expect_failures = [var.existing_policy_json]

  variables {
    platform_role_arn    = "arn:aws:iam::111122223333:role/CadoResponseRole"
    existing_policy_json = "{\"Statement\": [], \"Statement\": [{\"Sid\":\"Root\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::444455556666:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}"
  }
}

run "not_a_key_policy" {
  command = plan

  expect_failures = [var.existing_policy_json]

  variables {
    platform_role_arn    = "arn:aws:iam::111122223333:role/CadoResponseRole"
    existing_policy_json = "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"kms:*\", \"Resource\": \"*\"}]}"
  }
}

run "an_unknown_version" {
  command = plan

  expect_failures = [var.existing_policy_json]

  variables {
    platform_role_arn    = "arn:aws:iam::111122223333:role/CadoResponseRole"
    existing_policy_json = "{\"Version\":\"2012-10-18\",\"Statement\":[{\"Sid\":\"Root\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::444455556666:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}"
  }
}

run "too_long" {
  command = plan

  expect_failures = [var.existing_policy_json]

  variables {
    platform_role_arn    = "arn:aws:iam::111122223333:role/CadoResponseRole"
    existing_policy_json = replace(jsonencode({ Statement = [{ Sid = "SID", Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "kms:*", Resource = "*" }] }), "SID", format("%033000d", 0))
  }
}

run "a_grant_name_with_spaces" {
  command = plan

  expect_failures = [var.grants]

  variables {
    target_role_arn = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"

    grants = {
      "two words" = {
        key_id  = "1234abcd-12ab-34cd-56ef-1234567890ab"
        grantee = "target"
      }
    }
  }
}

run "an_alias" {
  command = plan

  expect_failures = [var.grants]

  variables {
    target_role_arn = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"

    grants = {
      incident = {
        key_id  = "alias/volumes"
        grantee = "target"
      }
    }
  }
}

run "an_unknown_grant_role" {
  command = plan

  expect_failures = [var.grants]

  variables {
    target_role_arn = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"

    grants = {
      incident = {
        key_id  = "1234abcd-12ab-34cd-56ef-1234567890ab"
        grantee = "everyone"
      }
    }
  }
}

run "an_unknown_operation" {
  command = plan

  expect_failures = [var.grants]

  variables {
    target_role_arn = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"

    grants = {
      incident = {
        key_id     = "1234abcd-12ab-34cd-56ef-1234567890ab"
        grantee    = "target"
        operations = ["kms:Decrypt"]
      }
    }
  }
}

run "an_empty_context" {
  command = plan

  expect_failures = [var.grants]

  variables {
    target_role_arn = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"

    grants = {
      incident = {
        key_id                    = "1234abcd-12ab-34cd-56ef-1234567890ab"
        grantee                   = "target"
        encryption_context_equals = {}
      }
    }
  }
}
