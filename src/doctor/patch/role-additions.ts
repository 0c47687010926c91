import { CADO_ROLE } from '../../catalogue/cado-role/definition';
import { CROSS_ACCOUNT_TRUST } from '../../catalogue/cross-account-trust/definition';
import { policyTemplate, type RoleDefinition } from '../../catalogue/roles/role-definition';
import type { InputValues, TighteningLevel } from '../../policy/guard';
import { withDefaults } from '../../policy/input-spec';
import type { PolicyStatement } from '../../policy/policy-json';
import { resolve } from '../../policy/resolve';
import type { PolicyContext } from '../../policy/template';
import type { RoleSide } from '../../proof/claims/world';
import { accountOf, type Scene } from '../scene';
import type { Addition } from './addition';
import { roleModuleInputs } from './module-inputs';

/** The module that makes each role. */
export const ROLE_DEFINITIONS: Readonly<Record<RoleSide, RoleDefinition>> = { platform: CADO_ROLE, target: CROSS_ACCOUNT_TRUST };

/** What the role's module would let it do, at a level; nothing where its policies were not given. */
export const roleAdditions = (scene: Scene, level: TighteningLevel, side: RoleSide): readonly Addition[] =>
  identityAdditions(scene, level, side).filter(({ statement }) => statement.Effect === 'Allow');

/** Denies that the role's module has beside what it lets the role do: one call may ask for more than one thing. */
export const roleDenies = (scene: Scene, level: TighteningLevel, side: RoleSide): readonly Addition[] =>
  identityAdditions(scene, level, side).filter(({ statement }) => statement.Effect === 'Deny' && statement.Sid !== 'NothingChosen');

function identityAdditions(scene: Scene, level: TighteningLevel, side: RoleSide): readonly Addition[] {
  const role = scene.subject[side];
  if (role?.identity === undefined) return [];
  const context = { partition: scene.world.partition, accountId: accountOf(role.arn) };
  const statements = inputsOf(scene, level, side).flatMap((inputs) => roleStatements(side, inputs, context).identity);
  return distinct(statements).map((statement) => ({ place: `${side} policy`, owner: role.arn, statement }));
}

/** The statements that the module of a role gives it, and those of its trust policy, for some inputs and the defaults of the others. */
export function roleStatements(
  side: RoleSide,
  given: InputValues,
  context: PolicyContext,
): Readonly<Record<'identity' | 'trust', readonly PolicyStatement[]>> {
  const { permissions, trust, inputs } = ROLE_DEFINITIONS[side];
  const values = withDefaults(inputs, given);
  return {
    identity: permissions.policies.flatMap((policy) => resolve(policyTemplate(permissions, policy), values, context)),
    trust: resolve(trust, values, context),
  };
}

/**
 * Exact volumes and snapshots are those of the key that evidence is under. A copy carries an id of its own, so that the keys it is put
 * under are named without.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/services-ebs.html#ebs-encryption-context
 */
function inputsOf(scene: Scene, level: TighteningLevel, side: RoleSide): readonly InputValues[] {
  const all = roleModuleInputs(scene, level, side);
  const { ebs_resource_ids: ids, ...others } = all;
  if (ids === undefined) return [all];
  return [all, { ...others, ...(scene.keyName === 'evidence' && { kms_key_arns: [] }) }];
}

const distinct = (statements: readonly PolicyStatement[]): readonly PolicyStatement[] => [
  ...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values(),
];
