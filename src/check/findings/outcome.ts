import type { CheckFinding, CheckRule } from './findings';

/** One thing that a change does, before all that has one cause is told together. */
export interface Outcome {
  readonly rule: CheckRule;
  readonly severity: CheckFinding['severity'];
  /** Where its cause is. */
  readonly place: string;
  /** The path or the attack by its title, or who is let in. */
  readonly what: string;
  readonly message: string;
  readonly mend: string;
  /** The statements that do it, as they are called. @default - none, or it does not matter which */
  readonly by?: readonly string[];
  /** The lower, the graver. */
  readonly rank: number;
}

/** Kinds of things of which a finding has several: one, and more of them. */
const KINDS: Readonly<Partial<Record<CheckRule, readonly [string, string]>>> = {
  'lost-path': ['import path', 'import paths'],
  'possible-loss': ['import path', 'import paths'],
  'new-hole': ['attack', 'attacks'],
  'possible-hole': ['attack', 'attacks'],
  'beyond-need': ['permission', 'permissions'],
};

/** Everything of one rule that one place causes, told once. */
export function findingsOf(outcomes: readonly Outcome[]): readonly CheckFinding[] {
  const groups = new Map<string, Map<string, Outcome>>();
  for (const outcome of outcomes) {
    const key = JSON.stringify([outcome.rule, outcome.severity, outcome.place]);
    const group = groups.get(key) ?? new Map<string, Outcome>();
    if (!group.has(outcome.what)) group.set(outcome.what, outcome);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group) => {
    const sorted = [...group.values()].toSorted((one, other) => one.rank - other.rank);
    const [worst] = sorted;
    if (worst === undefined) return [];
    const { rule, severity, place, mend } = worst;
    const details = sorted.map(({ what, message }) => ({ what, message }));
    return [{ rule, severity, place, message: messageOf(rule, details), mend, details, alike: [] }];
  });
}

/** The worst of several things, and what else there is. */
export function messageOf(rule: CheckRule, [worst, ...others]: CheckFinding['details']): string {
  if (worst === undefined || others.length === 0) return worst?.message ?? '';
  const [one, several] = KINDS[rule] ?? ['thing', 'things'];
  const names = others.slice(0, MOST_LISTED).map(({ what }) => what);
  const more = others.length - names.length;
  return `${worst.message}. ${others.length} more ${others.length === 1 ? one : several} by the same: ${names.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

const MOST_LISTED = 5;

/** Instances of one block have one cause: where the same is found of several, it is told of the first. */
export function findingsByBlock(findings: readonly CheckFinding[]): readonly CheckFinding[] {
  const blocks = new Map<string, CheckFinding[]>();
  for (const finding of findings) {
    const { rule, severity, place, details } = finding;
    const key = JSON.stringify([
      rule,
      severity,
      place.replaceAll(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, ''),
      ...details.map(({ what }) => what),
    ]);
    const block = blocks.get(key);
    if (block === undefined) blocks.set(key, [finding]);
    else block.push(finding);
  }
  return [...blocks.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first, alike: others.map(({ place }) => place) }],
  );
}
