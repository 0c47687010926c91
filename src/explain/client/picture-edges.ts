import type { PageDecision, PageState } from '../page-data';
import type { Trustee } from './picture-nodes';
import { letsIn } from './principals';
import { STATES, worst } from './states';
import type { View } from './view';

/** An arrow: who does what to whom, and how it is decided. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** What is done, and a sign. */
  readonly label: string;
  /** In how many paths. @default - in all that ask for it */
  readonly detail?: string;
  /** In words, for who does not see the arrow. */
  readonly words: string;
  /** `trust`: a policy lets it in, and no call was decided. `unknown`: nothing is known. */
  readonly state: PageState | 'trust' | 'unknown';
}

/** Arrows between nodes. */
export function edgesOf(view: View, trustees: readonly Trustee[]): readonly Edge[] {
  const { platform, target, key, instance } = view.subject;
  const decided = (from: string, to: string, does: string, fits: (decision: PageDecision, row: string) => boolean): readonly Edge[] => {
    const states = view.paths.flatMap(({ decisions }) => {
      const asked = decisions.filter((one) => fits(one, view.text(one.row)));
      return asked.length === 0 ? [] : [worst(asked.map(({ state }) => state))];
    });
    return states.length === 0 ? [] : [edge(from, to, does, states)];
  };
  const assumes = (from: 'instance' | 'platform', to: 'platform' | 'target'): readonly Edge[] => {
    const edges = decided(from, to, 'assumes', (_, row) => row === `${from} role: sts:AssumeRole`);
    return edges.length > 0 ? edges : trust(view, from, to);
  };
  const uses = (from: 'platform' | 'target'): readonly Edge[] =>
    decided(from, 'key', 'uses', ({ onKey }, row) => onKey === true && row.startsWith(`${from} role: `));
  return [
    ...(instance === undefined || platform === undefined ? [] : assumes('instance', 'platform')),
    ...(platform === undefined || target === undefined ? [] : assumes('platform', 'target')),
    ...(platform === undefined || key === undefined ? [] : uses('platform')),
    ...(target === undefined || key === undefined ? [] : uses('target')),
    ...trustees.flatMap(({ id, name, trustedBy }) =>
      trustedBy.map((to): Edge => ({
        from: id,
        to,
        ...(to === 'key' ? { label: 'named', detail: 'in the key policy' } : { label: 'trusted' }),
        state: 'trust',
        words: to === 'key' ? `The key policy names ${name}` : `The ${to} role trusts ${name}`,
      })),
    ),
  ];
}

/** Where no call was decided: whether the trust policy lets the role in, as far as it was given. */
function trust({ policies, subject }: View, from: 'instance' | 'platform', to: 'platform' | 'target'): readonly Edge[] {
  const given = policies.filter(({ of, kind }) => of === to && kind === 'trust policy');
  if (given.length === 0)
    return [{ from, to, label: 'assumes –', state: 'unknown', words: `Whether the ${from} role may assume the ${to} role is not known` }];
  return given.some((policy) => letsIn(policy, subject[from] ?? ''))
    ? [{ from, to, label: 'trusted', state: 'trust', words: `The ${to} role trusts the ${from} role` }]
    : [];
}

/** The worst state counts; where paths differ, it is said in how many. */
function edge(from: string, to: string, does: string, states: readonly PageState[]): Edge {
  const state = worst(states);
  const count = states.filter((one) => one === state).length;
  const detail = count === states.length ? undefined : `in ${count} of ${states.length} paths`;
  const what = to === 'key' ? 'the key' : `the ${to} role`;
  return {
    from,
    to,
    label: `${does} ${STATES[state].sign}`,
    state,
    words: `The ${from} role ${does} ${what}: ${STATES[state].call}${detail === undefined ? '' : ` ${detail}`}`,
    ...(detail !== undefined && { detail }),
  };
}
