import { element } from './element';
import type { Mark } from './marks';
import { policyTitle, statementTitle } from './statement-words';
import type { ViewPolicy } from './view';

/** What stands beside statements of a policy: a mark, and what else there is to say. */
export interface Beside {
  readonly marks?: ReadonlyMap<number, Mark>;
  readonly notes?: ReadonlyMap<number, readonly string[]>;
  /** Whether statements without a mark are folded. @default false */
  readonly foldsOthers?: boolean;
}

/** A policy, statement by statement. Those that decide are marked, in words first. */
export function policyText(
  policy: ViewPolicy,
  { marks = new Map(), notes = new Map(), foldsOthers = false }: Beside,
  isOpen: boolean,
): HTMLElement {
  const title = policyTitle(policy);
  return element(
    'details',
    { open: isOpen, class: 'policy' },
    element('summary', {}, element('h4', {}, title)),
    element('p', { class: 'quiet name' }, policy.owner),
    element('p', { class: 'quiet' }, policy.head),
    element(
      'div',
      { role: 'group', 'aria-label': title },
      ...policy.statements.flatMap((_, index) =>
        foldsOthers && !marks.has(index) ? [folded(policy, index)] : statementText(policy, index, marks.get(index), notes.get(index)),
      ),
      ...(policy.statements.length === 0 ? [element('p', { class: 'quiet' }, 'It has no statement.')] : []),
    ),
  );
}

/** A statement that does not decide, under its title. */
const folded = (policy: ViewPolicy, index: number): HTMLElement =>
  element('details', { class: 'other' }, element('summary', {}, statementTitle(policy, index)), json(policy, index, ''));

const json = (policy: ViewPolicy, index: number, style: string): HTMLElement =>
  element('pre', { class: style }, element('code', {}, JSON.stringify(policy.statements[index], null, 2)));

/** A statement under its title or its mark. */
export function statementText(policy: ViewPolicy, index: number, mark?: Mark, notes: readonly string[] = []): readonly HTMLElement[] {
  const style = mark === undefined ? '' : mark.isClosest ? 'closest' : 'deciding';
  return [
    element('p', { class: `statement ${style}` }, mark?.words ?? statementTitle(policy, index)),
    ...notes.map((note) => element('p', { class: 'quiet note' }, note)),
    json(policy, index, style),
  ];
}
