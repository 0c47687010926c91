import type { ModuleExample } from '../../module-document';

const MODULE_SOURCE = '../..';
const PLATFORM_ROLE = 'arn:aws:iam::111122223333:role/CadoResponseRole';
const TARGET_ROLE = 'arn:aws:iam::444455556666:role/CadoResponseRole';
const KEY_ARN = 'arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** A key policy as teams have them: root delegation, administrators, Auto Scaling with conditions of its own. */
const EXISTING_POLICY = {
  Version: '2012-10-17',
  Id: 'production-volumes',
  Statement: [
    {
      Sid: 'Enable IAM User Permissions',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::444455556666:root' },
      Action: 'kms:*',
      Resource: '*',
    },
    {
      Sid: 'Allow Auto Scaling to attach volumes',
      Effect: 'Allow',
      Principal: {
        AWS: 'arn:aws:iam::444455556666:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
      },
      Action: 'kms:CreateGrant',
      Resource: '*',
      Condition: { Bool: { 'kms:GrantIsForAWSResource': true } },
    },
  ],
} as const;

/** Calls of the module, each for one situation. */
export const KMS_KEY_POLICY_EXAMPLES: readonly ModuleExample[] = [
  {
    name: 'new-key',
    title: 'A key that Terraform manages',
    text: "Hand `policy_json` to the key's `policy`. Without an existing policy it starts from AWS's own default, so the account keeps the key.",
    terraform: {
      module: {
        cado_key_policy: {
          source: MODULE_SOURCE,
          target_role_arn: TARGET_ROLE,
          kms_tightening: 'encryption_context',
          platform_region: 'eu-west-1',
          evidence_regions: ['us-east-1'],
        },
      },
      resource: {
        aws_kms_key: {
          volumes: {
            description: 'EBS volumes of the production account',
            policy: '${module.cado_key_policy.policy_json}',
            enable_key_rotation: true,
          },
        },
      },
    },
  },
  {
    name: 'existing-key',
    title: 'A key that somebody else manages',
    text: [
      'Save the present policy, let the module merge into it, read the difference, then put it back:',
      '',
      '```sh',
      'aws kms get-key-policy --key-id KEY --policy-name default --query Policy --output text > key-policy.json',
      'terraform apply',
      'terraform output -raw policy_json > key-policy.merged.json',
      'aws kms put-key-policy --key-id KEY --policy-name default --policy file://key-policy.merged.json',
      '```',
      '',
      'Keep `key-policy.json`: putting it back takes ours out again. The module itself never writes a key policy.',
    ].join('\n'),
    terraform: {
      module: {
        cado_key_policy: {
          source: MODULE_SOURCE,
          platform_role_arn: PLATFORM_ROLE,
          target_role_arn: TARGET_ROLE,
          kms_tightening: 'via_service',
          platform_region: 'eu-west-1',
          existing_policy_json: '${file("${path.module}/key-policy.json")}',
        },
      },
      output: {
        policy_json: { description: 'The merged key policy, for aws kms put-key-policy', value: '${module.cado_key_policy.policy_json}' },
        policy_bytes: { description: 'Its size; KMS takes 32768', value: '${module.cado_key_policy.policy_bytes}' },
      },
    },
    files: { 'key-policy.json': `${JSON.stringify(EXISTING_POLICY, null, 2)}\n` },
  },
  {
    name: 'target-only',
    title: 'Least privilege across accounts',
    text: 'Only the role in the key\'s own account is named; the platform imports through its temporary key. `enforce` also closes the way around through root delegation.',
    terraform: {
      module: {
        cado_key_policy: {
          source: MODULE_SOURCE,
          target_role_arn: TARGET_ROLE,
          kms_tightening: 'pinned',
          platform_region: 'eu-west-1',
          enforce: true,
        },
      },
      output: {
        statements_json: { description: 'Our statements alone, for a policy put together elsewhere', value: '${module.cado_key_policy.statements_json}' },
      },
    },
  },
  {
    name: 'grants',
    title: 'A key whose policy cannot be changed',
    text: 'A grant lets one role read one key, and destroying it revokes it. A grant cannot be tied to a service or to all volumes, so it is refused above `aws_resources`.',
    terraform: {
      module: {
        cado_key_policy: {
          source: MODULE_SOURCE,
          target_role_arn: TARGET_ROLE,
          acquisition_methods: ['ebs_direct'],
          grants: {
            'incident-42': {
              key_id: KEY_ARN,
              grantee: 'target',
              encryption_context_equals: { 'aws:ebs:id': 'vol-0123456789abcdef0' },
            },
          },
        },
      },
      output: { grant_ids: { description: 'Ids of the grants, by name', value: '${module.cado_key_policy.grant_ids}' } },
    },
  },
  {
    name: 'json',
    title: 'The same module in JSON',
    text: 'For tools that read Terraform JSON. HCL and JSON are the same module.',
    terraform: {
      module: {
        cado_key_policy: { source: `${MODULE_SOURCE}/json`, platform_role_arn: PLATFORM_ROLE },
      },
      output: {
        policy_json: { description: 'The whole key policy', value: '${module.cado_key_policy.policy_json}' },
      },
    },
  },
];
