import type { Scene } from '../doctor/scene';
import { renamer } from '../proof/plan/renamed';
import { NAMES, type OwnNames } from './page-data';
import { sampleWords } from './sample-words';

/** The names of a subject that texts have signs for. */
export const namesOf = ({ key, platform, target }: Scene['subject']): OwnNames => ({
  ...(key !== undefined && { key: key.arn }),
  ...(key?.address !== undefined && { address: key.address }),
  ...(platform !== undefined && { platform: platform.arn }),
  ...(target !== undefined && { target: target.arn }),
});

/** Puts signs in place of names, so that subjects which differ in these alone share a text. */
export function generaliser(names: OwnNames): (text: string) => string {
  const signs = NAMES.flatMap(([sign, nameOf]) => {
    const name = nameOf(names);
    return name === undefined || name === '' ? [] : [[name, sign] as const];
  });
  // The first sign of a name counts.
  return renamer({ names: new Map(signs.toReversed()), instanceTags: {} }).text;
}

/** Says in words what claims have names for that nobody gave. */
export const withoutSamples = (scene: Scene): ((text: string) => string) => renamer({ names: sampleWords(scene), instanceTags: {} }).text;
