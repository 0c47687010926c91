import {
  POLICY_SIGN,
  POLICY_USES,
  type PageAttack,
  type PageData,
  type PageDecision,
  type PagePath,
  type PageScope,
  type PageState,
  type PageSubject,
} from '../page-data';
import { furthest, verdictsOf, type Verdicts } from '../page-verdicts';
import { NAME_SIGNS, namesOf } from './own-names';

/** A policy of a subject. */
export interface ViewPolicy {
  readonly name: string;
  readonly head: string;
  readonly of: (typeof POLICY_USES)[number]['of'];
  readonly kind: (typeof POLICY_USES)[number]['kind'];
  /** Whose it is: an ARN, or in words. */
  readonly owner: string;
  /** Statements as JSON values. */
  readonly statements: readonly unknown[];
}

/** An import path with its calls. */
export interface ViewPath extends Omit<PagePath, 'decisions'> {
  readonly decisions: readonly PageDecision[];
}

/** An attack with its calls, and how far the one that gets furthest gets. */
export interface ViewAttack extends Omit<PageAttack, 'decisions'> {
  readonly decisions: readonly PageDecision[];
  readonly state: PageState;
}

/** A subject with what was decided for it, and its own names in texts. */
export interface View {
  readonly subject: PageSubject;
  readonly scope: PageScope | undefined;
  readonly level: string | undefined;
  readonly verdicts: Verdicts;
  readonly text: (index: number) => string;
  /** Policies of the subject, by place. */
  readonly policies: readonly ViewPolicy[];
  readonly paths: readonly ViewPath[];
  readonly attacks: readonly ViewAttack[];
}

/** Gives the view of a subject. */
export function viewOf(data: PageData, subject: PageSubject): View {
  const uses = data.policySets[subject.policies] ?? [];
  const nameOf = namesOf(subject);
  const raw = (index: number): string => (data.texts[index] ?? '').replaceAll(NAME_SIGNS, nameOf);
  const policies = uses.flatMap(([place, use]): readonly ViewPolicy[] => {
    const [policy, what] = [data.policies[place], POLICY_USES[use]];
    if (policy === undefined || what === undefined) return [];
    const statements = policy.statements.map((index) => JSON.parse(raw(index)) as unknown);
    return [{ ...what, name: raw(policy.name), head: raw(policy.head), owner: ownerOf(subject, what.of), statements }];
  });
  const decisions = (places: readonly number[]): readonly PageDecision[] => places.flatMap((place) => data.decisions[place] ?? []);
  const { paths = [], attacks = [] } = data.results[subject.result] ?? {};
  return {
    subject,
    scope: data.scopes[subject.scope],
    level: data.level,
    verdicts: verdictsOf(data, subject),
    // Names are put in once: a policy may be called like a sign.
    text: (index) =>
      (data.texts[index] ?? '').replaceAll(ALL_SIGNS, (sign, place: string | undefined) =>
        place === undefined ? nameOf(sign) : (policies[Number(place)]?.name ?? ''),
      ),
    policies,
    paths: paths.flatMap((place) => data.paths[place] ?? []).map((path) => ({ ...path, decisions: decisions(path.decisions) })),
    attacks: attacks
      .flatMap((place) => data.attacks[place] ?? [])
      .map((attack) => ({ ...attack, decisions: decisions(attack.decisions) }))
      .map((attack) => ({ ...attack, state: furthest(attack.decisions) })),
  };
}

const ALL_SIGNS = new RegExp(`${NAME_SIGNS.source}|${POLICY_SIGN}(\\d+)${POLICY_SIGN}`, 'g');

function ownerOf({ key, platform, target }: PageSubject, of: ViewPolicy['of']): string {
  const owners = { key, platform, target, organisation: 'the organisation', AWS: 'AWS; nobody else can edit it' };
  return owners[of] ?? '';
}
