import type { PageState } from '../page-data';

interface Shown {
  readonly sign: string;
  /** Of a call. */
  readonly call: string;
  /** Of a path. */
  readonly path: string;
  /** Of an attack, for which being refused is what is wanted. */
  readonly attack: string;
  readonly style: string;
}

/** How a state is shown: a sign, words, a class. Never by colour alone. */
export const STATES: Readonly<Record<PageState, Shown>> = {
  0: { sign: '✓', call: 'allowed', path: 'works', attack: 'gets through', style: 'works' },
  1: { sign: '?', call: 'depends', path: 'depends', attack: 'depends', style: 'depends' },
  2: { sign: '✕', call: 'refused', path: 'blocked', attack: 'refused', style: 'blocked' },
};

/** Sign and class of what was not examined. */
export const UNKNOWN = { sign: '–', style: 'unknown' } as const;

/** The state of an attack, seen as a path would be: refused is good. */
export const asRisk = (state: PageState): PageState => (state === 1 ? 1 : state === 0 ? 2 : 0);

/** The worst of several states. */
export const worst = (states: readonly PageState[]): PageState => states.reduce<PageState>((one, other) => (other > one ? other : one), 0);
