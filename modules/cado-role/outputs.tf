output "role_arn" {
  description = "ARN of the role"
  value       = aws_iam_role.this.arn
}

output "role_name" {
  description = "Name of the role"
  value       = aws_iam_role.this.name
}

output "trust_policy_json" {
  description = "Who may assume the role"
  value       = data.aws_iam_policy_document.trust.json
}

output "policy_json" {
  description = "What the role may do: a policy for each key, as attached"
  value       = local.policy_json
}

output "role_unique_id" {
  description = "Unique id of the role, which changes when it is re-created"
  value       = aws_iam_role.this.unique_id
}
