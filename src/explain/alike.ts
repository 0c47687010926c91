import { withPolicies } from '../doctor/subject/held-policies';
import { accountOf } from '../doctor/scene';
import type { Subject } from '../doctor/subject/subject';
import type { EstateKey, EstateRole } from '../estate/estate';
import { renamer } from '../proof/plan/renamed';

/**
 * What subjects have in common that are decided alike: everything but the numbers of their accounts and the id of their key, as
 * IAM compares these as a whole. Undefined where something might compare a part of them, or one by its size or case.
 */
export function likeness(subject: Subject): string | undefined {
  const { key, platform, target } = subject;
  const id = key?.arn.slice(key.arn.lastIndexOf('/') + 1) ?? '';
  const names = [...new Set([id, accountOf(platform?.arn), accountOf(target?.arn), accountOf(key?.arn)])].filter((name) => name !== '');
  const text = JSON.stringify(withoutPlaces(subject));
  if (NOT_COMPARED_WHOLE.test(text) || mayMatchPart(text, names)) return undefined;
  const signs = new Map(names.map((name, index) => [name, `\u0001${index}-${name.length}\u0001`]));
  const common = renamer({ names: signs, instanceTags: {} }).text(text);
  return names.some((name) => common.toLowerCase().includes(name.toLowerCase())) ? undefined : common;
}

/** Numbers of accounts that are compared by size, and those that are taken for nobody's. */
const NOT_COMPARED_WHOLE = /"Numeric[^"]*":\{[^}]*account|"Binary|9000000000/i;

/** Whether a pattern has a piece beside a wildcard that could be a part of a name, or of a text that holds one. */
function mayMatchPart(json: string, names: readonly string[]): boolean {
  const segments = [...new Set([...json.matchAll(/"((?:[^"\\]|\\.)*)"/g)].flatMap(([, text = '']) => text.toLowerCase().split(/[:/]/)))];
  const pieces = segments.filter((segment) => /[*?]/.test(segment)).flatMap((segment) => segment.split(/[*?]+/));
  const lower = names.map((name) => name.toLowerCase());
  const holding = [...lower, ...segments.filter((segment) => lower.some((name) => segment.includes(name)))];
  return pieces.some((piece) => piece !== '' && holding.some((name) => name.includes(piece)));
}

/** Where a policy came from decides nothing. */
function withoutPlaces(subject: Subject): Subject {
  const { key, platform, target, ...rest } = withPolicies(subject, ({ policy: { name, json } }) => ({ name, json }));
  const ids = /aws:userid/i.test(JSON.stringify([key, platform, target, rest]));
  return {
    ...rest,
    ...(key !== undefined && { key: withoutAddress(key) }),
    ...(platform !== undefined && { platform: withoutId(platform, ids) }),
    ...(target !== undefined && { target: withoutId(target, ids) }),
  };
}

/** Ids of roles are compared where a policy asks for them. */
const withoutId = ({ id, ...role }: EstateRole, isCompared: boolean): EstateRole =>
  withoutAddress(isCompared && id !== undefined ? { ...role, id } : role);

function withoutAddress<T extends EstateKey | EstateRole>({ address: _address, ...rest }: T): Omit<T, 'address'> {
  return rest;
}
