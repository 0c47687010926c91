import type { PageData, PageDecision, PageState, PageSubject } from './page-data';

/** How a subject fares: how many import paths, and how many attacks, are in which state. */
export interface Verdicts {
  readonly paths: Readonly<Record<PageState, number>>;
  /** Attacks by the state of the call that gets furthest: 0 gets through, 2 is refused. */
  readonly attacks: Readonly<Record<PageState, number>>;
}

type Counted = Pick<PageData, 'results' | 'paths' | 'attacks' | 'decisions'>;

/** Counts what was decided for a subject. */
export function verdictsOf({ results, paths, attacks, decisions }: Counted, { result }: Pick<PageSubject, 'result'>): Verdicts {
  const counts = (states: readonly PageState[]): Readonly<Record<PageState, number>> => {
    const count = { 0: 0, 1: 0, 2: 0 };
    for (const state of states) count[state] += 1;
    return count;
  };
  const { paths: gone = [], attacks: tried = [] } = results[result] ?? {};
  return {
    paths: counts(gone.flatMap((place) => paths[place]?.state ?? [])),
    attacks: counts(tried.map((place) => furthest((attacks[place]?.decisions ?? []).flatMap((decision) => decisions[decision] ?? [])))),
  };
}

/** How far an attack gets: one call that is allowed is enough. */
export const furthest = (decisions: readonly PageDecision[]): PageState =>
  decisions.reduce<PageState>((best, { state }) => (state < best ? state : best), 2);

/** The worst state of the import paths; undefined where none was examined. */
export const worstPath = ({ paths }: Verdicts): PageState | undefined => ([2, 1, 0] as const).find((state) => paths[state] > 0);

const counted = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;

/** What is examined, in words, e.g. `10 keys`, `1 key with 2 target roles`, `2 roles`. A subject is a key with one target role, or such roles alone. */
export function subjectsInWords(subjects: readonly PageSubject[]): string {
  const keys = new Set(subjects.flatMap(({ key }) => key ?? [])).size;
  const targets = new Set(subjects.flatMap(({ key, target }) => (key === undefined ? [] : (target ?? [])))).size;
  if (keys === 0) return counted(new Set(subjects.flatMap(({ platform = [], target = [] }) => [platform, target].flat())).size, 'role');
  return `${counted(keys, 'key')}${subjects.length > keys ? ` with ${counted(targets, 'target role')}` : ''}`;
}

/** Import paths in words, the worst first, e.g. `4 of 8 paths blocked, 1 depends`. */
export function pathsInWords({ paths }: Verdicts): string {
  const all = paths[0] + paths[1] + paths[2];
  if (all === 0) return 'not examined';
  if (paths[0] === all) return all === 1 ? 'the only path works' : `all ${all} paths work`;
  const depends = paths[1] === 1 ? 'depends' : 'depend';
  const total = ` of ${counted(all, 'path')}`;
  if (paths[2] === 0) return `${paths[1]}${total} ${depends}`;
  return `${paths[2]}${total} blocked${paths[1] === 0 ? '' : `, ${paths[1]} ${depends}`}`;
}

/** Attacks in words, e.g. `9 attacks get through, 43 depend`. */
export function attacksInWords({ attacks }: Verdicts): string {
  const all = attacks[0] + attacks[1] + attacks[2];
  if (all === 0) return 'no attack tried';
  if (attacks[2] === all) return `all ${counted(all, 'attack')} refused`;
  const depends = attacks[1] === 1 ? 'depends' : 'depend';
  if (attacks[0] === 0) return `${counted(attacks[1], 'attack')} ${depends}`;
  const open = `${counted(attacks[0], 'attack')} ${attacks[0] === 1 ? 'gets' : 'get'} through`;
  return attacks[1] === 0 ? open : `${open}, ${attacks[1]} ${depends}`;
}
