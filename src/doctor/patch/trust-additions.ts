import type { GivenPolicy } from '../../estate/estate';
import type { TighteningLevel } from '../../policy/guard';
import { statementsOf } from '../../policy/key-policy';
import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import type { Call } from '../../proof/claims/call';
import type { RoleSide } from '../../proof/claims/world';
import { valuesAskedFor } from '../asked-values';
import { decideCall } from '../decide';
import { accountOf, type Scene } from '../scene';
import type { Addition } from './addition';
import { roleModuleInputs } from './module-inputs';
import { roleStatements } from './role-additions';

/**
 * What the role's module would put into its trust policy. Nothing where the trust names the caller already and only a condition keeps
 * it out: that condition is its owner's control, and a second statement without it would throw it away.
 */
export function trustAdditions(scene: Scene, level: TighteningLevel, side: RoleSide): readonly Addition[] {
  const role = scene.subject[side];
  if (role?.trust === undefined || namesCaller(scene, role.trust, side)) return [];
  const inputs = roleModuleInputs(scene, level, side);
  if (side === 'platform' && [inputs['trusted_role_arns']].flat().length === 0) return [];
  // An external id that is asked for and that cannot be told must not get lost.
  if (side === 'target' && !('external_id' in inputs) && valuesAskedFor(role.trust.json, 'sts:ExternalId').length > 0) return [];
  const context = { partition: scene.world.partition, accountId: accountOf(role.arn) };
  return roleStatements(side, inputs, context).trust.map((statement) => ({ place: `${side} trust`, owner: role.arn, statement }));
}

/** Whether the trust policy would let the caller in but for conditions. */
function namesCaller(scene: Scene, trust: GivenPolicy, side: RoleSide): boolean {
  const by = side === 'target' ? 'platform' : 'instance';
  const call: Call = { by, action: 'sts:AssumeRole', resource: '*', on: { role: side }, rights: 'administrator' };
  const bare = { ...trust, json: { ...trust.json, Statement: statementsOf(trust.json).map(withoutConditions) } };
  const subject = { ...scene.subject, [side]: { ...scene.subject[side], trust: bare } };
  return decideCall({ ...scene, subject }, call)?.state !== 'refused';
}

/** An Allow with nothing but the condition that says who calls. */
function withoutConditions(statement: Json): Json {
  if (!isJsonObject(statement) || statement['Effect'] !== 'Allow') return statement;
  const { Condition, ...others } = statement;
  const left = isJsonObject(Condition) ? onlyPrincipalArn(Condition) : {};
  return Object.keys(left).length === 0 ? others : { ...others, Condition: left };
}

const onlyPrincipalArn = (condition: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(condition).flatMap(([operator, keys]) => {
      const left = Object.entries(isJsonObject(keys) ? keys : {}).filter(([key]) => key.toLowerCase() === 'aws:principalarn');
      return left.length === 0 ? [] : [[operator, Object.fromEntries(left)] as const];
    }),
  );
