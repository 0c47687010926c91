import type { PageDecision, PagePolicy } from '../page-data';
import { element } from './element';
import { STATES } from './states';
import type { View } from './view';

/** Why calls are decided as they are, with the deciding statements highlighted in their policies. */
export function detail({ text, policies }: View, title: string, decisions: readonly PageDecision[]): readonly HTMLElement[] {
  const places = new Map<number, Set<number>>();
  for (const [policy, statement] of decisions.flatMap(({ statements }) => statements)) {
    places.set(policy, (places.get(policy) ?? new Set<number>()).add(statement));
  }
  const lines = [...new Map(decisions.map((one) => [`${one.call} ${one.reason}`, one])).values()];
  return [
    element('h3', {}, title),
    element(
      'ul',
      {},
      ...lines.map(({ call, state, reason }) =>
        element(
          'li',
          {},
          element('span', { class: `sign ${STATES[state].style}` }, `${STATES[state].sign} ${STATES[state].call}`),
          ` ${text(call)}: ${text(reason)}`,
        ),
      ),
    ),
    ...[...places].map(([policy, statements]) => policyText(policies[policy], statements)),
  ];
}

/** A policy, statement by statement; those that decided are marked, in words too. */
export function policyText(policy: PagePolicy | undefined, marked: ReadonlySet<number> = new Set()): HTMLElement {
  const statements = policy?.statements ?? [];
  return element(
    'details',
    { open: marked.size > 0 },
    element('summary', {}, `${policy?.kind ?? ''} ${policy?.name ?? ''}`),
    element('p', { class: 'quiet' }, policy?.owner ?? ''),
    ...statements.map((statement, index) =>
      element(
        'pre',
        {
          class: marked.has(index) ? 'deciding' : '',
          tabindex: '0',
          'aria-label': `Statement ${index + 1}${marked.has(index) ? ', the deciding one' : ''}`,
          role: 'region',
        },
        element('code', {}, statement),
      ),
    ),
  );
}
