import { byId, element } from './element';
import { sign } from './detail';
import { reasonsOf, type Reason } from './reasons';
import { STATES } from './states';
import type { View } from './view';

const MOST = 5;

/** What the list of reasons is about. */
export function whyTitle({ verdicts: { paths } }: View): string {
  if (paths[2] > 0) return 'What blocks, and why';
  return paths[1] > 0 ? 'What it depends on' : 'What blocks';
}

/** Why import paths do not work, in a list; a button shows the statement. */
export function whyList(view: View, choose: (reason: Reason, button: HTMLElement) => void): readonly HTMLElement[] {
  const reasons = reasonsOf(view);
  if (reasons.length === 0)
    return [
      element('p', {}, view.paths.length === 0 ? 'No import path asks anything of what was given.' : 'Nothing: every import path works.'),
    ];
  const items = reasons.map((reason) => item(view, reason, choose));
  const rest = items.slice(MOST);
  for (const one of rest) one.hidden = true;
  const all = element('button', { type: 'button', class: 'link' }, `Show all ${items.length} reasons`);
  all.addEventListener('click', () => {
    for (const one of rest) one.hidden = false;
    all.hidden = true;
    rest[0]?.querySelector('button')?.focus();
  });
  all.dataset['shows'] = 'all';
  return [element('ul', { class: 'plain why' }, ...items), ...(rest.length === 0 ? [] : [all])];
}

/** The button of a reason, where the list is on the page. All reasons are shown where it is not among the first. */
export function reasonButton(reason: string): HTMLElement | undefined {
  const list = byId('why');
  const button = [...list.querySelectorAll('button')].find(({ dataset }) => dataset['reason'] === reason);
  if (button !== undefined && button.closest('[hidden]') !== null) list.querySelector<HTMLElement>('[data-shows="all"]')?.click();
  return button;
}

function item(view: View, reason: Reason, choose: (reason: Reason, button: HTMLElement) => void): HTMLElement {
  const { text } = view;
  const button = element('button', { type: 'button', class: 'link' }, shows(reason));
  button.append(element('span', { class: 'hidden' }, `: ${text(reason.reason)}`));
  button.dataset['reason'] = text(reason.reason);
  button.addEventListener('click', () => choose(reason, button));
  return element(
    'li',
    { class: STATES[reason.state].style },
    element('p', { class: 'reason' }, sign(reason.state), ` ${text(reason.reason)}`),
    element('p', { class: 'quiet name' }, `${rowsInWords(reason, text)} · ${pathsOf(reason)}`),
    element('p', {}, button),
  );
}

/** What there is to show of a reason. */
function shows({ decisions }: Reason): string {
  const statements = decisions.flatMap((one) => one.statements);
  if (statements.some(([, , misfit]) => misfit === undefined)) return 'Show the statement that decides';
  if (statements.length > 0) return 'Show the statement that came closest';
  return decisions.some(({ silent }) => silent !== undefined) ? 'Show the policies that say nothing of it' : 'Show the calls';
}

/** Calls of a reason by who makes them: `platform role: kms:Decrypt through ec2, kms:DescribeKey`. */
export function rowsInWords({ rows }: Reason, text: (index: number) => string): string {
  const byCaller = new Map<string, string[]>();
  for (const row of rows.map(text)) {
    const cut = row.indexOf(': ');
    const [caller, action] = [row.slice(0, cut), row.slice(cut + 2)];
    byCaller.set(caller, [...(byCaller.get(caller) ?? []), action]);
  }
  return [...byCaller].map(([caller, actions]) => `${caller}: ${actions.join(', ')}`).join('; ');
}

/** Paths of a reason by their letters. */
export const pathsOf = ({ paths }: Reason): string =>
  `${paths.length === 1 ? 'path' : 'paths'} ${paths.map(({ letter }) => letter).join(', ')}`;
