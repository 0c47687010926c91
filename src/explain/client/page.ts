import type { PageData } from '../page-data';
import { detail, policyText } from './detail';
import { byId, element } from './element';
import { keyList } from './list';
import { matrix } from './matrix';
import { picture } from './picture';
import { shortName, stateOf } from './states';
import { attackTable, permissionTable } from './tables';
import { viewOf, type View } from './view';

const data = JSON.parse(byId('data').textContent ?? '') as PageData;

const scrolled = (label: string, table: HTMLElement): HTMLElement =>
  element('div', { class: 'scroll', role: 'region', tabindex: '0', 'aria-label': label }, table);

const first = Math.max(
  data.subjects.findIndex(({ result }) => stateOf(data.results[result]?.paths ?? []) === 2),
  0,
);
let view: View | undefined;
const list = keyList(data, show);
const paths = byId('paths') as HTMLSelectElement;
paths.addEventListener('change', () => showMatrix());

/** Shows a subject: its picture and its matrix; the longer tables when they are opened. */
function show(index: number): void {
  const subject = data.subjects[index];
  if (subject === undefined) return;
  view = viewOf(data, subject);
  const shown = view;
  list.mark(index);
  byId('subject').textContent =
    `${subject.key === undefined ? 'Role' : 'Key'} ${shortName(subject.key ?? subject.target ?? subject.platform ?? '')}`;
  byId('not-given').textContent = subject.notGiven.length === 0 ? '' : `Not given: ${subject.notGiven.join(', ')}.`;
  byId('picture').replaceChildren(picture(shown));
  showMatrix();
  lazily('attacks', () => [scrolled('Attacks', attackTable(shown))]);
  lazily('permissions', () => [scrolled('Who may do what', permissionTable(shown))]);
  lazily('policies', () => shown.policies.map((policy) => policyText(policy)));
}

function showMatrix(): void {
  const shown = view;
  if (shown === undefined) return;
  byId('matrix').replaceChildren(
    matrix(shown, paths.value, ({ path, row, decisions }, button) => {
      for (const other of byId('matrix').querySelectorAll('[aria-pressed]')) other.removeAttribute('aria-pressed');
      button.setAttribute('aria-pressed', 'true');
      const panel = byId('detail');
      panel.replaceChildren(...detail(shown, `${row}, in ${path}`, decisions));
      panel.querySelector('.deciding')?.scrollIntoView({ block: 'nearest' });
    }),
    pathLegend(shown),
  );
  byId('detail').replaceChildren(element('p', { class: 'quiet' }, 'Choose a cell of the matrix to see which statement decides.'));
}

/** What the letters stand for. */
const pathLegend = ({ result, text }: View): HTMLElement =>
  element('ul', { class: 'legend' }, ...result.paths.map(({ title }) => element('li', {}, text(title))));

/** Fills a section when it is opened, and again while it is open. A printer gets all of them. */
function lazily(id: string, content: () => readonly HTMLElement[]): void {
  const section = byId(id) as HTMLDetailsElement;
  const body = byId(`${id}-body`);
  body.replaceChildren();
  const fill = (): void => {
    if (body.childElementCount === 0) body.replaceChildren(...content());
  };
  fills.set(id, fill);
  if (section.open) fill();
}

const fills = new Map<string, () => void>();
for (const id of ['attacks', 'permissions', 'policies']) {
  byId(id).addEventListener('toggle', () => {
    if ((byId(id) as HTMLDetailsElement).open) fills.get(id)?.();
  });
}

window.addEventListener('beforeprint', () => {
  for (const [id, fill] of fills) {
    (byId(id) as HTMLDetailsElement).open = true;
    fill();
  }
});

show(first);
