import type { PageDecision } from '../page-data';
import { breakableAction } from './breakable';
import { byId, element } from './element';
import { inColumn, keepStop, rove } from './roving';
import { asRisk, STATES } from './states';
import type { View, ViewAttack } from './view';

/** Attacks that were tried, those that get through first. A button tells why; arrow keys move between them. */
export function attackTable(view: View, choose: (attack: ViewAttack, button: HTMLElement) => void): HTMLElement {
  const { attacks, text } = view;
  const body = element(
    'tbody',
    {},
    ...attacks.toSorted((one, other) => one.state - other.state).map((attack) => line(attack, text, choose)),
  );
  rove(body, inColumn(body));
  keepStop(body, body.querySelector('button') ?? undefined);
  return element(
    'table',
    { class: 'attacks' },
    element(
      'caption',
      {},
      'Attacks that were tried, those that get through first.',
      element('span', { class: 'screen' }, ' A button tells why; arrow keys move between them.'),
    ),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...['Attack', 'About', 'Verdict', 'The call that gets furthest, and why'].map((name) => element('th', { scope: 'col' }, name)),
      ),
    ),
    body,
  );
}

function line(attack: ViewAttack, text: View['text'], choose: (attack: ViewAttack, button: HTMLElement) => void): HTMLElement {
  const { sign, style } = STATES[asRisk(attack.state)];
  const button = element('button', { type: 'button', class: 'link', tabindex: '-1' }, ...breakableAction(text(attack.title)));
  button.dataset['attack'] = text(attack.title);
  button.addEventListener('click', () => choose(attack, button));
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, button),
    element('td', { class: 'quiet' }, text(attack.family)),
    element('td', { class: `verdict ${style}` }, `${sign} ${STATES[attack.state].attack}`),
    element('td', { class: 'name' }, ...(attack.state === 2 ? [] : why(furthestOf(attack), text))),
  );
}

/** The button of an attack, where the table is on the page. */
export const attackButton = (title: string): HTMLElement | undefined =>
  [...byId('attacks-body').querySelectorAll('button')].find(({ dataset }) => dataset['attack'] === title);

/** A call in the state of the attack. */
const furthestOf = ({ decisions, state }: ViewAttack): PageDecision | undefined => decisions.find((one) => one.state === state);

const why = (decision: PageDecision | undefined, text: View['text']): readonly HTMLElement[] =>
  decision === undefined ? [] : [element('span', {}, text(decision.call)), element('span', { class: 'quiet' }, text(decision.reason))];
