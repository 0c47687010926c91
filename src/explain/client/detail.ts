import type { PageDecision, PageState } from '../page-data';
import { breakableName } from './breakable';
import { element } from './element';
import { marksOf } from './marks';
import { policyText } from './policy-text';
import { asRisk, STATES } from './states';
import type { View } from './view';

/** Why calls are decided as they are, with the deciding statements highlighted in their policies. @param isAttack whether they should be refused */
export function detail(view: View, title: string, decisions: readonly PageDecision[], isAttack = false): readonly HTMLElement[] {
  const { policies } = view;
  const badness = (state: PageState): PageState => (isAttack ? asRisk(state) : state);
  const worstFirst = decisions.toSorted((one, other) => badness(other.state) - badness(one.state));
  return [
    element('h4', { class: 'name' }, ...breakableName(title)),
    reasonList(view, worstFirst, badness),
    ...[...marksOf(view, worstFirst)].flatMap(([place, marks]) => {
      const policy = policies[place];
      return policy === undefined ? [] : [policyText(policy, { marks, foldsOthers: true }, true)];
    }),
  ];
}

/** Calls under the reason that they have in common. */
function reasonList({ text }: View, decisions: readonly PageDecision[], badness: (state: PageState) => PageState): HTMLElement {
  const groups = new Map<number, { readonly state: PageState; readonly calls: Set<number> }>();
  for (const { state, reason, call } of decisions) {
    const group = groups.get(reason) ?? { state, calls: new Set<number>() };
    group.calls.add(call);
    groups.set(reason, group);
  }
  return element(
    'ul',
    { class: 'plain' },
    ...[...groups].map(([reason, { state, calls }]) =>
      element(
        'li',
        {},
        element('p', { class: 'reason' }, sign(badness(state)), ` ${text(reason)}`),
        element('ul', { class: 'quiet' }, ...[...calls].map((call) => element('li', { class: 'name' }, ...breakableName(text(call))))),
      ),
    ),
  );
}

/** The sign of a state. What it means is said by the reason that follows. */
export const sign = (state: PageState): HTMLElement => element('span', { class: `sign ${STATES[state].style}` }, STATES[state].sign);
