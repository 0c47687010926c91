import { CADO_ROLE } from '../../catalogue/cado-role/definition';
import { CROSS_ACCOUNT_TRUST } from '../../catalogue/cross-account-trust/definition';
import { KMS_KEY_POLICY_INPUTS } from '../../catalogue/kms-key-policy/inputs';
import { KMS_KEY_POLICY_TEMPLATE, rootDelegation } from '../../catalogue/kms-key-policy/statements';
import { policyTemplate, type RoleDefinition } from '../../catalogue/roles/role-definition';
import type { InputValues } from '../../policy/guard';
import { withDefaults } from '../../policy/input-spec';
import type { JsonObject } from '../../policy/policy-json';
import { resolve } from '../../policy/resolve';
import { KEY_NAMES, keyAccount, keyRegion, type KeyName } from '../claims/keys';
import { roleArn, type RoleSide, type World } from '../claims/world';
import { policyOf } from '../evaluator/parse-policy';
import type { Policy } from '../evaluator/policy';
import { awsManagedKeyPolicy } from './aws-managed-key';
import type { Installation } from './installation';
import type { ModuleInputs } from './module-inputs';

const DEFINITIONS: Readonly<Record<RoleSide, RoleDefinition>> = { platform: CADO_ROLE, target: CROSS_ACCOUNT_TRUST };

/** Policies as JSON, before they are compiled: what a module renders, by the names it has in the module. */
export interface RenderedPolicies {
  readonly identity: Readonly<Record<RoleSide, Readonly<Record<string, JsonObject>>>>;
  readonly trust: Readonly<Record<RoleSide, JsonObject>>;
  readonly keyPolicies: Readonly<Record<'evidence' | 'platform', JsonObject>>;
}

/** What the three modules render for their inputs. */
export function renderedPolicies(world: World, inputs: ModuleInputs): RenderedPolicies {
  const role = (side: RoleSide) => rolePolicies(DEFINITIONS[side], inputs[side], world, side);
  const [platform, target] = [role('platform'), role('target')];
  return {
    identity: { platform: platform.policies, target: target.policies },
    trust: { platform: platform.trust, target: target.trust },
    keyPolicies: {
      evidence: keyPolicy(world, 'target', inputs.evidenceKey, inputs.keysLeaveIamOut),
      platform: keyPolicy(world, 'platform', inputs.platformKey, inputs.keysLeaveIamOut),
    },
  };
}

function rolePolicies(
  definition: RoleDefinition,
  given: InputValues,
  { partition, accounts }: World,
  side: RoleSide,
): { readonly trust: JsonObject; readonly policies: Readonly<Record<string, JsonObject>> } {
  const values = withDefaults(definition.inputs, given);
  const context = { partition, accountId: accounts[side] };
  const { permissions } = definition;
  return {
    trust: document(resolve(definition.trust, values, context)),
    policies: Object.fromEntries(
      permissions.policies.map((policy) => [policy.key, document(resolve(policyTemplate(permissions, policy), values, context))]),
    ),
  };
}

/** AWS's default key policy with our statements, as the module merges them; or an owner's who took the default out. */
function keyPolicy({ partition, accounts }: World, side: RoleSide, given: InputValues, leavesIamOut = false): JsonObject {
  const statements = resolve(KMS_KEY_POLICY_TEMPLATE, withDefaults(KMS_KEY_POLICY_INPUTS, given), { partition });
  return document([...(leavesIamOut ? [] : [rootDelegation(partition, accounts[side])]), ...statements]);
}

function document(statements: readonly object[]): JsonObject {
  return { Version: '2012-10-17', Statement: statements as readonly JsonObject[] };
}

const COMPILED = new WeakMap<JsonObject, Policy>();

/** Policies are data that never changes, so that one is compiled once. */
function compiledOnce(name: string, json: JsonObject): Policy {
  const known = COMPILED.get(json) ?? policyOf(name, json);
  COMPILED.set(json, known);
  return known;
}

const EVERYTHING: JsonObject = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** Everything that has a say, compiled. Whoever is no role of ours may do anything that its own account can allow. */
export function installationOf(world: World, { identity, trust, keyPolicies }: RenderedPolicies): Installation {
  const compiled = (side: RoleSide): readonly Policy[] =>
    Object.entries(identity[side]).map(([key, json]) => compiledOnce(`${MODULES[side]} ${key}`, json));
  const everything = [compiledOnce('everything', EVERYTHING)];
  const keys = KEY_NAMES.map((name) => [name, compiledOnce(`policy of the key: ${name}`, keyJson(world, name, keyPolicies))] as const);
  return {
    world,
    identity: {
      platform: compiled('platform'),
      target: compiled('target'),
      instance: everything,
      neighbour: everything,
      colleague: everything,
      stranger: everything,
      service: [],
    },
    keyPolicies: Object.fromEntries(keys) as Record<KeyName, Policy>,
    trust: {
      platform: compiledOnce(`${MODULES.platform} trust`, trust.platform),
      target: compiledOnce(`${MODULES.target} trust`, trust.target),
    },
  };
}

const MODULES = { platform: 'cado-role', target: 'cado-cross-account-trust' } as const;

function keyJson(world: World, name: KeyName, rendered: RenderedPolicies['keyPolicies']): JsonObject {
  if (name.startsWith('evidence') && name !== 'evidence bucket') return rendered.evidence;
  if (name === 'platform' || name === 'platform where evidence is') return rendered.platform;
  const known = OTHER_KEYS.get(world) ?? new Map<KeyName, JsonObject>();
  const json = known.get(name) ?? otherKey(world, name);
  OTHER_KEYS.set(world, known.set(name, json));
  return json;
}

/** Policies of keys that no module renders: the same objects for each installation of a world, so that they are compiled once. */
const OTHER_KEYS = new WeakMap<World, Map<KeyName, JsonObject>>();

function otherKey(world: World, name: KeyName): JsonObject {
  const { partition, accounts } = world;
  const account = accounts[keyAccount(name)];
  if (name.startsWith('aws/ebs')) return awsManagedKeyPolicy(partition, account, keyRegion(world, name));
  const root = rootDelegation(partition, account);
  if (name === 'temporary' || name === 'temporary replica') {
    return document([root, { Effect: 'Allow', Principal: { AWS: [roleArn(world, 'target')] }, Action: ['kms:*'], Resource: ['*'] }]);
  }
  // A stranger who wants something of our roles lets them in.
  return document(name === 'stranger' ? [root, { ...root, Principal: { AWS: ['*'] } }] : [root]);
}
