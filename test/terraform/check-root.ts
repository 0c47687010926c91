import type { JsonObject } from '../../src/policy/policy-json';
import { EMULATOR_ACCOUNT } from './test-bed/emulator';
import { emulatedProvider, MODULES, REQUIRED_AWS } from './test-bed/terraform-root';

/** Roles of the root, in the account of the emulator and in another one. */
export const CHECKED_ROLES = {
  instance: 'arn:aws:iam::111122223333:role/CadoResponseInstanceRole',
  platform: 'arn:aws:iam::111122223333:role/CadoResponseRole',
  target: `arn:aws:iam::${EMULATOR_ACCOUNT}:role/CadoResponseRole`,
} as const;

/** What somebody writes by hand into a key policy for the platform's role. */
const BY_HAND = ['kms:DescribeKey', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:CreateGrant'];

const rootStatement: JsonObject = {
  Sid: 'Root',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${EMULATOR_ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
};

/** Terraform's JSON of a policy, in which a variable says whether its second half is there. */
const keyPolicy = (statements: string): string =>
  `\${jsonencode({Version = "2012-10-17", Statement = concat([${JSON.stringify(rootStatement)}], ${statements})})}`;

const platformStatement = (actions: readonly string[]): string =>
  JSON.stringify({ Sid: 'Forensics', Effect: 'Allow', Principal: { AWS: CHECKED_ROLES.platform }, Action: actions, Resource: '*' });

/**
 * A target account as a team has it: the modules, nested and with `for_each`, and roles, keys, policies and grants by hand. The
 * variable `change` names the one thing that is otherwise.
 */
export function checkRoot(endpoint: string): JsonObject {
  const unless = (change: string, value: string, other: string): string => `(var.change == "${change}" ? ${other} : ${value})`;
  const handPolicy = keyPolicy(
    unless(
      'hand key loses decrypt',
      `[${platformStatement(BY_HAND)}]`,
      `[${platformStatement(BY_HAND.filter((action) => action !== 'kms:Decrypt'))}]`,
    ),
  );
  return {
    terraform: REQUIRED_AWS,
    provider: { aws: emulatedProvider(endpoint) },
    variable: { change: { type: 'string', default: '' } },
    module: { forensics: { source: './forensics', change: '${var.change}' } },
    resource: {
      aws_kms_key: {
        hand: { description: 'by hand', policy: handPolicy },
        separate: { description: 'its policy is a resource of its own' },
        quiet: { description: 'nobody of the platform', policy: keyPolicy('[]') },
      },
      aws_kms_key_policy: {
        separate: {
          key_id: '${aws_kms_key.separate.id}',
          policy: keyPolicy(
            unless(
              'separate key opens',
              `[${platformStatement(['kms:DescribeKey'])}]`,
              `[${platformStatement(['kms:DescribeKey', 'kms:CreateGrant'])}]`,
            ),
          ),
        },
      },
      aws_kms_grant: {
        incident: {
          count: '${var.change == "grant for the platform" ? 1 : 0}',
          key_id: '${aws_kms_key.quiet.id}',
          grantee_principal: CHECKED_ROLES.platform,
          operations: ['Decrypt', 'CreateGrant'],
        },
      },
      aws_iam_user: { unrelated: { name: 'somebody' } },
      aws_iam_role: {
        late: {
          count: '${var.change == "unknown policy" ? 1 : 0}',
          name: 'Late',
          assume_role_policy: '${jsonencode({Version = "2012-10-17", Statement = []})}',
        },
      },
      aws_kms_external_key: {
        late: {
          count: '${var.change == "unknown policy" ? 1 : 0}',
          policy: keyPolicy(
            '[{Sid = "Late", Effect = "Allow", Principal = {AWS = aws_iam_role.late[0].unique_id}, Action = "kms:Decrypt", Resource = "*"}]',
          ),
        },
      },
    },
  };
}

/** The nested module: roles by our module and by hand, keys of our module with `for_each`. */
export const forensicsModule = (): JsonObject => ({
  terraform: REQUIRED_AWS,
  variable: { change: { type: 'string' } },
  module: {
    trust: {
      source: `${MODULES}/cado-cross-account-trust`,
      platform_role_arn: CHECKED_ROLES.platform,
      kms_tightening: 'via_service',
      platform_region: '${var.change == "other Region" ? "eu-north-1" : "eu-west-1"}',
      capabilities: '${var.change == "capability gone" ? ["s3"] : ["ec2", "s3"]}',
    },
    key: {
      for_each: { web: 'encryption_context', db: '${var.change == "level lowered" ? "aws_resources" : "encryption_context"}' },
      source: `${MODULES}/cado-kms-key-policy/json`,
      platform_role_arn: CHECKED_ROLES.platform,
      target_role_arn: CHECKED_ROLES.target,
      platform_region: 'eu-west-1',
      kms_tightening: '${each.value}',
    },
  },
  resource: {
    aws_kms_key: { volumes: { for_each: '${module.key}', description: '${each.key}', policy: '${each.value.policy_json}' } },
    aws_iam_role: {
      hand: {
        name: 'DarktraceForensicsRole',
        assume_role_policy: `\${jsonencode({Version = "2012-10-17", Statement = [{Effect = "Allow", Principal = {AWS = var.change == "trust opens" ? "arn:aws:iam::111122223333:root" : "${CHECKED_ROLES.platform}"}, Action = "sts:AssumeRole"}]})}`,
      },
    },
    aws_iam_role_policy: {
      hand: {
        role: '${aws_iam_role.hand.name}',
        name: 'snapshots',
        policy:
          '${jsonencode({Version = "2012-10-17", Statement = [{Effect = "Allow", Action = "ec2:DescribeInstances", Resource = "*"}, {Effect = "Allow", Action = "ec2:CreateSnapshot", Resource = ["arn:aws:ec2:*:123456789012:volume/*", "arn:aws:ec2:*::snapshot/*"]}, {Effect = "Allow", Action = "ec2:CreateTags", Resource = "arn:aws:ec2:*::snapshot/*", Condition = {StringEquals = {"ec2:CreateAction" = "CreateSnapshot"}}}, {Effect = "Allow", Action = "ec2:DeleteSnapshot", Resource = "*", Condition = {StringLike = {"aws:ResourceTag/Name" = var.change == "delete any snapshot" ? "*" : "CadoResponse*"}}}]})}',
      },
    },
    aws_iam_policy: {
      hand: {
        for_each: '${toset(["blocks", "keys"])}',
        name: 'forensics-${each.key}',
        policy:
          '${each.key == "blocks" ? jsonencode({Version = "2012-10-17", Statement = [{Effect = "Allow", Action = ["ebs:ListSnapshotBlocks", "ebs:ListChangedBlocks", "ebs:GetSnapshotBlock"], Resource = "arn:aws:ec2:*::snapshot/*"}]}) : jsonencode({Version = "2012-10-17", Statement = [{Effect = "Allow", Action = "kms:ListAliases", Resource = "*"}, {Effect = "Allow", Action = "kms:DescribeKey", Resource = "arn:aws:kms:*:123456789012:key/*"}]})}',
      },
    },
    aws_iam_role_policy_attachment: {
      hand: {
        for_each: '${var.change == "detached" ? toset(["keys"]) : toset(["blocks", "keys"])}',
        role: '${aws_iam_role.hand.name}',
        policy_arn: '${aws_iam_policy.hand[each.key].arn}',
      },
    },
  },
});
