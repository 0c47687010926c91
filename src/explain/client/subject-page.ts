import type { PageDecision } from '../page-data';
import { attacksInWords } from '../page-verdicts';
import { attackButton, attackTable } from './attack-table';
import { isUnfiltered, onFilter, pathsShown, showCall, showCalls, titleOf, unfilterFor } from './calls';
import type { Chosen } from './deep-link';
import { detail } from './detail';
import { byId } from './element';
import { facts, verdictList } from './facts';
import { enterPanel, fillPanel } from './panel';
import { permissionTables } from './permission-table';
import { picture } from './picture';
import { policyText } from './policy-text';
import { reasonsOf, type Reason } from './reasons';
import { openSection, section } from './sections';
import { STATES } from './states';
import { notesOf } from './statement-notes';
import { say } from './status';
import type { View, ViewAttack } from './view';
import { pathsOf, reasonButton, rowsInWords, whyList, whyTitle } from './why';

/** Keeps what is chosen; nothing where it is what the page shows of a subject by itself. */
type Remember = (chosen: Chosen | undefined) => void;

let filtered: (() => void) | undefined;
onFilter(() => filtered?.());

/**
 * Shows a subject; the longer tables are made when they are opened.
 *
 * @returns whether the subject has what was chosen
 */
export function showSubject(view: View, chosen: Chosen | undefined, remember: Remember): boolean {
  byId('verdicts').replaceChildren(...verdictList(view));
  byId('facts').replaceChildren(...facts(view));
  byId('why-title').textContent = whyTitle(view);
  byId('why').replaceChildren(
    ...whyList(view, (reason, button) => {
      remember({ reason: view.text(reason.reason) });
      fillWithReason(view, reason, button);
      enter(view, reason.decisions);
    }),
  );
  drawPicture(view);
  if (chosen !== undefined && 'path' in chosen) unfilterFor(view, chosen.path);
  const showAll = (): Chosen | undefined => {
    const shown = showCalls(view, (cell, button) => {
      remember({ call: cell.row, path: cell.path.letter });
      fillPanel(button, detail(view, titleOf(view, cell), cell.decisions), byId('calls'));
      enter(view, cell.decisions);
    });
    return isUnfiltered() ? undefined : shown;
  };
  filtered = () => {
    remember(showAll());
    say(pathsShown(view));
  };
  const shown = showAll();
  showSections(view, remember);
  const isThere = chosen !== undefined && showChosen(view, chosen);
  if (!isThere && (chosen !== undefined || shown !== undefined)) remember(shown);
  return isThere;
}

/** Draws the picture as wide as there is room. */
export function drawPicture(view: View): void {
  const place = byId('picture');
  const { drawing, isBroad } = picture(view, place.clientWidth);
  byId('overview').classList.toggle('broad', isBroad);
  place.replaceChildren(drawing);
}

/** Shows in the panel what an address names. @returns whether there is such a thing */
function showChosen(view: View, chosen: Chosen): boolean {
  if ('path' in chosen) return showCall(view, chosen);
  if ('reason' in chosen) {
    const reason = reasonsOf(view).find((one) => view.text(one.reason) === chosen.reason);
    const button = reasonButton(chosen.reason);
    if (reason === undefined || button === undefined) return false;
    fillWithReason(view, reason, button);
    return true;
  }
  const attack = view.attacks.find(({ title }) => view.text(title) === chosen.attack);
  if (attack === undefined) return false;
  openSection('attacks');
  const button = attackButton(chosen.attack);
  if (button !== undefined) fillWithAttack(view, attack, button);
  return button !== undefined;
}

const fillWithReason = (view: View, reason: Reason, button: HTMLElement): void =>
  fillPanel(button, detail(view, `${rowsInWords(reason, view.text)}, in ${pathsOf(reason)}`, reason.decisions), byId('calls'));

const fillWithAttack = (view: View, { title, decisions }: ViewAttack, button: HTMLElement): void =>
  fillPanel(button, detail(view, view.text(title), decisions, true), byId('attacks-beside'));

/** Goes to the panel, and says why the worst of some calls is decided as it is. */
function enter(view: View, decisions: readonly PageDecision[]): void {
  enterPanel();
  const [worst] = decisions.toSorted((one, other) => other.state - one.state);
  if (worst !== undefined) say(`${STATES[worst.state].call}: ${view.text(worst.reason)}`);
}

function showSections(view: View, remember: Remember): void {
  byId('attacks-count').textContent = attacksInWords(view.verdicts);
  byId('policies-count').textContent = `${view.policies.length} ${view.policies.length === 1 ? 'policy' : 'policies'}`;
  section('attacks', () => [
    attackTable(view, (attack, button) => {
      remember({ attack: view.text(attack.title) });
      fillWithAttack(view, attack, button);
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
