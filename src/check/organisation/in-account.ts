import type { GivenPolicy } from '../../estate/estate';
import type { ControlPolicies, ControlSide } from './control-policies';

/** An answer to what a plan does not show: whether an account is below a unit or a root. */
export type Placement = (target: string) => boolean;

/** The policies that hold for an account, before and after. */
export interface InAccount {
  readonly before: readonly GivenPolicy[];
  readonly after: readonly GivenPolicy[];
}

const ACCOUNT = /^\d{12}$/;

/** A policy that a plan attaches to nothing is attached elsewhere, or nowhere. */
const elsewhere = (name: string): string => `? ${name}`;
const isElsewhere = (target: string): boolean => target.startsWith('? ');

/** Nothing holds but what is attached to the account itself. */
export const ATTACHED: Placement = () => false;
/** What is attached nobody knows where is attached to the account besides. */
export const ELSEWHERE_TOO: Placement = isElsewhere;

/**
 * What may be so of an account: all that may hold for it does; or, where attachments move, it is below their new places and not below
 * their old ones; or the other way round.
 */
export function placementsOf(control: ControlPolicies): readonly Placement[] {
  const names = [...new Set([...control.before.policies, ...control.after.policies].map(({ name }) => name))];
  const moved = (from: 'before' | 'after', to: 'before' | 'after'): ReadonlySet<string> =>
    new Set(names.flatMap((name) => targetsOf(control, from, name).filter((one) => !targetsOf(control, to, name).includes(one))));
  const [left, newly] = [moved('before', 'after'), moved('after', 'before')];
  return [() => true, (target) => !left.has(target), (target) => !newly.has(target)];
}

/** The policies that hold for an account. */
export function inAccount(control: ControlPolicies, account: string, isBelow: Placement): InAccount {
  const at = (side: 'before' | 'after'): readonly GivenPolicy[] =>
    control[side].policies.filter(({ name }) =>
      targetsOf(control, side, name).some((target) => (ACCOUNT.test(target) ? target === account : isBelow(target))),
    );
  return { before: at('before'), after: at('after') };
}

/** A plan that attaches a policy anywhere, or did, shows all that it is attached to. */
function targetsOf({ before, after }: ControlPolicies, side: 'before' | 'after', name: string): readonly string[] {
  const sides: Readonly<Record<'before' | 'after', ControlSide>> = { before, after };
  if (!before.targets.has(name) && !after.targets.has(name)) return [elsewhere(name)];
  return (sides[side].targets.get(name) ?? []).map((target) => (target === '' ? elsewhere(name) : target));
}
