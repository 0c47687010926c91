variable "trusted_role_arns" {
  description = "Roles that may assume this one: the platform's instance role or roles, exactly"
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.trusted_role_arns) > 0
    error_message = "trusted_role_arns is ${jsonencode(var.trusted_role_arns)}, but must name at least one, since an empty set never means everything. Accepted: [\"arn:aws:iam::111122223333:role/CadoResponseInstanceRole\"]"
  }

  validation {
    condition = alltrue([
      for element in var.trusted_role_arns : can(regex("^arn:aws(-[a-z]+){0,2}:iam::[0-9]{12}:role/([A-Za-z0-9+=,.@_-]+/)*[A-Za-z0-9+=,.@_-]{1,64}$", element))
    ])

    error_message = "trusted_role_arns is ${jsonencode(var.trusted_role_arns)}, but must hold only ARNs of IAM roles (no user, session, account root or wildcard). Accepted: [\"arn:aws:iam::111122223333:role/CadoResponseInstanceRole\"]"
  }
}

variable "role_name" {
  description = "Name of the role. The platform knows its roles by CadoResponse or DarktraceForensics in their name"
  type        = string
  default     = "CadoResponseRole"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]*(CadoResponse|DarktraceForensics)[A-Za-z0-9+=,.@_-]*$", var.role_name))
    error_message = "role_name is ${jsonencode(var.role_name)}, but must contain CadoResponse or DarktraceForensics and only letters, digits and _+=,.@-. Accepted: CadoResponseRole"
  }

  validation {
    condition     = length(var.role_name) <= 64
    error_message = "role_name is ${jsonencode(var.role_name)}, but must have at most 64 characters. Accepted: CadoResponseRole"
  }
}

variable "role_path" {
  description = "Path of the role and its policies"
  type        = string
  default     = "/"
  nullable    = false

  validation {
    condition     = can(regex("^/([A-Za-z0-9+=,.@_-]+/)*$", var.role_path))
    error_message = "role_path is ${jsonencode(var.role_path)}, but must begin and end with /, with names between. Accepted: /forensics/"
  }

  validation {
    condition     = length(var.role_path) <= 512
    error_message = "role_path is ${jsonencode(var.role_path)}, but must have at most 512 characters. Accepted: /forensics/"
  }
}

variable "role_description" {
  description = "Description of the role"
  type        = string
  default     = "Lets the Cado / Darktrace forensics platform acquire evidence"
  nullable    = false

  validation {
    condition     = can(regex("^[\\t\\n\\r\\x20-\\x7e\\xa1-\\xff]*$", var.role_description))
    error_message = "role_description is ${jsonencode(var.role_description)}, but must hold only characters of Latin-1, as IAM takes them. Accepted: Forensic acquisition"
  }

  validation {
    condition     = length(var.role_description) <= 1000
    error_message = "role_description is ${jsonencode(var.role_description)}, but must have at most 1000 characters. Accepted: Forensic acquisition"
  }
}

variable "permissions_boundary_arn" {
  description = "Managed policy that bounds the role"
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary_arn == null ? true : can(regex("^arn:aws(-[a-z]+){0,2}:iam::([0-9]{12}|aws):policy/([A-Za-z0-9+=,.@_-]+/)*[A-Za-z0-9+=,.@_-]{1,128}$", var.permissions_boundary_arn))
    error_message = "permissions_boundary_arn is ${jsonencode(var.permissions_boundary_arn)}, but must be the ARN of a managed policy. Accepted: arn:aws:iam::111122223333:policy/Boundary"
  }
}

variable "max_session_duration" {
  description = "Longest session in seconds, 3600 to 43200. A role that is assumed by a role gets an hour at most, whatever stands here"
  type        = number
  default     = 3600
  nullable    = false

  validation {
    condition     = var.max_session_duration >= 3600 && var.max_session_duration <= 43200 && floor(var.max_session_duration) == var.max_session_duration
    error_message = "max_session_duration is ${jsonencode(var.max_session_duration)}, but must be a whole number from 3600 to 43200. Accepted: 3600"
  }
}

variable "tags" {
  description = "Tags of the role and its policies"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for key, value in var.tags : can(regex("^[^\\x00-\\x1f!-*,;<>?\\x5b-^\\x60\\x7b-\\x7f]{1,128}$", key)) && can(regex("^[^\\x00-\\x1f!-*,;<>?\\x5b-^\\x60\\x7b-\\x7f]{0,256}$", value))
    ])

    error_message = "tags is ${jsonencode(var.tags)}, but must hold keys of 1 to 128 and values of up to 256 letters, digits, spaces and _.:/=+-@. Accepted: { team = \"forensics\" }"
  }

  validation {
    condition = alltrue([
      for key, value in var.tags : !startswith(lower(key), "aws:")
    ])

    error_message = "tags is ${jsonencode(var.tags)}, but must have no key that begins with aws:, which belongs to AWS. Accepted: { team = \"forensics\" }"
  }

  validation {
    condition     = length(var.tags) <= 50
    error_message = "tags is ${jsonencode(length(var.tags))}, but must hold at most 50 tags. Accepted: { team = \"forensics\" }"
  }
}

variable "principal_match" {
  description = "How trusted roles are named. role_arn: the role itself, bound to its unique id. principal_arn: its account and aws:PrincipalArn, which works before that role exists and after it is re-created, but then it also needs a permission of its own to assume this one"
  type        = string
  default     = "role_arn"
  nullable    = false

  validation {
    condition     = contains(["role_arn", "principal_arn"], var.principal_match)
    error_message = "principal_match is ${jsonencode(var.principal_match)}, but must be one of role_arn, principal_arn. Accepted: role_arn"
  }
}

variable "target_role_arns" {
  description = "Roles in other accounts that this one may assume, exactly"
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for element in var.target_role_arns : can(regex("^arn:aws(-[a-z]+){0,2}:iam::[0-9]{12}:role/([A-Za-z0-9+=,.@_-]+/)*[A-Za-z0-9+=,.@_-]{1,64}$", element))
    ])

    error_message = "target_role_arns is ${jsonencode(var.target_role_arns)}, but must hold only ARNs of IAM roles (no user, session, account root or wildcard). Accepted: [\"arn:aws:iam::111122223333:role/CadoResponseInstanceRole\"]"
  }
}

variable "target_role_name" {
  description = "For many accounts: this role, path included, in every account of organization_id"
  type        = string
  default     = null

  validation {
    condition     = var.target_role_name == null ? true : can(regex("^([A-Za-z0-9+=,.@_-]+/)*[A-Za-z0-9+=,.@_-]*(CadoResponse|DarktraceForensics)[A-Za-z0-9+=,.@_-]*$", var.target_role_name))
    error_message = "target_role_name is ${jsonencode(var.target_role_name)}, but must contain CadoResponse or DarktraceForensics in its name, behind its path if it has one. Accepted: CadoResponseRole"
  }
}

variable "organization_id" {
  description = "Organisation whose accounts target_role_name stands for"
  type        = string
  default     = null

  validation {
    condition     = var.organization_id == null ? true : can(regex("^o-[a-z0-9]{10,32}$", var.organization_id))
    error_message = "organization_id is ${jsonencode(var.organization_id)}, but must be the id of an organisation. Accepted: o-a1b2c3d4e5"
  }
}

variable "capabilities" {
  description = "What the role can acquire and do: ec2, ami, s3, lambda, eks, cloudtrail, policy_check, ecs, memory_forensics, triage, isolate_ec2, guardduty, error_reporting, health_checks, platform_updates, core_platform. []: nothing"
  type        = set(string)
  default     = ["ec2", "ami", "s3", "lambda", "eks", "cloudtrail", "policy_check"]
  nullable    = false

  validation {
    condition = alltrue([
      for element in var.capabilities : try(contains(["ec2", "ami", "s3", "lambda", "eks", "cloudtrail", "policy_check", "ecs", "memory_forensics", "triage", "isolate_ec2", "guardduty", "error_reporting", "health_checks", "platform_updates", "core_platform"], element), false)
    ])

    error_message = "capabilities is ${jsonencode(var.capabilities)}, but must hold only ec2, ami, s3, lambda, eks, cloudtrail, policy_check, ecs, memory_forensics, triage, isolate_ec2, guardduty, error_reporting, health_checks, platform_updates, core_platform. Accepted: [\"ec2\"]"
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

variable "create_grant" {
  description = "Whether the role may create grants. Null: when acquisition_methods has create_volume, which cannot attach or copy encrypted volumes without"
  type        = bool
  default     = null
}

variable "platform_region" {
  description = "Region of the platform. From via_service on, keys are used only in this Region and evidence_regions"
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

variable "kms_key_arns" {
  description = "Keys that the role may use and create grants on, in any account. Null: every key in those Regions, of this account and of the accounts of target_role_arns; []: none. Reading a key type, listing aliases and temporary keys keep their own statements"
  type        = set(string)
  default     = null

  validation {
    condition = var.kms_key_arns == null ? true : alltrue([
      for element in var.kms_key_arns : can(regex("^arn:aws(-[a-z]+){0,2}:kms:[a-z0-9-]+:[0-9]{12}:key/([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$", element))
    ])

    error_message = "kms_key_arns is ${jsonencode(var.kms_key_arns)}, but must hold only ARNs of KMS keys (no alias or wildcard). Accepted: [\"arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab\"]"
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
  description = "Buckets that evidence is read from. Null: buckets of this account; a list: exactly these; []: none"
  type        = set(string)
  default     = null

  validation {
    condition = var.evidence_source_bucket_arns == null ? true : alltrue([
      for element in var.evidence_source_bucket_arns : can(regex("^arn:aws(-[a-z]+){0,2}:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", element))
    ])

    error_message = "evidence_source_bucket_arns is ${jsonencode(var.evidence_source_bucket_arns)}, but must hold only ARNs of S3 buckets, without an object path. Accepted: [\"arn:aws:s3:::example-evidence\"]"
  }
}

variable "ssm_instance_tags" {
  description = "Commands and sessions only on instances with all of these tags; {}: on every instance"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for key, value in var.ssm_instance_tags : can(regex("^[A-Za-z0-9 _.:/=+@-]{1,128}$", key)) && can(regex("^[A-Za-z0-9 _.:/=+@-]{0,256}$", value))
    ])

    error_message = "ssm_instance_tags is ${jsonencode(var.ssm_instance_tags)}, but must hold tags of letters, digits, spaces and _.:/=+-@. Accepted: { CadoResponseSSMEnabled = \"true\" }"
  }
}

variable "lambda_log_group_names" {
  description = "Log groups of functions, by name or the start of one and *; a function may have a log group of its own. []: none"
  type        = set(string)
  default     = ["/aws/lambda/*"]
  nullable    = false

  validation {
    condition = alltrue([
      for element in var.lambda_log_group_names : can(regex("^[A-Za-z0-9_/.#-]{1,511}[*]?$", element))
    ])

    error_message = "lambda_log_group_names is ${jsonencode(var.lambda_log_group_names)}, but must hold only names of log groups, or the start of one and *. Accepted: [\"/aws/lambda/*\"]"
  }
}

variable "tag_after_create" {
  description = "Also let the role tag any snapshot and image, should the platform tag what it made only afterwards. It can then name a customer's snapshot as its own and delete it"
  type        = bool
  default     = false
  nullable    = false
}

variable "import_image" {
  description = "Also let the role import disk images as machine images, with capability ami and create_volume; needs the service role vmimport"
  type        = bool
  default     = false
  nullable    = false
}

variable "temporary_key" {
  description = "The key of its own through which the platform moves volumes between accounts (create_volume only). alias_prefix tells these keys from others; replica_regions are Regions beyond evidence_regions; service_linked_role: KMS needs it for every multi-Region key; delete_alias: KMS deletes aliases with the key, and a key without its alias can no longer be deleted by this role"

  type = object({
    enabled             = optional(bool, true)
    alias_prefix        = optional(string, "CadoResponse-KMS-Alias")
    replica_regions     = optional(set(string), [])
    service_linked_role = optional(bool, true)
    delete_alias        = optional(bool, false)
  })

  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-][A-Za-z0-9/_-]{2,199}$", var.temporary_key.alias_prefix)) && !startswith(var.temporary_key.alias_prefix, "aws/")
    error_message = "temporary_key is ${jsonencode(var.temporary_key)}, but must have an alias_prefix of 3 to 200 letters, digits and /_- that does not begin with aws/. Accepted: { alias_prefix = \"CadoResponse-KMS-Alias\" }"
  }

  validation {
    condition = alltrue([
      for region in var.temporary_key.replica_regions : can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$", region))
    ])

    error_message = "temporary_key is ${jsonencode(var.temporary_key)}, but must have replica_regions of Region codes in lower case. Accepted: { replica_regions = [\"us-east-1\"] }"
  }
}

variable "evidence_bucket_name" {
  description = "The platform's own bucket, which it reads and writes"
  type        = string
  default     = null

  validation {
    condition     = var.evidence_bucket_name == null ? true : can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.evidence_bucket_name))
    error_message = "evidence_bucket_name is ${jsonencode(var.evidence_bucket_name)}, but must be the name of an S3 bucket. Accepted: example-evidence"
  }
}

variable "evidence_bucket_kms_key_arn" {
  description = "Key of that bucket, where it has one"
  type        = string
  default     = null

  validation {
    condition     = var.evidence_bucket_kms_key_arn == null ? true : can(regex("^arn:aws(-[a-z]+){0,2}:kms:[a-z0-9-]+:[0-9]{12}:key/([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$", var.evidence_bucket_kms_key_arn))
    error_message = "evidence_bucket_kms_key_arn is ${jsonencode(var.evidence_bucket_kms_key_arn)}, but must be the ARN of a KMS key (no alias or wildcard). Accepted: arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }
}

variable "worker_role_arn" {
  description = "With capability core_platform: the role that the platform gives its worker instances. Null: none may be given"
  type        = string
  default     = null

  validation {
    condition     = var.worker_role_arn == null ? true : can(regex("^arn:aws(-[a-z]+){0,2}:iam::[0-9]{12}:role/([A-Za-z0-9+=,.@_-]+/)*[A-Za-z0-9+=,.@_-]{1,64}$", var.worker_role_arn))
    error_message = "worker_role_arn is ${jsonencode(var.worker_role_arn)}, but must be the ARN of an IAM role (no user, session, account root or wildcard). Accepted: arn:aws:iam::111122223333:role/CadoResponseRole"
  }
}
