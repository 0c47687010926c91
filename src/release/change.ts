/** What a change asks of the next version. Source: https://semver.org */
export type ChangeLevel = 'major' | 'minor' | 'patch';

/** A difference between two versions of a module, as a sentence with its level. */
export interface Change {
  readonly level: ChangeLevel;
  /** `access`: who may do what. `interface`: what callers write. `text`: what neither is. */
  readonly kind: 'access' | 'interface' | 'text';
  /** Which way access goes; `undecided` counts as widened. */
  readonly direction?: 'widened' | 'narrowed' | 'undecided';
  readonly text: string;
}

const LEVELS: readonly ChangeLevel[] = ['patch', 'minor', 'major'];

/** The highest level of changes; undefined where there are none. */
export const levelOfAll = (changes: readonly Change[]): ChangeLevel | undefined =>
  LEVELS.findLast((level) => changes.some((change) => change.level === level));
