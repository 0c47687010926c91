import type { PageSubject } from '../page-data';

/** What an address of the page points to. */
export interface Link {
  readonly subject: PageSubject;
  /** Row of the matrix and letter of the path. */
  readonly cell?: readonly [call: string, path: string];
}

/** The part of an address that points to a subject, and to a call of it. */
export function hashOf({ subject, cell }: Link, subjects: readonly PageSubject[]): string {
  const { key, target, platform } = subject;
  const isAmbiguous = subjects.some((other) => other !== subject && other.key === key);
  const words = new URLSearchParams(key === undefined ? { role: target ?? platform ?? '' } : { key });
  if (key !== undefined && isAmbiguous && target !== undefined) words.set('target', target);
  if (cell !== undefined) {
    words.set('call', cell[0]);
    words.set('path', cell[1]);
  }
  return `#${words.toString()}`;
}

/** What an address points to; undefined where it points to nothing here. */
export function linkIn(hash: string, subjects: readonly PageSubject[]): Link | undefined {
  const words = new URLSearchParams(hash.slice(1));
  const [key, role, target, call, path] = ['key', 'role', 'target', 'call', 'path'].map((name) => words.get(name));
  const subject = subjects.find((one) =>
    key === null
      ? one.key === undefined && (one.target ?? one.platform) === role
      : one.key === key && (target === null || one.target === target),
  );
  if (subject === undefined) return undefined;
  return typeof call === 'string' && typeof path === 'string' ? { subject, cell: [call, path] } : { subject };
}
