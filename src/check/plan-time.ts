import type { Json } from '../policy/policy-json';

const TEXT = String.raw`"(?:[^"\\]|\\.)*"`;
const DATES = new RegExp(String.raw`"aws:(?:CurrentTime|EpochTime|TokenIssueTime)":(${TEXT}|[\d.]+|\[(?:${TEXT}|[^"\]])*\])`, 'gi');

/**
 * The time of a plan, where every date that policies name lies before it, so that all are decided for good; undefined where one lies ahead
 * or is none.
 *
 * @param time as `timestamp` of a plan has it, e.g. `2030-01-31T00:00:00Z`
 */
export function decidingTime(time: string | undefined, policies: readonly Json[]): string | undefined {
  if (time === undefined) return undefined;
  const dates = [...JSON.stringify(policies).matchAll(DATES)].flatMap(
    ([, values = '']) => JSON.parse(values) as string | number | string[],
  );
  return dates.every((date) => momentOf(String(date)) < Date.parse(time)) ? time : undefined;
}

/** In milliseconds; not a number where a text is no date. Numbers count seconds. */
const momentOf = (date: string): number => (/^\d+(\.\d+)?$/.test(date) ? Number(date) * 1000 : Date.parse(date));
