import type { PagePath, PageState } from '../page-data';

/** How a state is shown: a sign, a word for what may be done, a word for a path, a class. Never by colour alone. */
export const STATES: Readonly<
  Record<PageState, { readonly sign: string; readonly call: string; readonly path: string; readonly style: string }>
> = {
  0: { sign: '✓', call: 'allowed', path: 'works', style: 'works' },
  1: { sign: '?', call: 'depends', path: 'depends', style: 'depends' },
  2: { sign: '✕', call: 'refused', path: 'blocked', style: 'blocked' },
};

/** The worst of several states. */
export const worst = (states: readonly PageState[]): PageState => states.reduce<PageState>((one, other) => (other > one ? other : one), 0);

/** The state of several paths: that of the worst. */
export const stateOf = (paths: readonly PagePath[]): PageState => worst(paths.map(({ state }) => state));

/** An ARN in a few words: the name of the role, or the id of the key. */
export const shortName = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
/** The account of an ARN. */
export const accountOf = (arn: string): string => arn.split(':')[4] ?? '';
/** The Region of an ARN. */
export const regionOf = (arn: string): string => arn.split(':')[3] ?? '';
