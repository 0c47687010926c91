import { holds, type InputValues } from '../../policy/guard';
import type { Derivation } from '../../policy/template';
import {
  accountOf,
  distinct,
  foreignRegionsDerivation,
  listOf,
  optional,
  REGIONS_DERIVATION,
  regionsOf,
  rootOf,
  S3_CONTEXT_DERIVATION,
  servicesDerivation,
} from '../derivation-inputs';
import { KMS_KEY_POLICY_GUARDS } from './guards';

const guard = (name: keyof typeof KMS_KEY_POLICY_GUARDS, inputs: InputValues): boolean =>
  holds(KMS_KEY_POLICY_GUARDS[name], inputs, KMS_KEY_POLICY_GUARDS);
const platformRoleArns = (inputs: InputValues): readonly string[] =>
  distinct([...optional(inputs, 'platform_role_arn'), ...listOf(inputs, 'additional_platform_role_arns')]);

const namedArns = (inputs: InputValues): readonly string[] => [...roleArns(inputs).every, ...listOf(inputs, 'evidence_source_bucket_arns')];

const roleArns = (inputs: InputValues): Readonly<Record<RoleUse, readonly string[]>> => {
  const platform = platformRoleArns(inputs);
  const target = optional(inputs, 'target_role_arn');
  const every = distinct([...platform, ...target]);
  const reading = guard('target_given', inputs) ? target : platform;
  const ebs = guard('create_volume', inputs) ? every : reading;
  const granting = [
    ...(guard('grants_by_default', inputs) && guard('create_volume', inputs) ? every : []),
    ...(guard('grants_to_platform', inputs) ? platform : []),
    ...(guard('grants_to_target', inputs) ? target : []),
  ];
  return { every, ebs, create_grant: ebs.filter((arn) => granting.includes(arn)), s3: reading };
};

type RoleUse = 'every' | 'ebs' | 'create_grant' | 's3';

const mapRoles = (inputs: InputValues, change: (arn: string) => string): Readonly<Record<RoleUse, readonly string[]>> => {
  const { every, ebs, create_grant, s3 } = roleArns(inputs);
  const changed = (arns: readonly string[]): readonly string[] => distinct(arns.map(change));
  return { every: changed(every), ebs: changed(ebs), create_grant: changed(create_grant), s3: changed(s3) };
};

/** What the key policy computes from its inputs. */
export const KMS_KEY_POLICY_DERIVATIONS: readonly Derivation[] = [
  {
    name: 'platform_role_arns',
    meaning: "The platform's roles, and the role it assumes in the target account",
    resolve: platformRoleArns,
    terraform: (ref) => `distinct(compact(concat([${ref.input('platform_role_arn')}], ${ref.input('additional_platform_role_arns')})))`,
  },
  {
    name: 'target_role_arns',
    meaning: '',
    resolve: (inputs) => optional(inputs, 'target_role_arn'),
    terraform: (ref) => `compact([${ref.input('target_role_arn')}])`,
  },
  {
    name: 'all_role_arns',
    meaning: '',
    resolve: (inputs) => roleArns(inputs).every,
    terraform: (ref) => `distinct(concat(${ref.derived('platform_role_arns')}, ${ref.derived('target_role_arns')}))`,
  },
  {
    name: 'reading_role_arns',
    meaning: 'Whoever reads in the target account does so as the target role, if there is one',
    resolve: (inputs) => roleArns(inputs).s3,
    terraform: (ref) => `${ref.guard('target_given')} ? ${ref.derived('target_role_arns')} : ${ref.derived('platform_role_arns')}`,
  },
  {
    name: 'ebs_role_arns',
    meaning: 'A copied volume passes through the hands of every role; EBS direct reads as one',
    resolve: (inputs) => roleArns(inputs).ebs,
    terraform: (ref) => `${ref.guard('create_volume')} ? ${ref.derived('all_role_arns')} : ${ref.derived('reading_role_arns')}`,
  },
  {
    name: 'grant_role_arns',
    meaning: 'Who was chosen to create grants, before that is cut to the roles that use the key for EBS',
    resolve: (inputs) => roleArns(inputs).create_grant,
    terraform: (ref) =>
      [
        'concat(',
        `  ${ref.guard('grants_by_default')} && ${ref.guard('create_volume')} ? ${ref.derived('all_role_arns')} : [],`,
        `  ${ref.guard('grants_to_platform')} ? ${ref.derived('platform_role_arns')} : [],`,
        `  ${ref.guard('grants_to_target')} ? ${ref.derived('target_role_arns')} : [],`,
        ')',
      ].join('\n'),
  },
  {
    name: 'role_arns',
    meaning: 'The roles that each kind of statement serves',
    resolve: roleArns,
    terraform: (ref) =>
      [
        '{',
        `  every        = ${ref.derived('all_role_arns')}`,
        `  ebs          = ${ref.derived('ebs_role_arns')}`,
        `  create_grant = [for arn in ${ref.derived('ebs_role_arns')} : arn if contains(${ref.derived('grant_role_arns')}, arn)]`,
        `  s3           = ${ref.derived('reading_role_arns')}`,
        '}',
      ].join('\n'),
  },
  {
    name: 'principals',
    meaning: 'Principals: the roles themselves, or their account roots, which aws:PrincipalArn then narrows to the roles',
    resolve: (inputs) => mapRoles(inputs, (arn) => (guard('by_principal_arn', inputs) ? rootOf(arn) : arn)),
    terraform: (ref) =>
      [
        '{',
        `  for use, arns in ${ref.derived('role_arns')} : use => distinct([`,
        `    for arn in arns : ${ref.guard('by_principal_arn')} ? replace(arn, "/:role/.+$/", ":root") : arn`,
        '  ])',
        '}',
      ].join('\n'),
  },
  {
    name: 'caller_accounts',
    meaning: 'The accounts of those roles, as kms:CallerAccount shows them',
    resolve: (inputs) => mapRoles(inputs, accountOf),
    terraform: (ref) => `{ for use, arns in ${ref.derived('role_arns')} : use => distinct([for arn in arns : split(":", arn)[4]]) }`,
  },
  REGIONS_DERIVATION,
  servicesDerivation('ec2'),
  servicesDerivation('s3'),
  {
    name: 'services',
    meaning: '',
    resolve: (inputs) => [
      ...(guard('protects_ebs', inputs) ? regionsOf(inputs).map((region) => `ec2.${region}.amazonaws.com`) : []),
      ...(guard('protects_s3', inputs) ? regionsOf(inputs).map((region) => `s3.${region}.amazonaws.com`) : []),
    ],
    terraform: (ref) =>
      [
        'concat(',
        `  ${ref.guard('protects_ebs')} ? ${ref.derived('ec2_services')} : [],`,
        `  ${ref.guard('protects_s3')} ? ${ref.derived('s3_services')} : [],`,
        ')',
      ].join('\n'),
  },
  S3_CONTEXT_DERIVATION,
  {
    name: 'foreign_arns',
    meaning: 'What lies in another partition than the key; nothing crosses partitions',
    resolve: (inputs, { partition }) => namedArns(inputs).filter((arn) => arn.split(':')[1] !== partition),
    terraform: (ref) =>
      [
        '[',
        `  for arn in concat(${ref.derived('all_role_arns')}, try([for arn in ${ref.input('evidence_source_bucket_arns')} : arn], [])) : arn`,
        `  if split(":", arn)[1] != ${ref.partition}`,
        ']',
      ].join('\n'),
  },
  foreignRegionsDerivation('regions', regionsOf),
];
