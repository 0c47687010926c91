/** What is wrong with a policy, and where. */
export interface PolicyIssue {
  /** Where in the JSON: `Statement[0].Condition.StringEquals`; empty for the whole. */
  readonly path: string;
  readonly problem: string;
}

/** Takes note of what is wrong. */
export type Report = (path: string, problem: string) => void;

/** The own members of a JSON object; undefined for anything else. */
export function membersOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}

/** A path with one name more. */
export function memberPath(path: string, name: string): string {
  if (!/^[\w:./${}@=+-]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}

/** One value or a list of them, as a list with their paths. */
export function listed(value: unknown, path: string): readonly (readonly [value: unknown, path: string])[] {
  return Array.isArray(value) ? value.map((element: unknown, index) => [element, `${path}[${index}]`]) : [[value, path]];
}

/** Strings of a string or a list of strings; what is none of them is reported and left out. */
export function strings(value: unknown, path: string, report: Report): readonly string[] {
  return listed(value, path).flatMap(([element, place]) => {
    if (typeof element === 'string') return [element];
    report(place, `${kindOf(element)} is no string`);
    return [];
  });
}

/** What a value is, in a word or two. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
