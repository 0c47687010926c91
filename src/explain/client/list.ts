import type { PageData, PageSubject } from '../page-data';
import { attacksInWords, pathsInWords, verdictsOf, worstPath, type Verdicts } from '../page-verdicts';
import { accountOf, regionOf, shortName } from './arns';
import { byId, element } from './element';
import { searchIn } from './list-search';
import { inColumn, keepStop, rove } from './roving';
import { asRisk, STATES, UNKNOWN } from './states';
import { say } from './status';
import { arnOf, userOf } from './subject-title';

/** The list as the page uses it. */
export interface KeyList {
  /** Marks what is shown. */
  readonly mark: (index: number) => void;
  /** The first subject of those that fare worst. */
  readonly worst: number;
}

/** The list of keys, or of roles where there are no keys, with search and filter. */
export function keyList(data: PageData, choose: (index: number) => void): KeyList {
  const rows = data.subjects.map((subject, index) => row(data, subject, index, choose));
  const body = byId('keys');
  body.append(...rows.map(({ line }) => line));
  rove(body, inColumn(body));
  const search = byId('search') as HTMLInputElement;
  const filter = byId('filter') as HTMLSelectElement;
  const fits = searchIn(data);
  let marked: Row | undefined;
  const clear = (): void => {
    search.value = '';
    filter.value = '';
    show();
    search.focus();
  };
  const show = (): string => {
    const words = search.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    let shown = 0;
    for (const [index, { line, verdicts }] of rows.entries()) {
      const isShown = isInState(verdicts, filter.value) && fits(index, words);
      if (line.hidden === isShown) line.hidden = !isShown;
      if (isShown) shown += 1;
    }
    const count = `${shown} of ${rows.length} shown`;
    byId('shown').replaceChildren(
      ...(shown > 0
        ? [count]
        : ['Nothing fits. ', element('button', { type: 'button', class: 'link', onclick: clear }, 'Clear search and filter')]),
    );
    const stop = body.querySelector('button:not([tabindex])');
    if (stop?.closest('[hidden]') !== null) keepStop(body, rows.find(({ line }) => !line.hidden)?.button);
    return shown > 0 ? count : 'Nothing fits';
  };
  search.addEventListener('input', () => say(show()));
  filter.addEventListener('change', () => say(show()));
  show();
  const byState = ([2, 1, 0] as const).map((state) => rows.findIndex(({ verdicts }) => worstPath(verdicts) === state));
  return {
    worst: byState.find((index) => index >= 0) ?? 0,
    mark: (index) => {
      const chosen = rows[index];
      marked?.button.removeAttribute('aria-current');
      marked?.line.classList.remove('current');
      chosen?.button.setAttribute('aria-current', 'true');
      chosen?.line.classList.add('current');
      marked = chosen;
      keepStop(body, chosen?.button);
      if (chosen !== undefined) scrollTo(byId('list'), chosen.line);
    },
  };
}

/** Frames in which rows that come into view get their height; each time there are fewer of them. */
const MOST_FRAMES = 8;

/** Scrolls a list, and not the page, so far that a line is in view. Rows out of view have a height that is a guess, until they are shown. */
function scrollTo(list: HTMLElement, line: HTMLElement, frames = MOST_FRAMES): void {
  const { offsetTop, offsetHeight } = line;
  const isInView = offsetTop >= list.scrollTop && offsetTop + offsetHeight <= list.scrollTop + list.clientHeight;
  if (!isInView) list.scrollTop = offsetTop - list.clientHeight / 2;
  const again = (): void => (line.classList.contains('current') ? scrollTo(list, line, frames - 1) : undefined);
  if (frames > 0) requestAnimationFrame(again);
}

/** A key with blocked paths may have others that depend: it is among both. */
function isInState(verdicts: Verdicts, filter: string): boolean {
  const worst = worstPath(verdicts);
  if (filter === '') return true;
  if (filter === '3') return worst === undefined;
  return filter === '0' ? worst === 0 : verdicts.paths[filter === '1' ? 1 : 2] > 0;
}

interface Row {
  readonly line: HTMLTableRowElement;
  readonly button: HTMLButtonElement;
  readonly verdicts: Verdicts;
}

function row(data: PageData, subject: PageSubject, index: number, choose: (index: number) => void): Row {
  const verdicts = verdictsOf(data, subject);
  const arn = arnOf(subject);
  const worst = worstPath(verdicts);
  const paths = worst === undefined ? UNKNOWN : STATES[worst];
  const { attacks } = verdicts;
  const risk = STATES[asRisk(attacks[0] > 0 ? 0 : attacks[1] > 0 ? 1 : 2)];
  // Names may be alike: where each lies is said with it.
  const place = `place-${index}`;
  const button = element(
    'button',
    { type: 'button', class: 'link', tabindex: '-1', 'aria-describedby': place, onclick: () => choose(index) },
    shortName(arn),
  );
  const places = [accountOf(arn), regionOf(arn), subject.address ?? '', userOf(data.subjects, subject)].filter((one) => one !== '');
  // Rows are laid out as grids, which takes the roles of a table from them in some browsers.
  const line = element(
    'tr',
    { role: 'row' },
    element('th', { scope: 'row', role: 'rowheader' }, button, element('span', { class: 'quiet name', id: place }, places.join(' · '))),
    element(
      'td',
      { role: 'cell' },
      element('span', { class: paths.style }, `${paths.sign} ${pathsInWords(verdicts)}`),
      element('span', { class: attacks[0] + attacks[1] + attacks[2] === 0 ? 'quiet' : risk.style }, attacksInWords(verdicts)),
    ),
  );
  return { line, button, verdicts };
}
