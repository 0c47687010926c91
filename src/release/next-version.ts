import { gt, inc, lt, parse, valid } from 'semver';
import type { ChangeLevel } from './change';

/** The first version of a module. */
export const FIRST_VERSION = '1.0.0';

/** The lowest version that may follow. @param latest undefined before the first release */
export function nextVersion(latest: string | undefined, level: ChangeLevel): string {
  if (latest === undefined) return FIRST_VERSION;
  return inc(latest, level) ?? latest;
}

/** What is wrong with a version that somebody asked for; undefined where nothing is. */
export function versionProblem(
  module: string,
  wanted: string,
  latest: string | undefined,
  level: ChangeLevel,
  reason: string,
): string | undefined {
  if (valid(wanted) !== wanted)
    return `${JSON.stringify(wanted)} is no version. Accepted: three numbers, e.g. ${nextVersion(latest, level)}`;
  if (latest === undefined) return undefined;
  if (!gt(wanted, latest)) return `${module} ${wanted} does not come after ${latest}. Accepted: ${nextVersion(latest, level)} or later`;
  const lowest = nextVersion(latest, level);
  const core = parse(wanted);
  const plain = core === null ? wanted : `${core.major}.${core.minor}.${core.patch}`;
  return lt(plain, lowest)
    ? `${module} ${wanted} is below ${lowest}, which its changes ask for (${level}): ${reason}. Accepted: ${lowest} or later`
    : undefined;
}
