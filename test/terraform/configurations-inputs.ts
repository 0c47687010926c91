import type { JsonObject } from '../../src/policy/policy-json';
import { EXAMPLE_FOLDERS } from './test-bed/shipped-folders';

/** The account in which the examples put their keys. */
export const EXAMPLE_ACCOUNT = '444455556666';

const PLATFORM_ACCOUNT = '111122223333';
const PLATFORM_ROLE = { platform_role_arn: `arn:aws:iam::${PLATFORM_ACCOUNT}:role/CadoResponseRole` } as const;
const TARGET_ROLE = { target_role_arn: `arn:aws:iam::${EXAMPLE_ACCOUNT}:role/CadoResponseRole` } as const;
const INSTANCE_ROLE_ARN = `arn:aws:iam::${PLATFORM_ACCOUNT}:role/CadoResponseInstanceRole`;
const INSTANCE_ROLE = { platform_instance_role_arn: INSTANCE_ROLE_ARN } as const;
const TWO_ACCOUNTS = { ...INSTANCE_ROLE, target_deployment_role_arn: `arn:aws:iam::${EXAMPLE_ACCOUNT}:role/Deployment` } as const;

/** What the modules require, by folder. */
const MODULE_INPUTS: Readonly<Record<string, JsonObject>> = {
  'modules/cado-cross-account-trust': PLATFORM_ROLE,
  'modules/cado-kms-key-policy': PLATFORM_ROLE,
  'modules/cado-role': { trusted_role_arns: [INSTANCE_ROLE_ARN] },
};

/** What the examples ask their user for, by folder. */
const EXAMPLE_INPUTS: Readonly<Record<string, JsonObject>> = {
  'examples/cross-account': TWO_ACCOUNTS,
  'examples/cross-account-temporary-key': TWO_ACCOUNTS,
  'examples/cross-region': INSTANCE_ROLE,
  'examples/existing-key': { ...PLATFORM_ROLE, ...TARGET_ROLE },
  'examples/grants': {
    ...TARGET_ROLE,
    key_arn: `arn:aws:kms:eu-west-1:${EXAMPLE_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    volume_id: 'vol-0123456789abcdef0',
  },
  'examples/json': INSTANCE_ROLE,
  'examples/same-account': INSTANCE_ROLE,
};

/** Examples with `import` blocks, which only a root may have; they are planned on their own. */
const ROOTS_ONLY: readonly string[] = ['examples/adopt-existing-role'];

/** The examples that one configuration can call as modules. */
export const CALLED_EXAMPLES: readonly string[] = EXAMPLE_FOLDERS.filter((folder) => !ROOTS_ONLY.includes(folder));

/** The inputs that a folder, of a module in either syntax or of an example, cannot do without. */
export function requiredInputs(folder: string): JsonObject {
  return MODULE_INPUTS[folder.replace(/\/json$/, '')] ?? EXAMPLE_INPUTS[folder] ?? {};
}

/** In which account a provider of an example works. */
export function exampleAccount(alias?: string): string {
  return alias === 'platform' ? PLATFORM_ACCOUNT : EXAMPLE_ACCOUNT;
}
