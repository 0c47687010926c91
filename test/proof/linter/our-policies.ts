import { KMS_KEY_POLICY_INPUTS } from '../../../src/catalogue/kms-key-policy/inputs';
import { KMS_KEY_POLICY_TEMPLATE, rootDelegation } from '../../../src/catalogue/kms-key-policy/statements';
import { PLATFORM_SIDE_TEMPLATE } from '../../../src/catalogue/cross-account-trust/statements';
import { TIGHTENING_LEVELS } from '../../../src/policy/guard';
import { inputProblems, withDefaults } from '../../../src/policy/input-spec';
import type { PolicyStatement } from '../../../src/policy/policy-json';
import { resolve } from '../../../src/policy/resolve';
import type { LintedPolicy, PolicyKind } from '../../../src/proof/linter/finding';
import { everyCombination } from '../../support/every-combination';
import {
  ACCOUNTS,
  METHODS,
  PARTITIONS,
  policiesOf,
  regions,
  ROLE_CASES,
  ROLES,
  type Partition,
  type RoleCase,
} from '../../support/role-cases';

const policy = (name: string, kind: PolicyKind, partition: Partition, Statement: readonly PolicyStatement[]): LintedPolicy => {
  const json = { Version: '2012-10-17', Statement };
  return { name, kind, partition, json, text: JSON.stringify(json) };
};

/** The policies of a role and who may assume it, one policy for each file that the module writes. */
export function policiesOfRole({ role, given, partition, title }: RoleCase): readonly LintedPolicy[] {
  const context = { partition, accountId: ACCOUNTS[role] };
  const values = withDefaults(ROLES[role].inputs, given);
  const managed = Object.entries(policiesOf(role, given, context));
  return [
    ...managed
      .filter(([, statements]) => statements.length > 0)
      .map(([key, statements]) => policy(`${title}: ${key}`, 'identity', partition, statements)),
    ...['role_arn', 'principal_arn'].map((principal_match) =>
      policy(`${title}: trust`, 'trust', partition, resolve(ROLES[role].trust, { ...values, principal_match }, context)),
    ),
    ...(role === 'target'
      ? [
          policy(
            `${title}: platform side`,
            'identity',
            partition,
            resolve({ ...PLATFORM_SIDE_TEMPLATE, derivations: ROLES.target.permissions.derivations }, values, context),
          ),
        ]
      : []),
  ];
}

/** Policies of both roles, of every case. */
export const rolePolicies = (): readonly LintedPolicy[] => ROLE_CASES.flatMap(policiesOfRole);

/** Key policies with AWS's own statement before ours. */
export function keyPolicies(): readonly LintedPolicy[] {
  const choices = everyCombination<unknown>({
    partition: Object.keys(PARTITIONS),
    kms_tightening: TIGHTENING_LEVELS,
    acquisition_methods: METHODS,
    principal_match: ['role_arn', 'principal_arn'],
    protects: [['ebs'], ['s3'], ['ebs', 's3']],
    enforce: [true, false],
    target: [true, false],
  });
  return choices.flatMap(({ partition, target, ...given }) => {
    const at = partition as Partition;
    const role = (side: 'platform' | 'target'): string => `arn:${at}:iam::${ACCOUNTS[side]}:role/CadoResponseRole`;
    const values = withDefaults(KMS_KEY_POLICY_INPUTS, {
      ...regions(at),
      ...given,
      platform_role_arn: role('platform'),
      ...(target === true && { target_role_arn: role('target') }),
    });
    if (KMS_KEY_POLICY_INPUTS.some((spec) => inputProblems(spec, values[spec.name], spec.name).length > 0)) return [];
    const statements = [rootDelegation(at, ACCOUNTS.target), ...resolve(KMS_KEY_POLICY_TEMPLATE, values, { partition: at })];
    return [policy(`key, ${JSON.stringify(given)}, ${at}`, 'key', at, statements)];
  });
}
