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

output "platform_assume_role_policy_json" {
  description = "What the platform's role needs on its side; cado-role has it with target_role_arns"
  value       = data.aws_iam_policy_document.platform_side.json
}
