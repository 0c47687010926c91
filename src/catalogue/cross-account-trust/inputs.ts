import type { InputSpec } from '../../policy/input-spec';
import { EXTERNAL_ID_EXAMPLE, externalId, organizationId, roleArn, roleArns } from '../input-rules';
import { permissionInputs } from '../roles/permission-inputs';
import { ROLE_INPUTS } from '../roles/role-inputs';

/** The external id that the vendor's guide tells everybody to type; a value that all know proves nothing. */
const PUBLIC_EXTERNAL_ID = 'NoExternalIdRequired';

/** Inputs of the trust policy of `cado-cross-account-trust`. */
export const TARGET_ROLE_TRUST_INPUTS: readonly InputSpec[] = [
  {
    name: 'platform_role_arn',
    type: 'string',
    nullable: false,
    description: "The platform's CadoResponseRole, exactly. Its account is where snapshots are shared to and temporary keys lie",
    rules: [roleArn],
  },
  {
    name: 'additional_platform_role_arns',
    type: 'list(string)',
    default: [],
    nullable: false,
    description: "Further roles that may assume this one, such as the platform's instance role: the vendor's guides differ on who assumes",
    rules: [roleArns],
  },
  {
    name: 'external_id',
    type: 'string',
    default: null,
    nullable: true,
    description: 'External id that the platform must show, where it shows one. Not a secret, but a value of your own',
    rules: [
      ...externalId,
      {
        must: `not be ${PUBLIC_EXTERNAL_ID}, which stands in a public guide, so that everybody knows it and it proves nothing; leave external_id out instead`,
        example: EXTERNAL_ID_EXAMPLE,
        check: {
          kind: 'custom',
          terraform: (value) => ({ condition: `lower(${value}) != "${PUBLIC_EXTERNAL_ID.toLowerCase()}"`, shown: value }),
          accepts: (value) => String(value).toLowerCase() !== PUBLIC_EXTERNAL_ID.toLowerCase(),
        },
      },
    ],
  },
  {
    name: 'organization_id',
    type: 'string',
    default: null,
    nullable: true,
    description: 'Organisation that the platform must belong to',
    rules: [organizationId],
  },
  ...ROLE_INPUTS,
];

/** Every input of `cado-cross-account-trust`, in the order of its README. */
export const TARGET_ROLE_INPUTS: readonly InputSpec[] = [
  ...TARGET_ROLE_TRUST_INPUTS,
  ...permissionInputs('target'),
  {
    name: 'platform_temporary_keys',
    type: 'bool',
    default: true,
    nullable: false,
    description:
      "Whether the role may use the platform account's temporary keys, through which volumes under an AWS managed key are moved (create_volume only)",
    rules: [],
  },
];
