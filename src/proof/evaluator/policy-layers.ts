import type { Policies } from './policies';
import type { Policy } from './policy';
import { NAMING, type Naming } from './principal';
import type { RequestFacts } from './request-facts';
import type { ResourceKind } from './resource-kind';
import { applies, type Statement, type StatementRules } from './statement';
import type { PolicyKind, StatementReference } from './verdict';

/** Policies of one kind that together have to allow, or of one level of an organisation. */
export interface Layer {
  readonly kind: PolicyKind;
  readonly policies: readonly Policy[];
  readonly rules: StatementRules;
}

/** What a layer says about a request. */
export interface Finding {
  readonly layer: Layer;
  readonly denied?: StatementReference;
  /** The statement that allows, by the strongest naming of the caller. */
  readonly allowed?: StatementReference;
  readonly naming: Naming;
}

/**
 * The layers that have a say, in the order in which AWS asks them.
 *
 * No policy limits a service but those of the resource and its organisation. A role that AWS made for a service is not limited by
 * an organisation. The end of a grant is not for key policies nor for resource control policies to decide.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
 */
export function layersOf(policies: Policies, { caller }: RequestFacts, kind: ResourceKind): readonly Layer[] {
  const { identity = [], boundary, session = [], serviceControl = [], resourceControl = [], resource } = policies;
  const isService = caller.kind === 'service';
  const isLimited = !caller.isServiceLinked;
  const rules = { needsPrincipal: false, needsResource: false, hasBoundary: boundary !== undefined };
  const layers: Layer[] = [];
  const ofResource = { ...rules, needsPrincipal: true, needsResource: kind === 'key' };
  const add = (layer: PolicyKind, list: readonly Policy[]): unknown =>
    layers.push({ kind: layer, policies: list, rules: layer === 'resource' ? ofResource : rules });
  if (isLimited && kind !== 'grant') for (const level of resourceControl) add('resource control', level);
  if (isLimited && !isService) for (const level of serviceControl) add('service control', level);
  if (resource !== undefined && kind !== 'grant' && kind !== 'alias') add('resource', [resource]);
  if (isService) return layers;
  add('identity', identity);
  if (boundary !== undefined) add('boundary', [boundary]);
  if (session.length > 0) add('session', session);
  return layers;
}

/** Asks a layer. The first Deny ends the search. */
export function ask(layer: Layer, request: RequestFacts): Finding {
  let naming: Naming = NAMING.none;
  let allowed: StatementReference | undefined;
  for (const policy of layer.policies) {
    for (const statement of policy.statements) {
      if (statement.effect === 'Allow' && naming === NAMING.direct) continue;
      const found = applies(statement, request, layer.rules);
      if (found === NAMING.none) continue;
      if (statement.effect === 'Deny') return { layer, denied: referenceTo(layer.kind, policy, statement), naming: NAMING.none };
      if (found <= naming) continue;
      naming = found;
      allowed = referenceTo(layer.kind, policy, statement);
    }
  }
  return { layer, naming, ...(allowed !== undefined && { allowed }) };
}

/** A statement by where it stands. */
export function referenceTo(kind: PolicyKind, { name }: Policy, { index, sid }: Statement): StatementReference {
  return { kind, policy: name, index, ...(sid !== undefined && { sid }) };
}
