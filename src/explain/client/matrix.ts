import type { PageDecision, PageState } from '../page-data';
import { element } from './element';
import { STATES, worst } from './states';
import type { View } from './view';

/** What a cell of the matrix stands for. */
export interface Cell {
  readonly path: string;
  readonly row: string;
  readonly decisions: readonly PageDecision[];
}

/** Import paths × calls. A cell is a button; arrow keys move between them, and one alone is in the order of the tab key. */
export function matrix({ result, text }: View, filter: string, choose: (cell: Cell, button: HTMLButtonElement) => void): HTMLElement {
  const shown = result.paths.filter(({ state }) => filter === '' || filter === String(state));
  const rows = [...new Set(shown.flatMap(({ decisions }) => decisions.map(({ row }) => row)))].toSorted((one, other) =>
    text(one).localeCompare(text(other), 'en'),
  );
  const columns = shown.map(({ title, state, decisions }) => ({ title: text(title), state, decisions }));
  const table = element(
    'table',
    { class: 'matrix' },
    element('caption', {}, 'Every call that an import path makes. A button tells why it is decided so.'),
    element(
      'thead',
      {},
      element('tr', {}, element('th', { scope: 'col' }, 'Call'), ...columns.map(({ title, state }) => heading(title, state))),
    ),
    element(
      'tbody',
      {},
      ...rows.map((row) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, text(row)),
          ...columns.map(({ title, decisions }) =>
            cell(
              title,
              text(row),
              decisions.filter((one) => one.row === row),
              choose,
            ),
          ),
        ),
      ),
    ),
  );
  table.addEventListener('keydown', moved);
  table.querySelector('button')?.removeAttribute('tabindex');
  return element('div', { class: 'scroll', role: 'region', tabindex: '0', 'aria-label': 'Import paths and calls' }, table);
}

/** The letter of a path, and what it is called below. */
function heading(title: string, state: PageState): HTMLElement {
  const cut = title.indexOf(':');
  return element(
    'th',
    { scope: 'col', class: STATES[state].style, title },
    element('span', { 'aria-hidden': 'true' }, `${title.slice(0, cut)} ${STATES[state].sign}`),
    element('span', { class: 'hidden' }, `${title}: ${STATES[state].path}`),
  );
}

function cell(
  path: string,
  row: string,
  decisions: readonly PageDecision[],
  choose: (cell: Cell, button: HTMLButtonElement) => void,
): HTMLElement {
  if (decisions.length === 0) return element('td');
  const state = worst(decisions.map((one) => one.state));
  const { sign, call, style } = STATES[state];
  const button = element('button', { type: 'button', class: style, tabindex: '-1', 'aria-label': `${row} in ${path}: ${call}` }, sign);
  button.addEventListener('click', () => choose({ path, row, decisions }, button));
  return element('td', {}, button);
}

const STEPS: Readonly<Record<string, readonly [column: number, row: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Goes to the next cell with a button in the direction of an arrow key. */
function moved(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const from = event.target;
  if (step === undefined || !(from instanceof HTMLButtonElement)) return;
  const place = from.closest('td');
  const line = place?.closest('tr');
  const body = line?.closest('tbody');
  if (place === null || place === undefined || line === null || line === undefined || body === null || body === undefined) return;
  let [column, row] = [place.cellIndex, line.sectionRowIndex];
  for (;;) {
    column += step[0];
    row += step[1];
    const next = body.rows[row]?.cells[column];
    if (next === undefined) return;
    const button = next.querySelector('button');
    if (button === null) continue;
    event.preventDefault();
    from.setAttribute('tabindex', '-1');
    button.removeAttribute('tabindex');
    button.focus();
    return;
  }
}
