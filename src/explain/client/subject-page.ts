import type { PageDecision } from '../page-data';
import { attacksInWords } from '../page-verdicts';
import { attackTable } from './attack-table';
import { detail } from './detail';
import { byId, element } from './element';
import { facts, verdictList } from './facts';
import { matrix, pathLegend, SAMPLES, type Cell } from './matrix';
import { emptyPanel, enterPanel, fillPanel } from './panel';
import { permissionTables } from './permission-table';
import { picture } from './picture';
import { policyText } from './policy-text';
import { reasonsOf } from './reasons';
import { section } from './sections';
import { STATES } from './states';
import { notesOf } from './statement-notes';
import { say } from './status';
import type { View, ViewPath } from './view';
import { pathsOf, rowsInWords, whyList, whyTitle } from './why';

/** A cell as an address names it: row of the matrix, letter of the path. */
type CellName = readonly [call: string, path: string];

const filter = byId('paths') as HTMLSelectElement;
let shown: (() => void) | undefined;
filter.addEventListener('change', () => shown?.());

/**
 * Shows a subject; the longer tables are made when they are opened.
 *
 * @param remember keeps the cell that is chosen
 * @returns whether the subject has the cell
 */
export function showSubject(view: View, cell: CellName | undefined, remember: (cell: CellName) => void): boolean {
  byId('verdicts').replaceChildren(...verdictList(view));
  byId('facts').replaceChildren(...facts(view));
  byId('why-title').textContent = whyTitle(view);
  byId('why').replaceChildren(
    ...whyList(view, (reason, button) =>
      explain(view, button, `${rowsInWords(reason, view.text)}, in ${pathsOf(reason)}`, reason.decisions),
    ),
  );
  drawPicture(view);
  shown = () => showMatrix(view, undefined, remember);
  const isThere = showMatrix(view, cell, remember);
  showSections(view);
  return isThere;
}

/** Draws the picture as wide as there is room. */
export function drawPicture(view: View): void {
  const place = byId('picture');
  const { drawing, isBroad } = picture(view, place.clientWidth);
  byId('overview').classList.toggle('broad', isBroad);
  place.replaceChildren(drawing);
}

/** @returns whether the matrix has the cell that was asked for */
function showMatrix(view: View, cell: CellName | undefined, remember: (cell: CellName) => void): boolean {
  const paths = view.paths.filter(({ state }) => filter.value === '' || filter.value === String(state));
  const place = byId('matrix');
  emptyPanel(byId('calls'), paths.length === 0 ? '' : 'Choose a cell of the matrix to see which statement decides.');
  if (paths.length === 0) {
    const words = view.paths.length === 0 ? 'No import path asks anything of what was given.' : 'No import path is in this state.';
    place.replaceChildren(element('p', {}, words));
    return false;
  }
  const choose = ({ path, row, decisions }: Cell, button: HTMLElement): void => {
    remember([row, path.letter]);
    explain(view, button, `${row}, in ${path.letter}: ${view.text(path.title)}`, decisions);
  };
  place.replaceChildren(matrix(view, paths, choose), pathLegend(view, paths), element('p', { class: 'samples' }, SAMPLES));
  const [call, letter] = cell ?? firstTrouble(view, paths) ?? [];
  const path = paths.find((one) => one.letter === letter);
  const button = [...place.querySelectorAll('button')].find(({ dataset }) => dataset['call'] === call && dataset['path'] === letter);
  if (path === undefined || button === undefined || call === undefined) return false;
  const decisions = path.decisions.filter(({ row }) => view.text(row) === call);
  fillPanel(button, detail(view, `${call}, in ${path.letter}: ${view.text(path.title)}`, decisions), byId('calls'));
  return cell !== undefined;
}

/** The cell of the first reason why import paths do not work. */
function firstTrouble(view: View, paths: readonly ViewPath[]): CellName | undefined {
  const reason = reasonsOf({ ...view, paths })[0];
  const decision = reason?.decisions[0];
  const path = decision === undefined ? undefined : paths.find(({ decisions }) => decisions.includes(decision));
  return decision === undefined || path === undefined ? undefined : [view.text(decision.row), path.letter];
}

/** Says why in the panel, and goes there. */
function explain(view: View, button: HTMLElement, title: string, decisions: readonly PageDecision[]): void {
  fillPanel(button, detail(view, title, decisions), byId('calls'));
  enterPanel();
  const [worst] = decisions.toSorted((one, other) => other.state - one.state);
  if (worst !== undefined) say(`${STATES[worst.state].call}: ${view.text(worst.reason)}`);
}

function showSections(view: View): void {
  byId('attacks-count').textContent = attacksInWords(view.verdicts);
  byId('policies-count').textContent = `${view.policies.length} ${view.policies.length === 1 ? 'policy' : 'policies'}`;
  section('attacks', () => [
    attackTable(view, (attack, button) => {
      fillPanel(button, detail(view, view.text(attack.title), attack.decisions, true), byId('attacks-beside'));
      enterPanel();
      say(`${view.text(attack.title)}: ${STATES[attack.state].attack}`);
    }),
  ]);
  section('permissions', () => permissionTables(view));
  section('policies', () => {
    const notes = notesOf(view);
    return view.policies.map((policy, place) => policyText(policy, { notes: notes.get(place) ?? new Map() }, false));
  });
}
