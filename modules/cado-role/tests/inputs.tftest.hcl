# Bad input of cado-role, refused at plan. Generated; runs offline with Terraform 1.7 or later: terraform init
# && terraform test

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

run "the_role_is_as_named_and_its_policies_with_it" {
  command = plan

  variables {
    trusted_role_arns        = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
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
    condition     = alltrue([for key, policy in aws_iam_policy.this : policy.name == "DarktraceForensicsRole-${key}"]) && alltrue([for key, policy in aws_iam_policy.this : policy.path == "/forensics/"]) && alltrue([for key, policy in aws_iam_policy.this : policy.tags == tomap({ team = "forensics" })]) && alltrue([for key, policy in aws_iam_policy.this : jsonencode(jsondecode(policy.policy)) == jsonencode(jsondecode(output.policy_json[key]))]) && jsonencode(keys(aws_iam_policy.this)) == jsonencode(["acquisition", "kms", "operations", "platform", "temporary_key"])
    error_message = "Every policy must be named after the role and its key, and lie where the role does."
  }

  assert {
    condition     = alltrue([for key, attachment in aws_iam_role_policy_attachment.this : attachment.role == "DarktraceForensicsRole"]) && jsonencode(keys(aws_iam_role_policy_attachment.this)) == jsonencode(["acquisition", "kms", "operations", "platform", "temporary_key"])
    error_message = "Every policy must be attached to the role."
  }
}

run "a_name_that_the_platform_does_not_know" {
  command = plan

  expect_failures = [var.role_name]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    role_name         = "ForensicsRole"
  }
}

run "a_name_of_65_characters" {
  command = plan

  expect_failures = [var.role_name]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    role_name         = "CadoResponserrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr"
  }
}

run "a_path_without_its_end" {
  command = plan

  expect_failures = [var.role_path]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    role_path         = "/forensics"
  }
}

run "a_description_in_greek" {
  command = plan

  expect_failures = [var.role_description]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    role_description  = "Ανάλυση"
  }
}

run "a_role_as_a_boundary" {
  command = plan

  expect_failures = [var.permissions_boundary_arn]

  variables {
    trusted_role_arns        = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    permissions_boundary_arn = "arn:aws:iam::111122223333:role/Boundary"
  }
}

run "half_an_hour" {
  command = plan

  expect_failures = [var.max_session_duration]

  variables {
    trusted_role_arns    = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    max_session_duration = 1800
  }
}

run "a_tag_with_a_question_mark" {
  command = plan

  expect_failures = [var.tags]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]

    tags = {
      team = "who?"
    }
  }
}

run "a_tag_of_aws" {
  command = plan

  expect_failures = [var.tags]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]

    tags = {
      "AWS:team" = "forensics"
    }
  }
}

run "an_unknown_principal_match" {
  command = plan

  expect_failures = [var.principal_match]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    principal_match   = "any"
  }
}

run "an_unknown_capability" {
  command = plan

  expect_failures = [var.capabilities]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    capabilities      = ["ec2", "everything"]
  }
}

run "no_method" {
  command = plan

  expect_failures = [var.acquisition_methods]

  variables {
    trusted_role_arns   = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    acquisition_methods = []
  }
}

run "an_unknown_method" {
  command = plan

  expect_failures = [var.acquisition_methods]

  variables {
    trusted_role_arns   = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    acquisition_methods = ["copy"]
  }
}

run "an_unknown_level" {
  command = plan

  expect_failures = [var.kms_tightening]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    kms_tightening    = "tight"
  }
}

run "a_region_in_capitals" {
  command = plan

  expect_failures = [var.platform_region]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    platform_region   = "EU-WEST-1"
  }
}

run "an_evidence_region_in_capitals" {
  command = plan

  expect_failures = [var.evidence_regions]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    evidence_regions  = ["US-EAST-1"]
  }
}

run "a_key_by_alias" {
  command = plan

  expect_failures = [var.kms_key_arns]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    kms_key_arns      = ["arn:aws:kms:eu-west-1:444455556666:alias/volumes"]
  }
}

run "no_volumes" {
  command = plan

  expect_failures = [var.ebs_resource_ids]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    ebs_resource_ids  = []
  }
}

run "every_resource" {
  command = plan

  expect_failures = [var.ebs_resource_ids]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    ebs_resource_ids  = ["*"]
  }
}

run "a_bucket_with_a_path" {
  command = plan

  expect_failures = [var.evidence_source_bucket_arns]

  variables {
    trusted_role_arns           = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    evidence_source_bucket_arns = ["arn:aws:s3:::bucket/*"]
  }
}

run "a_tag_pattern" {
  command = plan

  expect_failures = [var.ssm_instance_tags]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]

    ssm_instance_tags = {
      team = "*"
    }
  }
}

run "every_log_group" {
  command = plan

  expect_failures = [var.lambda_log_group_names]

  variables {
    trusted_role_arns      = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    lambda_log_group_names = ["*"]
  }
}

run "a_path_of_513_characters" {
  command = plan

  expect_failures = [var.role_path]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    role_path         = format("/%0511d/", 0)
  }
}

run "a_description_of_1001_characters" {
  command = plan

  expect_failures = [var.role_description]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    role_description  = format("%01001d", 0)
  }
}

run "fifty_one_tags" {
  command = plan

  expect_failures = [var.tags]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    tags              = { for i in range(51) : format("tag%d", i) => "x" }
  }
}

run "a_capability_of_the_other_role" {
  command = plan

  expect_failures = [var.capabilities]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    capabilities      = ["organizations"]
  }
}

run "a_user_as_target" {
  command = plan

  expect_failures = [var.target_role_arns]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    target_role_arns  = ["arn:aws:iam::444455556666:user/alice"]
  }
}

run "a_target_that_the_platform_does_not_know" {
  command = plan

  expect_failures = [var.target_role_name]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    target_role_name  = "ForensicsRole"
  }
}

run "no_organization" {
  command = plan

  expect_failures = [var.organization_id]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    organization_id   = "a1b2c3d4e5"
  }
}

run "an_alias_of_aws" {
  command = plan

  expect_failures = [var.temporary_key]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]

    temporary_key = {
      alias_prefix = "aws/ebs"
    }
  }
}

run "a_replica_region_in_capitals" {
  command = plan

  expect_failures = [var.temporary_key]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]

    temporary_key = {
      replica_regions = ["US-EAST-1"]
    }
  }
}

run "a_bucket_by_arn" {
  command = plan

  expect_failures = [var.evidence_bucket_name]

  variables {
    trusted_role_arns    = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    evidence_bucket_name = "arn:aws:s3:::example-evidence"
  }
}

run "every_bucket_key" {
  command = plan

  expect_failures = [var.evidence_bucket_kms_key_arn]

  variables {
    trusted_role_arns           = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    evidence_bucket_kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/*"
  }
}

run "a_worker_by_name" {
  command = plan

  expect_failures = [var.worker_role_arn]

  variables {
    trusted_role_arns = ["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]
    worker_role_arn   = "CadoResponseWorkerRole"
  }
}
