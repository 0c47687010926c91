output "statements_json" {
  description = "Our statements alone, a JSON array, for a key policy that is put together elsewhere"
  value       = jsonencode(local.statements)
}

output "policy_json" {
  description = "The whole key policy: existing_policy_json, or AWS's default policy when that is null, with our statements. Ready for aws_kms_key.policy or aws kms put-key-policy"
  value       = local.policy_json

  precondition {
    condition     = length(local.foreign_under_own_sid) == 0
    error_message = "existing_policy_json has statements under Sids of this module that this module never wrote: ${jsonencode(local.foreign_under_own_sid)}. They would be lost. Give them a Sid of their own first, e.g. Backup${try(local.foreign_under_own_sid[0], "")}"
  }

  precondition {
    condition     = length(local.policy_writers) > 0
    error_message = "existing_policy_json leaves nobody in the key's account ${data.aws_caller_identity.current.account_id} who may change the policy: no Allow without Condition covers kms:PutKeyPolicy, or a Deny takes it away. Merging into it could lock the owner out. Add one first, e.g. kms:PutKeyPolicy for arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"
  }

  precondition {
    condition     = local.policy_bytes <= 32768
    error_message = "policy_json has ${local.policy_bytes} bytes of UTF-8 and KMS takes 32768. Take statements or roles out of existing_policy_json, additional_platform_role_arns, ebs_resource_ids or evidence_source_bucket_arns, or use grants"
  }
}

output "policy_bytes" {
  description = "Size of policy_json in bytes of UTF-8; KMS takes 32768"
  value       = local.policy_bytes
}

output "grant_ids" {
  description = "Ids of the grants, by name"
  value       = { for name, grant in aws_kms_grant.this : name => grant.grant_id }
}
