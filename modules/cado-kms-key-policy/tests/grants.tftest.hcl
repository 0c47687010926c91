# Grants, and those that would walk around the level. Generated; runs offline with Terraform 1.7 or later:
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

run "a_grant_reads_and_no_more" {
  command = plan

  variables {
    target_role_arn = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"

    grants = {
      incident = {
        key_id  = "1234abcd-12ab-34cd-56ef-1234567890ab"
        grantee = "target"
        encryption_context_equals = {
          "aws:ebs:id" = "vol-0123456789abcdef0"
        }
      }
    }
  }

  assert {
    condition     = aws_kms_grant.this["incident"].grantee_principal == "arn:aws:iam::444455556666:role/forensics/CadoResponseRole" && aws_kms_grant.this["incident"].key_id == "1234abcd-12ab-34cd-56ef-1234567890ab"
    error_message = "The grant must go to the target role, on the key that was named."
  }

  assert {
    condition     = toset(aws_kms_grant.this["incident"].operations) == toset(["Decrypt", "DescribeKey"])
    error_message = "A grant that names no operations must only read."
  }

  assert {
    condition     = one(aws_kms_grant.this["incident"].constraints).encryption_context_equals == tomap({ "aws:ebs:id" = "vol-0123456789abcdef0" })
    error_message = "The grant must be tied to the volume."
  }
}

run "no_grant_above_aws_resources" {
  command = plan

  expect_failures = [aws_kms_grant.this]

  variables {
    target_role_arn = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"

    grants = {
      incident = {
        key_id  = "1234abcd-12ab-34cd-56ef-1234567890ab"
        grantee = "target"
      }
    }

    kms_tightening  = "via_service"
    platform_region = "eu-west-1"
  }
}

run "no_create_grant_in_a_grant" {
  command = plan

  expect_failures = [aws_kms_grant.this]

  variables {
    target_role_arn = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"

    grants = {
      incident = {
        key_id     = "1234abcd-12ab-34cd-56ef-1234567890ab"
        grantee    = "target"
        operations = ["Decrypt", "CreateGrant"]
      }
    }
  }
}

run "no_grant_for_a_role_that_is_not_given" {
  command = plan

  expect_failures = [aws_kms_grant.this]

  variables {
    target_role_arn = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"

    grants = {
      incident = {
        key_id  = "1234abcd-12ab-34cd-56ef-1234567890ab"
        grantee = "platform"
      }
    }
  }
}

run "no_grant_on_a_key_of_another_partition" {
  command = plan

  expect_failures = [aws_kms_grant.this]

  variables {
    target_role_arn = "arn:aws:iam::444455556666:role/forensics/CadoResponseRole"

    grants = {
      incident = {
        key_id  = "arn:aws-cn:kms:cn-north-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab"
        grantee = "target"
      }
    }
  }
}
