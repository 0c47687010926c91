import type { EstateRole } from '../../estate/estate';
import { covers } from '../../policy/globs';
import { valuesOf, viewsIn } from '../../proof/plan/statement-view';
import { newlyLetIn, type LetIn } from './newly-let-in';
import type { Rights } from './rights';

const KEY = 'sts:ExternalId';

/** External ids that a role accepts of the platform newly, beside one that it accepted: whoever changes the id leaves none behind. */
export function moreExternalIds(
  before: EstateRole | undefined,
  { arn, trust }: EstateRole,
  rights: Rights,
  platforms: readonly string[],
): readonly LetIn[] {
  if (before?.trust === undefined || trust === undefined) return [];
  const [old = [], now = []] = [before.trust, trust].map(({ json }) => viewsIn([json]).flatMap((view) => valuesOf(view, KEY)));
  if (!old.some((id) => now.some((pattern) => covers(pattern, id)))) return [];
  return newlyLetIn(before.trust, trust, arn, rights, ({ principal, context }) => {
    const id = context[KEY.toLowerCase()];
    return !platforms.includes(principal) || typeof id !== 'string' || old.some((pattern) => covers(pattern, id));
  });
}
