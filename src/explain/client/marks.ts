import type { PageDecision, PageState } from '../page-data';
import { effectOf, statementTitle } from './statement-words';
import type { View } from './view';

/** What a statement has to do with a call: it decides, or came closest; then the element that does not fit. */
export interface Mark {
  readonly isClosest: boolean;
  /** A sentence, e.g. `Statement 3 (NoGrants) decides: it denies` */
  readonly words: string;
}

/** Marks by place of the policy and of the statement in it. */
export type Marks = ReadonlyMap<number, ReadonlyMap<number, Mark>>;

/** What a statement does that decides. Of a call that depends, a Deny may. */
function deed(state: PageState, effect: string): string {
  if (state !== 1) return `decides: it ${effect}`;
  return effect === 'denies' ? 'may decide: then it denies' : `decides, as far as given: it ${effect}`;
}

/** Statements that say why calls are decided as they are. One that decides any of the calls decides. */
export function marksOf({ policies, text }: View, decisions: readonly PageDecision[]): Marks {
  const marks = new Map<number, Map<number, Mark>>();
  for (const { statements, silent = [], state } of decisions) {
    for (const place of silent) if (!marks.has(place)) marks.set(place, new Map());
    for (const [place, index, element] of statements) {
      const policy = policies[place];
      if (policy === undefined) continue;
      const ofPolicy = marks.get(place) ?? new Map<number, Mark>();
      marks.set(place, ofPolicy);
      const title = statementTitle(policy, index);
      if (element === undefined) ofPolicy.set(index, { isClosest: false, words: `${title} ${deed(state, effectOf(policy, index))}` });
      else if (!ofPolicy.has(index))
        ofPolicy.set(index, {
          isClosest: true,
          words: `${title} is the closest one, and does not decide: its ${text(element)} does not fit`,
        });
    }
  }
  return marks;
}
