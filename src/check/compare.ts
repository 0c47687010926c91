import { addedBeyondNeed } from './added-needs';
import { holesOf } from './holes';
import type { LeftOpen } from './left-open';
import { lossesOf } from './losses';
import type { Outcome } from './findings/outcome';
import type { Pair } from './pairs/pairs';
import { placer, type Replacements } from './places';
import { scenesOf, type SceneOptions } from './scenes';

/** What is known besides the policies of a pair. */
export interface CompareOptions extends SceneOptions {
  readonly replacements: Replacements;
  readonly isLeftOpen: LeftOpen;
  /** Numbers of the accounts of our roles. */
  readonly accounts: readonly string[];
}

/** What a change of a subject loses, and lets through. */
export function compare(pair: Pair, options: CompareOptions): readonly Outcome[] {
  const place = placer(pair, options.replacements);
  const compared = scenesOf(pair, options);
  const now = compared[0]?.now;
  return [
    ...compared.flatMap((scenes) => [
      ...lossesOf(scenes, place, options.isLeftOpen),
      ...holesOf(scenes, place, options.isLeftOpen, options.accounts),
    ]),
    ...(now === undefined ? [] : addedBeyondNeed(now, place)),
  ];
}
