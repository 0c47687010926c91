import { CADO_ROLE } from '../../catalogue/cado-role/definition';
import { CROSS_ACCOUNT_TRUST } from '../../catalogue/cross-account-trust/definition';
import { KMS_KEY_POLICY_INPUTS } from '../../catalogue/kms-key-policy/inputs';
import { KMS_KEY_POLICY_OWN_STATEMENTS as OWN } from '../../catalogue/kms-key-policy/own-statements';
import { KMS_KEY_POLICY_TEMPLATE } from '../../catalogue/kms-key-policy/statements';
import { policyTemplate, type RoleDefinition } from '../../catalogue/roles/role-definition';
import type { InputValues, TighteningLevel } from '../../policy/guard';
import { withDefaults } from '../../policy/input-spec';
import { statementsOf } from '../../policy/key-policy';
import { ownSid } from '../../policy/own-statements';
import type { JsonObject, PolicyStatement } from '../../policy/policy-json';
import { resolve } from '../../policy/resolve';
import type { PolicyContext } from '../../policy/template';
import { roleArn, type RoleSide } from '../../proof/claims/world';
import { levelOf } from '../../proof/plan/setting';
import { viewsIn, rolesNamedBy } from '../../proof/plan/statement-view';
import { accountOf, type Scene } from '../scene';

/** Where a statement is added. */
export type Place = 'key policy' | `${RoleSide} policy` | `${RoleSide} trust`;

/** A statement that a module has and a policy may lack. */
export interface Addition {
  readonly place: Place;
  readonly statement: PolicyStatement;
  /** The statement of ours that stands there under the same Sid. @default - none */
  readonly before?: PolicyStatement;
}

const DEFINITIONS: Readonly<Record<RoleSide, RoleDefinition>> = { platform: CADO_ROLE, target: CROSS_ACCOUNT_TRUST };

/** What the modules would put into each policy that was given, at a level. */
export function additionsFor(scene: Scene, level: TighteningLevel): readonly Addition[] {
  const { platform, target, key } = scene.subject;
  return [
    ...(key?.policy === undefined ? [] : keyAdditions(scene, level, key.policy.json)),
    ...(platform === undefined ? [] : roleAdditions(scene, level, 'platform')),
    ...(target === undefined ? [] : roleAdditions(scene, level, 'target')),
  ];
}

/** Inputs of `cado-kms-key-policy` for a subject. */
export function keyModuleInputs({ subject, platformRegion, evidenceRegions }: Scene, level: TighteningLevel): InputValues {
  const { platform, target, methods, protects, ebsResourceIds, sourceBucketArns } = subject;
  return {
    ...(platform !== undefined && { platform_role_arn: platform.arn }),
    ...(target !== undefined && { target_role_arn: target.arn }),
    protects,
    acquisition_methods: methods,
    kms_tightening: level,
    platform_region: platformRegion,
    evidence_regions: evidenceRegions.filter((region) => region !== platformRegion || evidenceRegions.length === 1),
    ...(ebsResourceIds !== undefined && { ebs_resource_ids: ebsResourceIds }),
    ...(sourceBucketArns !== undefined && { evidence_source_bucket_arns: sourceBucketArns }),
    ...(namesRolesThemselves(subject.key?.policy?.json) && { principal_match: 'role_arn' }),
  };
}

/** Whether our statements that are there name roles as principals, and not by `aws:PrincipalArn`. */
function namesRolesThemselves(policy: JsonObject | undefined): boolean {
  const own = policy === undefined ? [] : ownStatements(policy);
  return own.some(({ Principal }) => Principal?.AWS.some((name) => name.includes(':role/')) === true);
}

/** Our statements in a key policy, their elements as lists. */
export function ownStatements(policy: JsonObject): readonly PolicyStatement[] {
  return statementsOf(policy).flatMap((statement) => (ownSid(statement, OWN) === undefined ? [] : [withLists(statement as JsonObject)]));
}

const list = (value: unknown): readonly string[] =>
  Array.isArray(value) ? (value as readonly string[]) : value === undefined ? [] : [value as string];

function withLists({ Sid, Effect, Principal, Action, Resource, Condition }: JsonObject): PolicyStatement {
  return {
    Sid: Sid as string,
    Effect: Effect as 'Allow' | 'Deny',
    ...(Principal !== undefined && { Principal: { AWS: list((Principal as JsonObject)['AWS']) } }),
    Action: list(Action),
    ...(Resource !== undefined && { Resource: list(Resource) }),
    ...(Condition !== undefined && {
      Condition: Object.fromEntries(
        Object.entries(Condition as JsonObject).map(([operator, keys]) => [
          operator,
          Object.fromEntries(Object.entries(keys as JsonObject).map(([name, values]) => [name, list(values)])),
        ]),
      ),
    }),
  };
}

function keyAdditions(scene: Scene, level: TighteningLevel, policy: JsonObject): readonly Addition[] {
  const inputs = withDefaults(KMS_KEY_POLICY_INPUTS, keyModuleInputs(scene, level));
  const own = ownStatements(policy);
  const isSameLevel = level === levelOf(viewsIn([{ Statement: own as unknown as JsonObject[] }]));
  return resolve(KMS_KEY_POLICY_TEMPLATE, inputs, { partition: scene.world.partition }).map((statement): Addition => {
    const before = own.find(({ Sid }) => Sid === statement.Sid);
    return before === undefined
      ? { place: 'key policy', statement }
      : { place: 'key policy', statement: together(before, statement, isSameLevel), before };
  });
}

/**
 * A statement for everybody that either is for, under the conditions of the new one with the values of both. At another level the
 * actions are those of the new one alone: looser ones would get through where the old one refused them.
 */
function together(before: PolicyStatement, now: PolicyStatement, isSameLevel: boolean): PolicyStatement {
  const union = (one: readonly string[] = [], other: readonly string[] = []): readonly string[] => [...new Set([...one, ...other])];
  return {
    ...now,
    Action: isSameLevel ? union(before.Action, now.Action) : now.Action,
    ...(now.Principal !== undefined && { Principal: { AWS: union(before.Principal?.AWS, now.Principal.AWS) } }),
    ...(now.Condition !== undefined && {
      Condition: Object.fromEntries(
        Object.entries(now.Condition).map(([operator, keys]) => [
          operator,
          Object.fromEntries(
            Object.entries(keys).map(([name, values]) => [name, union(list(before.Condition?.[operator]?.[name]), list(values))]),
          ),
        ]),
      ),
    }),
  };
}

function roleAdditions(scene: Scene, level: TighteningLevel, side: RoleSide): readonly Addition[] {
  const role = scene.subject[side];
  if (role === undefined) return [];
  const context = { partition: scene.world.partition, accountId: accountOf(role.arn) };
  const { identity, trust } = roleStatements(side, roleModuleInputs(scene, level, side), context);
  const added = (place: Place, statements: readonly PolicyStatement[]): readonly Addition[] =>
    statements.filter(({ Effect }) => Effect === 'Allow').map((statement) => ({ place, statement }));
  return [
    ...(role.identity === undefined ? [] : added(`${side} policy`, identity)),
    ...(role.trust === undefined ? [] : added(`${side} trust`, trust)),
  ];
}

/** The statements that the module of a role gives it, and those of its trust policy, for some inputs and the defaults of the others. */
export function roleStatements(
  side: RoleSide,
  inputs: InputValues,
  context: PolicyContext,
): Readonly<Record<'identity' | 'trust', readonly PolicyStatement[]>> {
  const { permissions, trust, inputs: specs } = DEFINITIONS[side];
  const values = withDefaults(specs, inputs);
  return {
    identity: permissions.policies.flatMap((policy) => resolve(policyTemplate(permissions, policy), values, context)),
    trust: resolve(trust, values, context),
  };
}

/** Inputs of the module that makes a role, for a subject. */
export function roleModuleInputs(scene: Scene, level: TighteningLevel, side: RoleSide): InputValues {
  const { subject, world, platformRegion, evidenceRegions } = scene;
  const { key, methods, ebsResourceIds, sourceBucketArns } = subject;
  const shared = {
    acquisition_methods: methods,
    kms_tightening: level,
    platform_region: platformRegion,
    evidence_regions: evidenceRegions,
    ...(key !== undefined && { kms_key_arns: [key.arn] }),
    ...(ebsResourceIds !== undefined && { ebs_resource_ids: ebsResourceIds }),
    ...(sourceBucketArns !== undefined && { evidence_source_bucket_arns: sourceBucketArns }),
    ...nameAndPath(subject[side]?.arn ?? ''),
  };
  if (side === 'target') {
    const external = subject.externalId;
    return {
      ...shared,
      platform_role_arn: subject.platform?.arn ?? roleArn(world, 'platform'),
      ...(external !== undefined && { external_id: external }),
      ...(subject.organizationId !== undefined && { organization_id: subject.organizationId }),
    };
  }
  const instances = subject.instanceArn === undefined ? trustedRoles(subject.platform?.trust?.json) : [subject.instanceArn];
  return {
    ...shared,
    trusted_role_arns: instances,
    ...(subject.target !== undefined && { target_role_arns: [subject.target.arn] }),
  };
}

const trustedRoles = (trust: JsonObject | undefined): readonly string[] =>
  trust === undefined
    ? []
    : viewsIn([trust])
        .flatMap((view) => rolesNamedBy(view))
        .filter((arn) => arn.includes(':role/'));

function nameAndPath(arn: string): InputValues {
  const name = arn.slice(arn.indexOf(':role/') + ':role'.length);
  const cut = name.lastIndexOf('/');
  return { role_name: name.slice(cut + 1), role_path: name.slice(0, cut + 1) };
}
