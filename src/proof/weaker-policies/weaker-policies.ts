import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import type { WeakerPolicy } from '../claims/attack';
import { roleArn, type RoleSide, type World } from '../claims/world';
import type { RenderedPolicies } from '../installation/rendered-installation';
import { vendorRole } from './vendor-roles';

/** Gives rendered policies with some of them replaced by weaker ones. */
export type Weakening = (world: World, rendered: RenderedPolicies) => RenderedPolicies;

const ADMINISTRATOR: JsonObject = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

const statement = (Principal: Json, Action: string): JsonObject => ({ Effect: 'Allow', Principal, Action, Resource: '*' });
const policy = (...Statement: readonly JsonObject[]): JsonObject => ({ Version: '2012-10-17', Statement });
const trustPolicy = (Principal: Json): JsonObject => policy({ Effect: 'Allow', Principal, Action: 'sts:*' });

const withIdentity = (rendered: RenderedPolicies, identity: Readonly<Record<RoleSide, JsonObject>>): RenderedPolicies => ({
  ...rendered,
  identity: { platform: { weaker: identity.platform }, target: { weaker: identity.target } },
});

const administrators = (rendered: RenderedPolicies): RenderedPolicies =>
  withIdentity(rendered, { platform: ADMINISTRATOR, target: ADMINISTRATOR });

/** The same key policy for every key of ours. */
const withKeys = (rendered: RenderedPolicies, keyPolicy: JsonObject): RenderedPolicies => ({
  ...rendered,
  keyPolicies: { evidence: keyPolicy, platform: keyPolicy },
});

const roots = (world: World): Json => ({
  AWS: [world.accounts.platform, world.accounts.target].map((account) => `arn:${world.partition}:iam::${account}:root`),
});

/** Policies with every statement changed. */
function mapped(rendered: RenderedPolicies, change: (one: JsonObject) => JsonObject): RenderedPolicies {
  const changed = ({ Version, Statement }: JsonObject): JsonObject => ({
    ...(Version !== undefined && { Version }),
    Statement: (Statement as readonly Json[]).map((one) => (isJsonObject(one) && one['Effect'] === 'Allow' ? change(one) : one)),
  });
  const each = (policies: Readonly<Record<string, JsonObject>>): Readonly<Record<string, JsonObject>> =>
    Object.fromEntries(Object.entries(policies).map(([key, json]) => [key, changed(json)]));
  return {
    identity: { platform: each(rendered.identity.platform), target: each(rendered.identity.target) },
    trust: { platform: changed(rendered.trust.platform), target: changed(rendered.trust.target) },
    keyPolicies: { evidence: changed(rendered.keyPolicies.evidence), platform: changed(rendered.keyPolicies.platform) },
  };
}

function withoutCondition(one: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(one).filter(([element]) => element !== 'Condition'));
}

/**
 * Policies that exist somewhere, by name. Each attack names one that lets it through, so that no attack is refused only because
 * nobody could do it anyway.
 */
export const WEAKER_POLICIES: Readonly<Record<WeakerPolicy, Weakening>> = {
  "the vendor's roles": (world, rendered) =>
    withKeys(
      withIdentity(rendered, { platform: vendorRole(world, 'platform'), target: vendorRole(world, 'target') }),
      policy(statement(roots(world), 'kms:*'), statement({ AWS: [roleArn(world, 'platform'), roleArn(world, 'target')] }, 'kms:*')),
    ),
  'our policies without conditions': (_world, rendered) => mapped(rendered, withoutCondition),
  'our policies on every resource': (_world, rendered) =>
    mapped(rendered, (one) => ('Resource' in one ? { ...withoutCondition(one), Resource: '*' } : one)),
  'leftover administrator': (_world, rendered) => administrators(rendered),
  'a key policy for whole accounts': (world, rendered) => withKeys(rendered, policy(statement(roots(world), 'kms:*'))),
  'a key policy for everybody': (_world, rendered) => withKeys(administrators(rendered), policy(statement('*', 'kms:*'))),
  'a trust policy for whole accounts': (world, rendered) => withTrust(rendered, trustPolicy(roots(world))),
  'a trust policy for everybody': (_world, rendered) => withTrust(administrators(rendered), trustPolicy('*')),
};

function withTrust(rendered: RenderedPolicies, trust: JsonObject): RenderedPolicies {
  return { ...rendered, trust: { platform: trust, target: trust } };
}
