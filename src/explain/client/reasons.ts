import type { PageDecision, PageState } from '../page-data';
import type { View, ViewPath } from './view';

/** Calls of import paths that are not allowed for one reason. */
export interface Reason {
  readonly state: PageState;
  /** Place of its text. */
  readonly reason: number;
  /** Rows of the matrix. */
  readonly rows: readonly number[];
  readonly paths: readonly ViewPath[];
  readonly decisions: readonly PageDecision[];
}

/** Why import paths do not work: reasons that block first, those of most paths first among them. */
export function reasonsOf({ paths }: View): readonly Reason[] {
  const groups = new Map<number, { readonly paths: Set<ViewPath>; readonly decisions: PageDecision[] }>();
  for (const path of paths) {
    for (const decision of path.decisions.filter(({ state }) => state > 0)) {
      const group = groups.get(decision.reason) ?? { paths: new Set<ViewPath>(), decisions: [] };
      group.paths.add(path);
      if (!group.decisions.includes(decision)) group.decisions.push(decision);
      groups.set(decision.reason, group);
    }
  }
  return [...groups]
    .map(([reason, group]) => ({
      reason,
      state: group.decisions[0]?.state ?? 2,
      rows: [...new Set(group.decisions.map(({ row }) => row))],
      paths: [...group.paths],
      decisions: group.decisions,
    }))
    .toSorted((one, other) => other.state - one.state || other.paths.length - one.paths.length);
}
