variable "platform_role_arn" {
  description = "ARN of the platform's CadoResponseRole. Give this, target_role_arn or both; with the target role alone the platform imports through its temporary key"
  type        = string
  default     = null

  validation {
    condition     = var.platform_role_arn == null ? true : can(regex("^arn:aws(-[a-z]+){0,2}:iam::[0-9]{12}:role/([A-Za-z0-9+=,.@_-]+/)*[A-Za-z0-9+=,.@_-]{1,64}$", var.platform_role_arn))
    error_message = "platform_role_arn is ${jsonencode(var.platform_role_arn)}, but must be the ARN of an IAM role (no user, session, account root or wildcard). Accepted: arn:aws:iam::111122223333:role/CadoResponseRole"
  }
}

variable "target_role_arn" {
  description = "ARN of the role that the platform assumes in the account where the evidence lies, usually the key's own account"
  type        = string
  default     = null

  validation {
    condition     = var.target_role_arn == null ? true : can(regex("^arn:aws(-[a-z]+){0,2}:iam::[0-9]{12}:role/([A-Za-z0-9+=,.@_-]+/)*[A-Za-z0-9+=,.@_-]{1,64}$", var.target_role_arn))
    error_message = "target_role_arn is ${jsonencode(var.target_role_arn)}, but must be the ARN of an IAM role (no user, session, account root or wildcard). Accepted: arn:aws:iam::111122223333:role/CadoResponseRole"
  }
}

variable "additional_platform_role_arns" {
  description = "Further roles that act as the platform, such as its instance role; each gets what platform_role_arn gets"
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for element in var.additional_platform_role_arns : can(regex("^arn:aws(-[a-z]+){0,2}:iam::[0-9]{12}:role/([A-Za-z0-9+=,.@_-]+/)*[A-Za-z0-9+=,.@_-]{1,64}$", element))
    ])

    error_message = "additional_platform_role_arns is ${jsonencode(var.additional_platform_role_arns)}, but must hold only ARNs of IAM roles (no user, session, account root or wildcard). Accepted: [\"arn:aws:iam::111122223333:role/CadoResponseInstanceRole\"]"
  }
}

variable "create_grant_for" {
  description = "Which roles may create grants for AWS resources: platform, target. Null: every role when acquisition_methods has create_volume, otherwise none. []: none"
  type        = set(string)
  default     = null

  validation {
    condition = var.create_grant_for == null ? true : alltrue([
      for element in var.create_grant_for : try(contains(["platform", "target"], element), false)
    ])

    error_message = "create_grant_for is ${jsonencode(var.create_grant_for)}, but must hold only platform and target. Accepted: [\"platform\"]"
  }
}

variable "protects" {
  description = "What the key encrypts, hence through which service it is used: ebs, s3"
  type        = set(string)
  default     = ["ebs"]
  nullable    = false

  validation {
    condition     = length(var.protects) > 0
    error_message = "protects is ${jsonencode(var.protects)}, but must name at least one, since an empty set never means everything. Accepted: [\"ebs\"]"
  }

  validation {
    condition = alltrue([
      for element in var.protects : try(contains(["ebs", "s3"], element), false)
    ])

    error_message = "protects is ${jsonencode(var.protects)}, but must hold only ebs and s3. Accepted: [\"ebs\"]"
  }
}

variable "acquisition_methods" {
  description = "How the platform reads volumes: create_volume copies, shares and attaches them (legacy), ebs_direct reads blocks and needs only Decrypt"
  type        = set(string)
  default     = ["create_volume", "ebs_direct"]
  nullable    = false

  validation {
    condition     = length(var.acquisition_methods) > 0
    error_message = "acquisition_methods is ${jsonencode(var.acquisition_methods)}, but must name at least one, since an empty set never means everything. Accepted: [\"ebs_direct\"]"
  }

  validation {
    condition = alltrue([
      for element in var.acquisition_methods : try(contains(["create_volume", "ebs_direct"], element), false)
    ])

    error_message = "acquisition_methods is ${jsonencode(var.acquisition_methods)}, but must hold only create_volume and ebs_direct. Accepted: [\"create_volume\"]"
  }
}

variable "kms_tightening" {
  description = "How tight the statements are, each level including the ones before it: documented, aws_resources, via_service, encryption_context, pinned"
  type        = string
  default     = "aws_resources"
  nullable    = false

  validation {
    condition     = contains(["documented", "aws_resources", "via_service", "encryption_context", "pinned"], var.kms_tightening)
    error_message = "kms_tightening is ${jsonencode(var.kms_tightening)}, but must be one of documented, aws_resources, via_service, encryption_context, pinned. Accepted: aws_resources"
  }
}

variable "platform_region" {
  description = "Region of the platform. From via_service on, the key is used only in this Region and evidence_regions"
  type        = string
  default     = null

  validation {
    condition     = var.platform_region == null ? true : can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$", var.platform_region))
    error_message = "platform_region is ${jsonencode(var.platform_region)}, but must be a Region code in lower case. Accepted: eu-west-1"
  }
}

variable "evidence_regions" {
  description = "Regions where evidence lies"
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for element in var.evidence_regions : can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$", element))
    ])

    error_message = "evidence_regions is ${jsonencode(var.evidence_regions)}, but must hold only Region codes in lower case. Accepted: [\"us-east-1\"]"
  }
}

variable "ebs_resource_ids" {
  description = "From encryption_context on: only these volumes and snapshots. A snapshot of a volume carries the vol- id, a copied snapshot its own snap- id, so an import usually needs both"
  type        = set(string)
  default     = ["vol-*", "snap-*"]
  nullable    = false

  validation {
    condition     = length(var.ebs_resource_ids) > 0
    error_message = "ebs_resource_ids is ${jsonencode(var.ebs_resource_ids)}, but must name at least one, since an empty set never means everything. Accepted: [\"vol-*\", \"snap-*\"]"
  }

  validation {
    condition = alltrue([
      for element in var.ebs_resource_ids : can(regex("^(vol|snap)-([0-9a-f]{8}|[0-9a-f]{17}|[0-9a-f]{0,16}[*])$", element))
    ])

    error_message = "ebs_resource_ids is ${jsonencode(var.ebs_resource_ids)}, but must hold only volume and snapshot ids, or the start of one and *. Accepted: [\"vol-0123456789abcdef0\", \"snap-*\"]"
  }
}

variable "evidence_source_bucket_arns" {
  description = "Buckets whose objects the key encrypts, when protects has s3. Null stands for any bucket; a list: from encryption_context on exactly these; []: none, so the S3 statement is left out"
  type        = set(string)
  default     = null

  validation {
    condition = var.evidence_source_bucket_arns == null ? true : alltrue([
      for element in var.evidence_source_bucket_arns : can(regex("^arn:aws(-[a-z]+){0,2}:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", element))
    ])

    error_message = "evidence_source_bucket_arns is ${jsonencode(var.evidence_source_bucket_arns)}, but must hold only ARNs of S3 buckets, without an object path. Accepted: [\"arn:aws:s3:::example-evidence\"]"
  }
}

variable "principal_match" {
  description = "How roles are named. principal_arn: the account and aws:PrincipalArn, works before a role exists and after it is re-created, but then the role needs its own KMS permission too. role_arn: the role itself, bound to its unique id, enough alone in the same account"
  type        = string
  default     = "principal_arn"
  nullable    = false

  validation {
    condition     = contains(["principal_arn", "role_arn"], var.principal_match)
    error_message = "principal_match is ${jsonencode(var.principal_match)}, but must be one of principal_arn, role_arn. Accepted: principal_arn"
  }
}

variable "enforce" {
  description = "From via_service on, also deny our roles any use outside those services, which root delegation and a wide role policy would otherwise allow"
  type        = bool
  default     = false
  nullable    = false
}

variable "existing_policy_json" {
  description = "The key's present policy, as aws kms get-key-policy prints it. Every statement of it survives in policy_json; ours are added, or replaced by Sid"
  type        = string
  default     = null

  validation {
    condition = var.existing_policy_json == null ? true : can(keys(jsondecode(var.existing_policy_json))) && try(
      length([for s in regexall("\"(?:\\\\.|[^\"\\\\])*\"(\\s*:)?", var.existing_policy_json) : s if s[0] != null]) ==
      length([for s in regexall("\"(?:\\\\.|[^\"\\\\])*\"(\\s*:)?", jsonencode(jsondecode(var.existing_policy_json))) : s if s[0] != null]),
      false
    )

    error_message = "existing_policy_json is ${jsonencode(try(substr(var.existing_policy_json, 0, 100), null))}, but must be a JSON object that names no key twice, since all but the last would be lost. Accepted: the output of aws kms get-key-policy --key-id KEY --policy-name default --query Policy --output text"
  }

  validation {
    condition = var.existing_policy_json == null ? true : !can(keys(jsondecode(var.existing_policy_json))) || try(
      length(flatten([jsondecode(var.existing_policy_json).Statement])) > 0 && alltrue([
        for s in flatten([jsondecode(var.existing_policy_json).Statement]) : try(contains(["Allow", "Deny"], s.Effect) && length(setintersection(keys(s), ["Principal", "NotPrincipal"])) == 1 && length(setintersection(keys(s), ["Action", "NotAction"])) == 1, false)
      ]),
      false
    )

    error_message = "existing_policy_json is ${jsonencode(try([for s in flatten([jsondecode(var.existing_policy_json).Statement]) : s if !try(contains(["Allow", "Deny"], s.Effect) && length(setintersection(keys(s), ["Principal", "NotPrincipal"])) == 1 && length(setintersection(keys(s), ["Action", "NotAction"])) == 1, false)], "a policy without Statement"))}, but must be a key policy: a Statement of objects, at least one, each with Effect (Allow or Deny), Principal or NotPrincipal, and Action or NotAction. Accepted: the output of aws kms get-key-policy --key-id KEY --policy-name default --query Policy --output text"
  }

  validation {
    condition = var.existing_policy_json == null ? true : !can(keys(jsondecode(var.existing_policy_json))) || try(
      contains(["2008-10-17", "2012-10-17"], try(jsondecode(var.existing_policy_json).Version, "2008-10-17")),
      false
    )

    error_message = "existing_policy_json is ${jsonencode(try(substr(var.existing_policy_json, 0, 100), null))}, but must have the Version 2008-10-17 or 2012-10-17, or none. Accepted: the output of aws kms get-key-policy --key-id KEY --policy-name default --query Policy --output text"
  }

  validation {
    condition     = var.existing_policy_json == null ? true : length(base64encode(var.existing_policy_json)) / 4 * 3 - length(regexall("=", base64encode(var.existing_policy_json))) <= 32768
    error_message = "existing_policy_json is ${jsonencode("${length(try(coalesce(var.existing_policy_json), ""))} characters")}, but must be at most 32768 bytes of UTF-8, the most KMS takes. Accepted: the output of aws kms get-key-policy --key-id KEY --policy-name default --query Policy --output text"
  }
}

variable "grants" {
  description = "KMS grants on keys whose policy cannot be changed, by name: grantee is platform or target, operations default to Decrypt and DescribeKey. Only up to aws_resources, since a grant cannot be tied to a service"

  type = map(object({
    key_id                    = string
    grantee                   = string
    operations                = optional(set(string), ["Decrypt", "DescribeKey"])
    encryption_context_equals = optional(map(string))
  }))

  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for name, grant in var.grants : can(regex("^[A-Za-z0-9/_-]{1,200}$", name))
    ])

    error_message = "grants is ${jsonencode(var.grants)}, but must have names of letters, digits, _, / and -. Accepted: { web = { key_id = \"arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab\", grantee = \"target\" } }"
  }

  validation {
    condition = alltrue([
      for name, grant in var.grants : can(regex("^(arn:aws(-[a-z]+){0,2}:kms:[a-z0-9-]+:[0-9]{12}:key/)?([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$", grant.key_id))
    ])

    error_message = "grants is ${jsonencode(var.grants)}, but must name each key by id or ARN, not by alias. Accepted: { web = { key_id = \"arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab\", grantee = \"target\" } }"
  }

  validation {
    condition = alltrue([
      for name, grant in var.grants : try(contains(["platform", "target"], grant.grantee), false)
    ])

    error_message = "grants is ${jsonencode(var.grants)}, but must have the grantee platform or target. Accepted: { web = { key_id = \"arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab\", grantee = \"target\" } }"
  }

  validation {
    condition = alltrue([
      for name, grant in var.grants : try(
        length(grant.operations) > 0 && length(setsubtract(grant.operations, [
          "Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom",
          "ReEncryptTo", "CreateGrant", "DescribeKey", "RetireGrant",
        ])) == 0,
        grant.operations == null
      )
    ])

    error_message = "grants is ${jsonencode(var.grants)}, but must have operations of Decrypt, Encrypt, GenerateDataKey, GenerateDataKeyWithoutPlaintext, ReEncryptFrom, ReEncryptTo, CreateGrant, DescribeKey, RetireGrant, at least one if any are given. Accepted: { web = { …, operations = [\"Decrypt\", \"DescribeKey\"] } }"
  }

  validation {
    condition = alltrue([
      for name, grant in var.grants : try(
        length(grant.encryption_context_equals) > 0 && length(grant.encryption_context_equals) <= 8,
        grant.encryption_context_equals == null
      )
    ])

    error_message = "grants is ${jsonencode(var.grants)}, but must have 1 to 8 pairs in encryption_context_equals, if it is given. Accepted: { web = { …, encryption_context_equals = { \"aws:ebs:id\" = \"vol-0123456789abcdef0\" } } }"
  }
}
