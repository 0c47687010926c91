import { callTable, isUnfiltered } from './calls';
import { byId, element } from './element';
import { sign } from './detail';
import { marksOf } from './marks';
import { statementText } from './policy-text';
import { policyTitle } from './statement-words';
import { reasonsOf } from './reasons';
import { fillSections } from './sections';
import type { View } from './view';
import { pathsOf } from './why';

/** Opens everything for paper, with every call that is not allowed and why, and closes it again afterwards. */
export function printWhole(view: () => View | undefined): void {
  let opened: readonly HTMLDetailsElement[] = [];
  window.addEventListener('beforeprint', () => {
    const shown = view();
    if (shown !== undefined) {
      byId('printed').replaceChildren(...reasons(shown));
      if (!isUnfiltered()) printAllCalls(shown);
    }
    fillSections();
    opened = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
    for (const one of opened) one.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const one of opened) one.open = false;
    opened = [];
    byId('printed').replaceChildren();
    byId('printed-calls').replaceChildren();
    byId('matrix').classList.remove('screen');
  });
}

/** On paper nothing says what a filter hides: all paths stand there. */
function printAllCalls(view: View): void {
  byId('printed-calls').replaceChildren(...callTable(view, view.paths, () => undefined));
  byId('matrix').classList.add('screen');
}

function reasons(view: View): readonly HTMLElement[] {
  const all = reasonsOf(view);
  if (all.length === 0) return [];
  return [
    element('h3', {}, 'Every call that is not allowed, and why'),
    ...all.flatMap((reason) => [
      element('p', { class: 'reason' }, sign(reason.state), ` ${view.text(reason.reason)}, in ${pathsOf(reason)}`),
      element('ul', {}, ...[...new Set(reason.decisions.map(({ call }) => call))].map((call) => element('li', {}, view.text(call)))),
      ...[...marksOf(view, reason.decisions)].flatMap(([place, marks]) => {
        const policy = view.policies[place];
        if (policy === undefined) return [];
        return [...marks].flatMap(([index, mark]) => [
          element('p', { class: 'quiet' }, policyTitle(policy)),
          ...statementText(policy, index, mark),
        ]);
      }),
    ]),
  ];
}
