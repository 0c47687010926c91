import type { ChosenCall } from './deep-link';
import { detail } from './detail';
import { byId, element } from './element';
import { matrix, pathLegend, SAMPLES, type Cell, type Choose } from './matrix';
import { emptyPanel, fillPanel } from './panel';
import { reasonsOf } from './reasons';
import type { View, ViewPath } from './view';

const filter = byId('paths') as HTMLSelectElement;

/** Does something when the filter of the paths is changed. */
export const onFilter = (then: () => void): void => filter.addEventListener('change', then);

/** Whether all paths are shown, whatever their state. */
export const isUnfiltered = (): boolean => filter.value === '';

const shownPaths = ({ paths }: View): readonly ViewPath[] => paths.filter(({ state }) => isUnfiltered() || filter.value === String(state));

/** Shows all paths where the filter hides one. */
export function unfilterFor(view: View, letter: string): void {
  if (view.paths.some((path) => path.letter === letter && !shownPaths(view).includes(path))) filter.value = '';
}

/** Which paths are shown, in words. */
export function pathsShown(view: View): string {
  const { length } = shownPaths(view);
  if (view.paths.length === 0) return 'No import path asks anything of what was given';
  return length === 0 ? 'No import path is in this state' : `${length} of ${view.paths.length} import paths shown`;
}

/**
 * Shows the calls of the paths that the filter leaves, and why one of them is not allowed.
 *
 * @returns the call of which it is said why
 */
export function showCalls(view: View, choose: Choose): ChosenCall | undefined {
  const paths = shownPaths(view);
  const place = byId('matrix');
  emptyPanel(byId('calls'), paths.length === 0 ? '' : 'Choose a cell of the matrix to see which statement decides.');
  if (paths.length === 0) {
    place.replaceChildren(element('p', {}, `${pathsShown(view)}.`));
    return undefined;
  }
  place.replaceChildren(...callTable(view, paths, choose));
  const trouble = firstTrouble(view, paths);
  return trouble !== undefined && showCall(view, trouble) ? trouble : undefined;
}

/** Calls of import paths, and what the letters stand for. */
export const callTable = (view: View, paths: readonly ViewPath[], choose: Choose): readonly HTMLElement[] => [
  matrix(view, paths, choose),
  pathLegend(view, paths),
  element('p', { class: 'samples' }, SAMPLES),
];

/** Says why a call is decided as it is. @returns whether there is such a call */
export function showCall(view: View, { call, path: letter }: ChosenCall): boolean {
  const path = view.paths.find((one) => one.letter === letter);
  const buttons = [...byId('matrix').querySelectorAll('button')];
  const button = buttons.find(({ dataset }) => dataset['call'] === call && dataset['path'] === letter);
  if (path === undefined || button === undefined) return false;
  const decisions = path.decisions.filter(({ row }) => view.text(row) === call);
  fillPanel(button, detail(view, titleOf(view, { path, row: call }), decisions), byId('calls'));
  return true;
}

/** What the panel is headed where it is about a cell. */
export const titleOf = ({ text }: View, { path, row }: Pick<Cell, 'path' | 'row'>): string =>
  `${row}, in ${path.letter}: ${text(path.title)}`;

/** The call of the first reason why import paths do not work. */
function firstTrouble(view: View, paths: readonly ViewPath[]): ChosenCall | undefined {
  const decision = reasonsOf({ ...view, paths })[0]?.decisions[0];
  const path = decision === undefined ? undefined : paths.find(({ decisions }) => decisions.includes(decision));
  return decision === undefined || path === undefined ? undefined : { call: view.text(decision.row), path: path.letter };
}
