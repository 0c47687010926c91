import type { Subject } from '../doctor/subject/subject';
import type { EstateRole, GivenPolicy } from '../estate/estate';
import { statementsOf } from '../policy/key-policy';
import { isJsonObject, type Json, type JsonObject } from '../policy/policy-json';
import { canonicalText } from './findings/fingerprints';
import type { StatementReference } from '../proof/evaluator/verdict';

/** Who has a statement, and as what: a role keeps it when it moves to another of its policies. */
export type Holder = 'key policy' | 'grants' | `${'platform' | 'target'} ${'identity' | 'trust' | 'boundary'}` | 'organisation';

/** Statements of one policy, or the grants of a key. */
interface Held {
  readonly holder: Holder;
  /** Name of the policy; of grants, nothing. */
  readonly name: string;
  readonly texts: readonly string[];
}

const TEXTS = new WeakMap<GivenPolicy, readonly string[]>();

/** The statements of a policy as texts, to be compared. */
export function statementTexts(policy: GivenPolicy): readonly string[] {
  const known = TEXTS.get(policy) ?? statementsOf(policy.json).map((statement) => canonicalText(asRead(statement, policy.json)));
  TEXTS.set(policy, known);
  return known;
}

/**
 * A policy of another version takes variables for letters, so that a statement with one says something else there.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
 */
const asRead = (statement: Json, { Version = '2008-10-17' }: JsonObject): Json =>
  Version !== '2012-10-17' && isJsonObject(statement) && JSON.stringify(statement).includes('${') ? { ...statement, Version } : statement;

/** The statement of a text that {@link statementTexts} gave. */
export function statementOf(text: string): JsonObject {
  const statement: unknown = JSON.parse(text);
  return isJsonObject(statement) ? statement : {};
}

function heldBy({ key, platform, target, serviceControl }: Subject): readonly Held[] {
  const one = (holder: Holder, policy: GivenPolicy | undefined): readonly Held[] =>
    policy === undefined ? [] : [{ holder, name: policy.name, texts: statementTexts(policy) }];
  const ofRole = (side: 'platform' | 'target', role: EstateRole | undefined): readonly Held[] => [
    ...(role?.identity?.given ?? []).flatMap((policy) => one(`${side} identity`, policy)),
    ...one(`${side} trust`, role?.trust),
    ...one(`${side} boundary`, role?.boundary),
  ];
  return [
    ...one('key policy', key?.policy),
    ...(key === undefined ? [] : [{ holder: 'grants' as const, name: '', texts: key.grants.map(grantText) }]),
    ...ofRole('platform', platform),
    ...ofRole('target', target),
    ...serviceControl.flatMap((policy) => one('organisation', policy)),
  ];
}

/** What a grant grants, whatever resource it is of. */
const grantText = ({ granteePrincipal, operations, constraints }: NonNullable<Subject['key']>['grants'][number]): string =>
  JSON.stringify([granteePrincipal, operations, constraints]);

/** The statements of a subject. */
export interface Statements {
  /** Who has a statement, and what it says; undefined for what stands for something that was not given. */
  readonly find: (reference: StatementReference) => { readonly holder: Holder; readonly text: string } | undefined;
  readonly has: (holder: Holder, text: string) => boolean;
  /** All statements of a holder. */
  readonly of: (holder: Holder) => readonly string[];
}

/** Indexes the statements of a subject. */
export function statementsIn(subject: Subject | undefined): Statements {
  const held = subject === undefined ? [] : heldBy(subject);
  const byHolder = new Map<Holder, readonly string[]>();
  for (const { holder, texts } of held) byHolder.set(holder, [...(byHolder.get(holder) ?? []), ...texts]);
  return {
    find: ({ kind, policy, index }) => {
      const found = held.find(({ holder, name }) => (kind === 'grant' ? holder === 'grants' : holder !== 'grants' && name === policy));
      const text = found?.texts[index];
      return found === undefined || text === undefined ? undefined : { holder: found.holder, text };
    },
    has: (holder, text) => byHolder.get(holder)?.includes(text) === true,
    of: (holder) => byHolder.get(holder) ?? [],
  };
}
