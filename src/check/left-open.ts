import type { Decision } from '../doctor/decide';

/** Whether a decision depends on something that it did not depend on before, and that is told nowhere else. */
export type LeftOpen = (was: Decision | undefined, now: Decision) => boolean;

/** @param places resources with their attributes, or ARNs, of which it is told that they are unknown until apply */
export const leftOpenBeside =
  (places: readonly string[]): LeftOpen =>
  (was, { state, missing }) => {
    const before = was?.state === 'depends' ? was.missing : [];
    const added = state === 'depends' ? missing.filter(({ what }) => !before.some((one) => one.what === what)) : [];
    return added.some(({ what }) => !places.some((place) => what.includes(place)));
  };
