import type { ModuleExample } from '../../module-document';

const SOURCE = '../..';
const PLATFORM_ROLE = 'arn:aws:iam::111122223333:role/CadoResponseRole';
const OUTPUT = { role_arn: { description: 'The role, for target_role_arns of cado-role', value: '${module.cado_trust.role_arn}' } };

/** Calls of `cado-cross-account-trust`, each for one situation. */
export const CROSS_ACCOUNT_TRUST_EXAMPLES: readonly ModuleExample[] = [
  {
    name: 'target-account',
    title: 'A target account',
    text: "The platform's role may act here as this one, with an external id of your own, through EC2 and S3 only.",
    terraform: {
      module: {
        cado_trust: {
          source: SOURCE,
          platform_role_arn: PLATFORM_ROLE,
          external_id: '0f3c9a52-6d1e-4b7a-8c25-91d4e7b3a608',
          kms_tightening: 'encryption_context',
          platform_region: 'eu-west-1',
          evidence_regions: ['us-east-1'],
        },
      },
      output: OUTPUT,
    },
  },
  {
    name: 'read-blocks-only',
    title: 'Only reading blocks',
    text: 'EBS direct needs no copy, no grant and no temporary key: the role decrypts through EC2, and shares nothing.',
    terraform: {
      module: {
        cado_trust: {
          source: SOURCE,
          platform_role_arn: PLATFORM_ROLE,
          additional_platform_role_arns: ['arn:aws:iam::111122223333:role/CadoResponseInstanceRole'],
          capabilities: ['ec2'],
          acquisition_methods: ['ebs_direct'],
          kms_tightening: 'pinned',
          platform_region: 'eu-west-1',
        },
      },
      output: OUTPUT,
    },
  },
  {
    name: 'management-account',
    title: 'The management account of an organisation',
    text: 'Here the platform finds the accounts, and nothing else.',
    terraform: {
      module: {
        cado_trust: {
          source: SOURCE,
          platform_role_arn: PLATFORM_ROLE,
          organization_id: 'o-a1b2c3d4e5',
          capabilities: ['organizations', 'policy_check'],
        },
      },
      output: {
        ...OUTPUT,
        platform_assume_role_policy_json: {
          description: "What the platform's role needs on its side",
          value: '${module.cado_trust.platform_assume_role_policy_json}',
        },
      },
    },
  },
  {
    name: 'json',
    title: 'The same module in JSON',
    text: 'For tools that read Terraform JSON. HCL and JSON are the same module.',
    terraform: {
      module: { cado_trust: { source: `${SOURCE}/json`, platform_role_arn: PLATFORM_ROLE } },
      output: OUTPUT,
    },
  },
];
