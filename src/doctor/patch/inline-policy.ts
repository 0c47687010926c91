import type { EstateRole, GivenPolicy } from '../../estate/estate';
import { statementsOf } from '../../policy/key-policy';
import { isJsonObject, type Json } from '../../policy/policy-json';
import { sidOf } from './statement-lists';
import { ROLE_DEFINITIONS } from './role-additions';

/** Name of the inline policy that a role gets. */
export const INLINE_POLICY_NAME = 'CadoResponseAccess';

/** The inline policy that a patch puts. `put-role-policy` replaces whatever a role has under that name. */
export interface InlinePolicy {
  readonly name: string;
  /** The policy of an earlier patch, which is kept and added to. @default - there is none */
  readonly given?: GivenPolicy;
}

/**
 * The inline policy of a role that statements are added to: the one of an earlier patch, otherwise one under a name that the role does
 * not have.
 */
export function inlinePolicyOf({ identity }: EstateRole): InlinePolicy {
  const given = identity?.given ?? [];
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? INLINE_POLICY_NAME : `${INLINE_POLICY_NAME}${number}`;
    const there = given.find(({ inlineName }) => inlineName?.toLowerCase() === name.toLowerCase());
    if (there !== undefined && isOurs(there)) return { name, given: there };
    if (there === undefined) return number === 1 ? namelessOr(name, given) : { name };
  }
}

/** Files tell no names: the only one that an earlier patch can have written is taken for it, and of several none is replaced. */
function namelessOr(name: string, given: readonly GivenPolicy[]): InlinePolicy {
  const [only, ...others] = given.filter((policy) => isNameless(policy) && isOurs(policy));
  if (only === undefined) return { name };
  return others.length === 0 ? { name, given: only } : { name: `${name}2` };
}

/** Whether nobody told the names of a role's inline policies, so that one of them may have the name of ours. */
export const hasNamelessPolicies = ({ identity }: EstateRole): boolean => (identity?.given ?? []).some(isNameless);

const isNameless = ({ inlineName, isAlone }: GivenPolicy): boolean => inlineName === undefined && isAlone === true;

const SIDS: ReadonlySet<string> = new Set(
  Object.values(ROLE_DEFINITIONS).flatMap(({ permissions }) =>
    permissions.policies.flatMap(({ statements }) => statements.map(({ sid }) => sid)),
  ),
);
const ELEMENTS: ReadonlySet<string> = new Set(['Sid', 'Effect', 'Action', 'Resource', 'Condition']);

/** Whether a policy holds nothing but statements as the modules write them. */
function isOurs({ json }: GivenPolicy): boolean {
  const statements = statementsOf(json);
  return statements.length > 0 && statements.every(isOurStatement);
}

const isOurStatement = (statement: Json): boolean =>
  isJsonObject(statement) && Object.keys(statement).every((element) => ELEMENTS.has(element)) && SIDS.has(baseSid(sidOf(statement) ?? ''));

/** A Sid without the number that tells it from another of its kind. */
export const baseSid = (sid: string): string => (SIDS.has(sid) ? sid : sid.replace(/\d+$/, ''));
