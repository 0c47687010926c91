import { withDistinctNames } from '../doctor/subject/distinct-names';
import { heldPolicies, renamed, withPolicies, type HeldPolicy } from '../doctor/subject/held-policies';
import { printable } from '../doctor/report/printable';
import type { Subject } from '../doctor/subject/subject';
import { isJsonObject } from '../policy/policy-json';
import { POLICY_SIGN } from './page-data';

/** A subject as the page tells of it. */
export interface ToldSubject {
  /** What is decided upon: the name of each policy is its place between two signs, so that what verdicts call is known for sure. */
  readonly signed: Subject;
  /** Its policies under the names that readers see, by place. */
  readonly held: readonly HeldPolicy[];
}

/** Gives policies of a subject names for the page, and takes characters out that would hide or reverse what is written. */
export function toldSubject(subject: Subject): ToldSubject {
  const based = withPolicies(subject, ({ policy }) => renamed(policy, baseName(policy.name)));
  const named = withDistinctNames(shownThroughout(based));
  return {
    signed: withPolicies(named, ({ policy }, place) => renamed(policy, `${POLICY_SIGN}${place}${POLICY_SIGN}`)),
    held: heldPolicies(named),
  };
}

/** The place that the name of a signed policy tells; undefined for policies that stand for something. */
export function placeIn(name: string): number | undefined {
  const [before, place, after] = name.split(POLICY_SIGN);
  return before === '' && after === '' ? Number(place) : undefined;
}

/** Folders are of no concern to who reads the page. ARNs and addresses in Terraform are no paths. */
const baseName = (name: string): string => (/^arn:|\[/.test(name) ? name : (name.split(/[\\/]/).at(-1) ?? name));

/**
 * A value in which no text has a character that hides or reverses it. Policies at AWS have none: they hold characters up to U+00FF,
 * tabs and line breaks. What has none stays the same object.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
 */
function shownThroughout<T>(value: T): T;
function shownThroughout(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    const shown = list.map((one) => shownThroughout(one));
    return shown.every((one, index) => one === list[index]) ? value : shown;
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value);
  const shown = entries.map(([name, inner]) => [printable(name), shownThroughout(inner)] as const);
  return shown.every(([name, inner], index) => name === entries[index]?.[0] && inner === entries[index][1])
    ? value
    : Object.fromEntries(shown);
}
