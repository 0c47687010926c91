# Bad input of cado-cross-account-trust, refused at plan. Generated; runs offline with Terraform 1.7 or later:
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

run "the_role_is_as_named_and_its_policies_with_it" {
  command = plan

  variables {
    platform_role_arn        = "arn:aws:iam::111122223333:role/CadoResponseRole"
    role_name                = "DarktraceForensicsRole"
    role_path                = "/forensics/"
    role_description         = "Forensics"
    permissions_boundary_arn = "arn:aws:iam::111122223333:policy/Boundary"
    max_session_duration     = 7200

    tags = {
      team = "forensics"
    }
  }

  assert {
    condition     = aws_iam_role.this.name == "DarktraceForensicsRole" && aws_iam_role.this.path == "/forensics/" && aws_iam_role.this.description == "Forensics" && aws_iam_role.this.permissions_boundary == "arn:aws:iam::111122223333:policy/Boundary" && aws_iam_role.this.max_session_duration == 7200 && aws_iam_role.this.tags == tomap({ team = "forensics" })
    error_message = "The role must be what the inputs of the role say."
  }

  assert {
    condition     = alltrue([for key, policy in aws_iam_policy.this : policy.name == "DarktraceForensicsRole-${key}"]) && alltrue([for key, policy in aws_iam_policy.this : policy.path == "/forensics/"]) && alltrue([for key, policy in aws_iam_policy.this : policy.tags == tomap({ team = "forensics" })]) && alltrue([for key, policy in aws_iam_policy.this : jsonencode(jsondecode(policy.policy)) == jsonencode(jsondecode(output.policy_json[key]))]) && jsonencode(keys(aws_iam_policy.this)) == jsonencode(["acquisition", "kms", "operations"])
    error_message = "Every policy must be named after the role and its key, and lie where the role does."
  }

  assert {
    condition     = alltrue([for key, attachment in aws_iam_role_policy_attachment.this : attachment.role == "DarktraceForensicsRole"]) && jsonencode(keys(aws_iam_role_policy_attachment.this)) == jsonencode(["acquisition", "kms", "operations"])
    error_message = "Every policy must be attached to the role."
  }
}

run "a_name_that_the_platform_does_not_know" {
  command = plan

  expect_failures = [var.role_name]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    role_name         = "ForensicsRole"
  }
}

run "a_name_of_65_characters" {
  command = plan

  expect_failures = [var.role_name]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    role_name         = "CadoResponserrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr"
  }
}

run "a_path_without_its_end" {
  command = plan

  expect_failures = [var.role_path]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    role_path         = "/forensics"
  }
}

run "a_description_in_greek" {
  command = plan

  expect_failures = [var.role_description]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    role_description  = "Ανάλυση"
  }
}

run "a_role_as_a_boundary" {
  command = plan

  expect_failures = [var.permissions_boundary_arn]

  variables {
    platform_role_arn        = "arn:aws:iam::111122223333:role/CadoResponseRole"
    permissions_boundary_arn = "arn:aws:iam::111122223333:role/Boundary"
  }
}

run "half_an_hour" {
  command = plan

  expect_failures = [var.max_session_duration]

  variables {
    platform_role_arn    = "arn:aws:iam::111122223333:role/CadoResponseRole"
    max_session_duration = 1800
  }
}

run "a_tag_with_a_question_mark" {
  command = plan

  expect_failures = [var.tags]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"

    tags = {
      team = "who?"
    }
  }
}

run "a_tag_of_aws" {
  command = plan

  expect_failures = [var.tags]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"

    tags = {
      "AWS:team" = "forensics"
    }
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

run "an_unknown_capability" {
  command = plan

  expect_failures = [var.capabilities]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    capabilities      = ["ec2", "everything"]
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

run "a_key_by_alias" {
  command = plan

  expect_failures = [var.kms_key_arns]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    kms_key_arns      = ["arn:aws:kms:eu-west-1:444455556666:alias/volumes"]
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

run "a_tag_pattern" {
  command = plan

  expect_failures = [var.ssm_instance_tags]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"

    ssm_instance_tags = {
      team = "*"
    }
  }
}

run "every_log_group" {
  command = plan

  expect_failures = [var.lambda_log_group_names]

  variables {
    platform_role_arn      = "arn:aws:iam::111122223333:role/CadoResponseRole"
    lambda_log_group_names = ["*"]
  }
}

run "a_path_of_513_characters" {
  command = plan

  expect_failures = [var.role_path]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    role_path         = format("/%0511d/", 0)
  }
}

run "a_description_of_1001_characters" {
  command = plan

  expect_failures = [var.role_description]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    role_description  = format("%01001d", 0)
  }
}

run "fifty_one_tags" {
  command = plan

  expect_failures = [var.tags]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    tags              = { for i in range(51) : format("tag%d", i) => "x" }
  }
}

run "a_capability_of_the_other_role" {
  command = plan

  expect_failures = [var.capabilities]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    capabilities      = ["core_platform"]
  }
}

run "an_external_id_with_a_space" {
  command = plan

  expect_failures = [var.external_id]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    external_id       = "two words"
  }
}

run "an_external_id_of_1225_characters" {
  command = plan

  expect_failures = [var.external_id]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    external_id       = format("%01225d", 0)
  }
}

run "the_external_id_that_everybody_knows" {
  command = plan

  expect_failures = [var.external_id]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    external_id       = "noExternalIdRequired"
  }
}

run "no_organization" {
  command = plan

  expect_failures = [var.organization_id]

  variables {
    platform_role_arn = "arn:aws:iam::111122223333:role/CadoResponseRole"
    organization_id   = "a1b2c3d4e5"
  }
}
