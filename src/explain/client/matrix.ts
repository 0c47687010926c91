import type { PageDecision } from '../page-data';
import { breakableAction } from './breakable';
import { element } from './element';
import { inTable, keepStop, rove } from './roving';
import { STATES, worst } from './states';
import { besideHeads } from './sticky-heads';
import type { View, ViewPath } from './view';

/** What a cell of the matrix stands for. */
export interface Cell {
  readonly path: ViewPath;
  readonly row: string;
  readonly decisions: readonly PageDecision[];
}

/** What is done with a cell that is chosen. */
export type Choose = (cell: Cell, button: HTMLElement) => void;

/** Import paths × calls. A cell is a button; arrow keys move between them, and one alone is in the order of the tab key. */
export function matrix({ text }: View, paths: readonly ViewPath[], choose: Choose): HTMLElement {
  const rows = [...new Set(paths.flatMap(({ decisions }) => decisions.map(({ row }) => row)))]
    .map((place) => ({ place, words: text(place) }))
    .toSorted((one, other) => one.words.localeCompare(other.words, 'en'));
  const callers = [...new Set(rows.map(({ words }) => callerOf(words)))];
  const corner = element('th', { scope: 'col' }, 'Call');
  const table = element(
    'table',
    { class: 'matrix' },
    element('caption', { class: 'hidden' }, 'Every call that an import path makes'),
    element('thead', {}, element('tr', {}, corner, ...paths.map((path) => heading(path, text)))),
    ...callers.map((caller) =>
      element(
        'tbody',
        {},
        element('tr', {}, element('th', { scope: 'rowgroup', colspan: String(paths.length + 1) }, caller)),
        ...rows
          .filter(({ words }) => callerOf(words) === caller)
          .map(({ place, words }) =>
            element(
              'tr',
              {},
              element('th', { scope: 'row' }, ...breakableAction(words.slice(caller.length + 2))),
              ...paths.map((path) =>
                cell({ path, row: words, decisions: path.decisions.filter(({ row }) => row === place) }, text, choose),
              ),
            ),
          ),
      ),
    ),
  );
  rove(table, inTable(table));
  keepStop(table, table.querySelector('button') ?? undefined);
  besideHeads(corner);
  return element('div', { class: 'scroll calls' }, table);
}

const callerOf = (row: string): string => row.slice(0, row.indexOf(': '));

/** The letter of a path, and what it is called below. */
function heading({ letter, title, state }: ViewPath, text: View['text']): HTMLElement {
  const { sign, path, style } = STATES[state];
  return element(
    'th',
    { scope: 'col', class: style, title: text(title) },
    element('span', { 'aria-hidden': 'true' }, `${letter} ${sign}`),
    element('span', { class: 'hidden' }, `${letter}: ${text(title)}, ${path}`),
  );
}

function cell(what: Cell, text: View['text'], choose: Choose): HTMLElement {
  const { path, row, decisions } = what;
  if (decisions.length === 0) return element('td');
  const { sign, call, style } = STATES[worst(decisions.map((one) => one.state))];
  const label = `${row} in ${path.letter}, ${text(path.title)}: ${call}`;
  const button = element('button', { type: 'button', class: style, tabindex: '-1', 'aria-label': label }, sign);
  button.dataset['call'] = row;
  button.dataset['path'] = path.letter;
  button.addEventListener('click', () => choose(what, button));
  return element('td', {}, button);
}

/** Ids in calls are those of claims. */
export const SAMPLES =
  'Volumes, snapshots, instances, buckets and strangers that nobody named stand for any: calls show a pattern or a sample, such as vol-* or the account 900000000002.';

/** What the letters stand for. */
export const pathLegend = ({ text }: View, paths: readonly ViewPath[]): HTMLElement =>
  element(
    'dl',
    { class: 'legend' },
    ...paths.map(({ letter, title, state }) =>
      element(
        'div',
        {},
        element('dt', { class: STATES[state].style }, `${letter} ${STATES[state].sign}`),
        element('dd', {}, `${text(title)}: ${STATES[state].path}`),
      ),
    ),
  );
