import type { Decision } from '../decide';
import type { PathResult } from '../examine';
import type { Missing } from '../in-force/missing';
import { grouped, some, wrapped } from './report-lines';
import { missingInWords, reasonInWords, whoInWords } from './words';

const MOST_REASONS = 6;
const MOST_ACTIONS = 12;
const MARKS: Readonly<Record<PathResult['state'], string>> = { works: 'works  ', blocked: 'BLOCKED', depends: 'depends' };

/** Paths with what refuses those that are blocked; then each thing that the others depend on, once. */
export function pathsText(paths: readonly PathResult[]): string {
  if (paths.length === 0) return 'No import path asks anything of what was given.';
  return [
    'Import paths',
    ...paths.flatMap(({ title, state, decisions }) => [`  ${MARKS[state]}  ${title}`, ...refusedLines(decisions)]),
    ...dependsLines(paths),
  ].join('\n');
}

/** The letters of paths, each once. */
export const lettersOf = (paths: readonly Pick<PathResult, 'title'>[]): readonly string[] => [
  ...new Set(paths.map(({ title }) => title.slice(0, title.indexOf(':')))),
];

/** Actions of decisions, each once. */
export const actionsOf = (decisions: readonly Decision[]): readonly string[] => [...new Set(decisions.map(({ call }) => call.action))];

/** Calls of one role that are refused for one reason, together. */
function refusedLines(decisions: readonly Decision[]): readonly string[] {
  const groups = grouped(
    decisions.filter(({ state }) => state === 'refused'),
    (one) => `${whoInWords(one)}\n${reasonInWords(one)}`,
  );
  return [
    ...groups.slice(0, MOST_REASONS).flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      return [
        ...wrapped(`${whoInWords(first)}: ${some(actionsOf(group), MOST_ACTIONS)}`, ' '.repeat(11), ' '.repeat(13)),
        ...wrapped(reasonInWords(first), ' '.repeat(13)),
      ];
    }),
    ...(groups.length > MOST_REASONS ? ['           and more calls: --json has all of them'] : []),
  ];
}

interface Dependence {
  readonly letter: string;
  readonly decision: Decision;
  readonly missing: Missing;
}

function dependsLines(paths: readonly PathResult[]): readonly string[] {
  const dependences = paths
    .filter(({ state }) => state === 'depends')
    .flatMap(({ title, decisions }) =>
      decisions.flatMap((decision): readonly Dependence[] =>
        decision.state === 'depends'
          ? decision.missing.map((missing) => ({ letter: title.slice(0, title.indexOf(':')), decision, missing }))
          : [],
      ),
    );
  if (dependences.length === 0) return [];
  return [
    '  It depends on',
    ...grouped(dependences, ({ missing }) => missing.what).flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const letters = [...new Set(group.map(({ letter }) => letter))].join(', ');
      const actions = some(actionsOf(group.map(({ decision }) => decision)), MOST_ACTIONS);
      const must = first.missing.kind === 'document' ? `, which must allow ${actions}` : `; it decides ${actions}`;
      return wrapped(`${missingInWords(first.missing)}${must} (${letters})`, '    ', '      ');
    }),
  ];
}
