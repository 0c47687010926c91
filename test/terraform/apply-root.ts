import type { Json, JsonObject } from '../../src/policy/policy-json';
import { EMULATOR_ACCOUNT } from './test-bed/emulator';
import { emulatedProvider, MODULES, REQUIRED_AWS } from './test-bed/terraform-root';

/** The two syntaxes in which a module is emitted, each with its folder. */
export const SYNTAXES = { hcl: `${MODULES}/cado-kms-key-policy`, json: `${MODULES}/cado-kms-key-policy/json` } as const;

/** One of {@link SYNTAXES}. */
export type Syntax = keyof typeof SYNTAXES;

/** The Region of the root's provider. */
export const REGION = 'eu-west-1';

/** The roles that the root names. */
export const ROLES = {
  platform: 'arn:aws:iam::111122223333:role/CadoResponseRole',
  target: `arn:aws:iam::${EMULATOR_ACCOUNT}:role/forensics/CadoResponseRole`,
} as const;

/** A policy that no default of AWS looks like, so that a reset to the default shows. */
export function foreignPolicy(id: string): JsonObject {
  return {
    Version: '2008-10-17',
    Id: id,
    Statement: [
      { Sid: 'Root', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${EMULATOR_ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' },
      {
        Sid: 'Backup',
        Effect: 'Allow',
        Principal: { Service: 'backup.amazonaws.com' },
        Action: ['kms:CreateGrant'],
        Resource: '*',
        Condition: { Bool: { 'kms:GrantIsForAWSResource': true }, NumericLessThan: { 'aws:MultiFactorAuthAge': 3600 } },
      },
    ],
  };
}

/** The grants on a key that is there already; the key is named by id, and in the last one by ARN. */
export function grantsOn(keyId: string): JsonObject {
  return {
    reads: { key_id: keyId, grantee: 'target' },
    of_one_volume: {
      key_id: keyId,
      grantee: 'platform',
      operations: ['Decrypt', 'ReEncryptFrom'],
      encryption_context_equals: { 'aws:ebs:id': 'vol-0123456789abcdef0' },
    },
    'by/arn-2': { key_id: `arn:aws:kms:${REGION}:${EMULATOR_ACCOUNT}:key/${keyId}`, grantee: 'target', operations: ['DescribeKey'] },
  };
}

/**
 * For each syntax a new key, a new key with a merged policy, and grants on a key that is there already. The variable
 * `kms_tightening` is the level of the new keys.
 */
export function applyRoot(endpoint: string, oldKeys: Readonly<Record<Syntax, string>>): JsonObject {
  const syntaxes = Object.keys(SYNTAXES) as readonly Syntax[];
  const perSyntax = (entries: (syntax: Syntax) => JsonObject): JsonObject => Object.assign({}, ...syntaxes.map(entries)) as JsonObject;
  return {
    terraform: REQUIRED_AWS,
    provider: { aws: emulatedProvider(endpoint, REGION) },
    variable: { kms_tightening: { type: 'string' } },
    module: perSyntax((syntax) => modules(syntax, oldKeys[syntax])),
    resource: {
      aws_kms_key: perSyntax((syntax) => ({ [`${syntax}_new`]: key(`${syntax}_new`), [`${syntax}_merged`]: key(`${syntax}_merged`) })),
    },
    output: perSyntax((syntax) => ({
      [`${syntax}_grant_ids`]: { value: `\${module.${syntax}_grants.grant_ids}` },
      ...keyOutputs(`${syntax}_new`),
      ...keyOutputs(`${syntax}_merged`),
    })),
  };
}

function modules(syntax: Syntax, oldKey: string): JsonObject {
  const source = SYNTAXES[syntax];
  const common = { source, platform_role_arn: ROLES.platform, target_role_arn: ROLES.target } as const;
  const levelled = { ...common, kms_tightening: '${var.kms_tightening}', platform_region: REGION, protects: ['ebs', 's3'] } as const;
  return {
    [`${syntax}_new`]: { ...levelled, enforce: true },
    [`${syntax}_merged`]: { ...levelled, existing_policy_json: escaped(JSON.stringify(foreignPolicy('merged'))) },
    [`${syntax}_grants`]: { ...common, grants: grantsOn(oldKey) },
  };
}

function key(module: string): JsonObject {
  return { policy: `\${module.${module}.policy_json}`, deletion_window_in_days: 7 };
}

function keyOutputs(module: string): Readonly<Record<string, Json>> {
  return {
    [`${module}_key_id`]: { value: `\${aws_kms_key.${module}.key_id}` },
    [`${module}_policy`]: { value: `\${module.${module}.policy_json}` },
  };
}

function escaped(text: string): string {
  return text.replaceAll('${', '$${').replaceAll('%{', '%%{');
}
