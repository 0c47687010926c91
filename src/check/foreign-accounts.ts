import type { Scene } from '../doctor/scene';
import { viewsIn } from '../proof/plan/statement-view';
import { statementOf, type Holder } from './held-statements';
import { ANY_ACCOUNT, shapedText } from './let-in/shaped-text';
import type { Placer } from './places';
import type { ComparedScenes } from './scenes';

/** So many accounts are tried as strangers. */
const MOST = 5;
const HOLDERS: readonly Holder[] = ['platform identity', 'target identity'];

/**
 * Accounts that added statements of roles let share snapshots, and that are none of ours, by their numbers or by patterns of them.
 *
 * @param ours numbers of the accounts of our roles
 */
export function foreignAccounts({ before, after }: Placer, ours: readonly string[]): readonly string[] {
  const added = HOLDERS.flatMap((holder) => after.of(holder).filter((text) => !before.has(holder, text)));
  const named = viewsIn([{ Statement: added.map(statementOf) }])
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => key.toLowerCase() === 'ec2:add/userid')
    .flatMap(({ values }) => values.flatMap((value) => shapedText(value, ANY_ACCOUNT) ?? []));
  return [...new Set(named)].filter((account) => !ours.includes(account)).slice(0, MOST);
}

/** Scenes in which an account is the stranger of the attacks. */
export function withStranger(scenes: ComparedScenes, account: string): ComparedScenes {
  const as = (scene: Scene): Scene => ({ ...scene, world: { ...scene.world, accounts: { ...scene.world.accounts, stranger: account } } });
  const { old, now, both } = scenes;
  return { ...scenes, old: old && as(old), now: now && as(now), both: as(both) };
}
