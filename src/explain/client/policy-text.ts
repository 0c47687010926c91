import { element } from './element';
import type { Mark } from './marks';
import { policyTitle, statementTitle } from './statement-words';
import type { ViewPolicy } from './view';

/** What stands beside statements of a policy: a mark, and what else there is to say. */
export interface Beside {
  readonly marks?: ReadonlyMap<number, Mark>;
  readonly notes?: ReadonlyMap<number, readonly string[]>;
  /** Whether statements without a mark are folded. @default false */
  readonly foldsOthers?: boolean;
}

/** A policy, statement by statement. Those that decide are marked, in words first. */
export function policyText(
  policy: ViewPolicy,
  { marks = new Map(), notes = new Map(), foldsOthers = false }: Beside,
  isOpen: boolean,
): HTMLElement {
  const title = policyTitle(policy);
  return element(
    'details',
    { open: isOpen, class: 'policy' },
    element('summary', {}, element('h4', {}, title)),
    element('p', { class: 'quiet name' }, policy.owner),
    element('p', { class: 'quiet' }, policy.head),
    element(
      'div',
      { role: 'group', 'aria-label': title },
      ...runsOf(policy, (index) => foldsOthers && !marks.has(index)).flatMap(({ indices, isFolded }) =>
        isFolded
          ? foldedRun(policy, indices)
          : indices.flatMap((index) => statementText(policy, index, marks.get(index), notes.get(index))),
      ),
      ...(policy.statements.length === 0 ? [element('p', { class: 'quiet' }, 'It has no statement.')] : []),
    ),
  );
}

/** More statements than these would push the one that decides out of sight. */
const MOST_BESIDE = 3;

interface Run {
  readonly isFolded: boolean;
  readonly indices: number[];
}

/** Statements, in their order, by whether they are folded. */
function runsOf({ statements }: ViewPolicy, isFolded: (index: number) => boolean): readonly Run[] {
  const runs: Run[] = [];
  for (const index of statements.keys()) {
    const last = runs.at(-1);
    if (last?.isFolded === isFolded(index)) last.indices.push(index);
    else runs.push({ isFolded: isFolded(index), indices: [index] });
  }
  return runs;
}

/** Statements side by side that do not decide: each under its title, and many of them under one. */
function foldedRun(policy: ViewPolicy, indices: readonly number[]): readonly HTMLElement[] {
  const each = indices.map((index) => folded(policy, index));
  if (each.length <= MOST_BESIDE) return each;
  const [first = 0, last = 0] = [indices[0], indices.at(-1)];
  return [element('details', { class: 'other' }, element('summary', {}, `Statements ${first + 1} to ${last + 1}`), ...each)];
}

/** A statement that does not decide, under its title. */
const folded = (policy: ViewPolicy, index: number): HTMLElement =>
  element('details', { class: 'other' }, element('summary', {}, statementTitle(policy, index)), json(policy, index, ''));

const json = (policy: ViewPolicy, index: number, style: string): HTMLElement =>
  element('pre', { class: style }, element('code', {}, JSON.stringify(policy.statements[index], null, 2)));

/** A statement under its title or its mark. */
export function statementText(policy: ViewPolicy, index: number, mark?: Mark, notes: readonly string[] = []): readonly HTMLElement[] {
  const style = mark === undefined ? '' : mark.isClosest ? 'closest' : 'deciding';
  return [
    element('p', { class: `statement ${style}` }, mark?.words ?? statementTitle(policy, index)),
    ...notes.map((note) => element('p', { class: 'quiet note' }, note)),
    json(policy, index, style),
  ];
}
