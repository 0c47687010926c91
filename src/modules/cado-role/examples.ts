import type { ModuleExample } from '../../module-document';

const SOURCE = '../..';
const INSTANCE_ROLE = 'arn:aws:iam::111122223333:role/CadoResponseInstanceRole';
const OUTPUT = { role_arn: { description: 'The role, for cado-cross-account-trust and the platform', value: '${module.cado_role.role_arn}' } };

/** Calls of `cado-role`, each for one situation. */
export const CADO_ROLE_EXAMPLES: readonly ModuleExample[] = [
  {
    name: 'same-account',
    title: 'Evidence in the platform\'s own account',
    text: 'The defaults read and copy evidence of this account; nothing runs code or changes a resource of yours.',
    terraform: {
      module: {
        cado_role: {
          source: SOURCE,
          trusted_role_arns: [INSTANCE_ROLE],
          kms_tightening: 'encryption_context',
          platform_region: 'eu-west-1',
          evidence_bucket_name: 'example-cado-evidence',
        },
      },
      output: OUTPUT,
    },
  },
  {
    name: 'target-accounts',
    title: 'Evidence in some other accounts',
    text: 'The role may assume exactly these roles, and use keys of their accounts where the key policies name it.',
    terraform: {
      module: {
        cado_role: {
          source: SOURCE,
          trusted_role_arns: [INSTANCE_ROLE],
          target_role_arns: [
            'arn:aws:iam::444455556666:role/CadoResponseRole',
            'arn:aws:iam::777788889999:role/CadoResponseRole',
          ],
          kms_tightening: 'via_service',
          platform_region: 'eu-west-1',
          evidence_regions: ['us-east-1'],
        },
      },
      output: OUTPUT,
    },
  },
  {
    name: 'organization',
    title: 'Evidence in every account of an organisation',
    text: 'One role name in thousands of accounts; accounts outside the organisation are refused by `aws:ResourceOrgID`.',
    terraform: {
      module: {
        cado_role: {
          source: SOURCE,
          trusted_role_arns: [INSTANCE_ROLE],
          target_role_name: 'CadoResponseRole',
          organization_id: 'o-a1b2c3d4e5',
          acquisition_methods: ['ebs_direct'],
        },
      },
      output: OUTPUT,
    },
  },
  {
    name: 'json',
    title: 'The same module in JSON',
    text: 'For tools that read Terraform JSON. HCL and JSON are the same module.',
    terraform: {
      module: { cado_role: { source: `${SOURCE}/json`, trusted_role_arns: [INSTANCE_ROLE] } },
      output: OUTPUT,
    },
  },
];
