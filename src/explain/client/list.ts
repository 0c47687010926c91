import type { PageData, PageResult, PageSubject } from '../page-data';
import { byId, element } from './element';
import { accountOf, regionOf, shortName, stateOf, STATES } from './states';

/** The list of keys, or of roles where there are no keys, with search and filter. */
export function keyList({ subjects, results }: PageData, choose: (index: number) => void): { readonly mark: (index: number) => void } {
  const rows = subjects.map((subject, index) => row(subject, results[subject.result], () => choose(index)));
  byId('keys').append(...rows.map(({ line }) => line));
  const search = byId('search') as HTMLInputElement;
  const filter = byId('filter') as HTMLSelectElement;
  const count = byId('shown');
  const show = (): void => {
    const words = search.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    let shown = 0;
    for (const { line, text, state } of rows) {
      const isShown = words.every((word) => text.includes(word)) && (filter.value === '' || filter.value === String(state));
      line.hidden = !isShown;
      if (isShown) shown += 1;
    }
    count.textContent = `${shown} of ${rows.length} shown`;
  };
  search.addEventListener('input', show);
  filter.addEventListener('change', show);
  show();
  return {
    mark: (index) => {
      for (const { button } of rows) button.removeAttribute('aria-current');
      rows[index]?.button.setAttribute('aria-current', 'true');
    },
  };
}

interface Row {
  readonly line: HTMLTableRowElement;
  readonly button: HTMLButtonElement;
  readonly text: string;
  readonly state: number;
}

function row(subject: PageSubject, result: PageResult | undefined, choose: () => void): Row {
  const { paths = [], open = [] } = result ?? {};
  const arn = subject.key ?? subject.target ?? subject.platform ?? '';
  const state = stateOf(paths);
  const blocked = paths.filter((path) => path.state === 2).length;
  const button = element('button', { type: 'button', class: 'link', title: arn, onclick: choose }, shortened(shortName(arn)));
  const line = element(
    'tr',
    {},
    element('th', { scope: 'row' }, button),
    element('td', {}, accountOf(arn), element('br'), regionOf(arn)),
    element('td', { class: STATES[state].style }, `${STATES[state].sign} ${state === 2 ? `${blocked} blocked` : STATES[state].path}`),
    element('td', { class: 'number' }, String(open.filter(({ decision }) => decision.state === 0).length)),
  );
  return { line, button, text: `${arn} ${subject.target ?? ''} ${subject.platform ?? ''}`.toLowerCase(), state };
}

/** The id of a key is known by its start. */
const shortened = (name: string): string => (/^(mrk-)?[0-9a-f-]{32,}$/.test(name) ? `${name.slice(0, 13)}…` : name);
