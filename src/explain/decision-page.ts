import type { Decision } from '../doctor/decide';
import { isOnExaminedKey } from '../doctor/examined-key';
import type { HeldPolicy } from '../doctor/subject/held-policies';
import type { Scene } from '../doctor/scene';
import { callInWords, decidingStatements, reasonInWords } from '../doctor/report/words';
import type { KeyName } from '../proof/claims/keys';
import type { NearestMiss, PolicyKind, StatementReference } from '../proof/evaluator/verdict';
import { statementInWords } from '../proof/verdict-words';
import type { PageDecision, PageState, PageStatement } from './page-data';
import { placeIn } from './page-subject';

/** States of calls and of paths, as the page numbers them. */
export const STATES: Readonly<Record<'allowed' | 'works' | 'depends' | 'refused' | 'blocked', PageState>> = {
  allowed: 0,
  works: 0,
  depends: 1,
  refused: 2,
  blocked: 2,
};

/** What the page of a scene is put together with. */
export interface Pages {
  readonly scene: Scene;
  /** Policies of the subject, by place. */
  readonly held: readonly HeldPolicy[];
  readonly text: (words: string) => number;
  /** Place of the grants on the key; undefined where it has none. */
  readonly grants: number | undefined;
  /** Place of the policy of a key that AWS manages. */
  readonly awsKey: (name: KeyName) => number;
}

/** A decision as the page has it. */
export function decisionPage(pages: Pages, decision: Decision): PageDecision {
  const { scene, text } = pages;
  const { state, verdict, best } = decision;
  const sofar = best === undefined ? [] : decidingStatements({ ...decision, verdict: best });
  const denying = state === 'depends' && verdict.outcome === 'denied explicitly' ? decidingStatements(decision) : [];
  const reason = [
    reasonInWords(decision),
    ...(denying.length === 0 ? [] : [`${listed(denying)} may deny it`]),
    ...(sofar.length === 0 ? [] : [`as far as given, allowed by ${listed(sofar)}`]),
  ].join('; ');
  // Where the key cannot be used, it is not policies that refuse.
  const isByPolicies = decision.unusable === undefined;
  const silent = isByPolicies && state === 'refused' && verdict.missing !== undefined ? placesOf(pages, decision, verdict.missing) : [];
  return {
    row: text(rowOf(decision)),
    call: text(callInWords(decision)),
    state: STATES[state],
    reason: text(reason),
    statements: isByPolicies
      ? statementsOf(pages, decision, state === 'depends' ? [...denying, ...sofar] : decidingStatements(decision))
      : [],
    ...(silent.length > 0 && { silent }),
    ...(isOnExaminedKey(scene, decision.call) && { onKey: true }),
  };
}

const listed = (statements: readonly StatementReference[]): string => statements.map(statementInWords).join(' and ');

/** The statements that decided; where none did, the one that came closest, with what did not fit. */
function statementsOf(pages: Pages, decision: Decision, deciding: readonly StatementReference[]): readonly PageStatement[] {
  const { nearest } = decision.verdict;
  const place = (reference: StatementReference): number | undefined => placeOf(pages, decision, reference);
  const decided = deciding.flatMap((reference): readonly PageStatement[] => {
    const policy = place(reference);
    return policy === undefined ? [] : [[policy, reference.index]];
  });
  if (deciding.length > 0 || decision.state !== 'refused' || nearest === undefined) return decided;
  const policy = place(nearest.statement);
  return policy === undefined ? [] : [[policy, nearest.statement.index, pages.text(elementInWords(nearest))]];
}

/** `Condition.StringEquals.kms:ViaService` as people say it. */
const elementInWords = ({ element }: NearestMiss): string => {
  const [kind = '', ...rest] = element.split('.');
  return rest.length === 0 ? kind : `${kind} ${rest.join(' ')}`;
};

function placeOf({ grants, awsKey }: Pages, { call }: Decision, { kind, policy }: StatementReference): number | undefined {
  if (kind === 'grant') return grants;
  const { on } = call;
  if (kind === 'resource' && typeof on === 'object' && 'key' in on && on.key.startsWith('aws/ebs')) return awsKey(on.key);
  return placeIn(policy);
}

const KINDS: Readonly<Partial<Record<PolicyKind, HeldPolicy['kind']>>> = {
  identity: 'policy',
  boundary: 'permissions boundary',
  'service control': 'service control policy',
  'resource control': 'resource control policy',
};

/** Policies of a kind that have a say in a call. */
function placesOf({ held, scene, grants, awsKey }: Pages, { call }: Decision, kind: PolicyKind): readonly number[] {
  const { on, by } = call;
  const all = (fits: (one: HeldPolicy) => boolean): readonly number[] => held.flatMap((one, place) => (fits(one) ? [place] : []));
  if (kind === 'grant') return grants === undefined ? [] : [grants];
  if (kind === 'resource') {
    if (typeof on !== 'object') return [];
    if ('role' in on) return all((one) => one.holder === on.role && one.kind === 'trust policy');
    if (on.key.startsWith('aws/ebs')) return [awsKey(on.key)];
    return isOnExaminedKey(scene, call) ? all((one) => one.holder === 'key') : [];
  }
  const wanted = KINDS[kind];
  return all((one) => one.kind === wanted && (one.holder === 'organisation' || one.holder === by));
}

/** Who calls what through which service. */
function rowOf({ call, request }: Decision): string {
  const isRole = call.by === 'platform' || call.by === 'target' || call.by === 'instance';
  const via = request.context?.['kms:ViaService'];
  return `${call.by}${isRole ? ' role' : ''}: ${call.action}${typeof via === 'string' ? ` through ${via.split('.')[0] ?? ''}` : ''}`;
}
