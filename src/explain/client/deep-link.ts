import type { PageSubject } from '../page-data';

/** A call of an import path: row of the matrix, and letter of the path. */
export interface ChosenCall {
  readonly call: string;
  readonly path: string;
}

/** What was chosen to see why: a call, a reason why import paths do not work, or an attack, each in words. */
export type Chosen = ChosenCall | { readonly reason: string } | { readonly attack: string };

/** What an address of the page points to. */
export interface Link {
  readonly subject: PageSubject;
  /** @default - nothing but the subject */
  readonly chosen?: Chosen;
}

/** The part of an address that points to a subject, and to what was chosen of it. */
export function hashOf({ subject, chosen }: Link, subjects: readonly PageSubject[]): string {
  const { key, target, platform } = subject;
  const isAmbiguous = subjects.some((other) => other !== subject && other.key === key);
  const words = new URLSearchParams(key === undefined ? { role: target ?? platform ?? '' } : { key });
  if (key !== undefined && isAmbiguous && target !== undefined) words.set('target', target);
  for (const [name, value] of Object.entries(chosen ?? {})) words.set(name, value);
  return `#${words.toString()}`;
}

/** What an address points to; undefined where it points to nothing here. */
export function linkIn(hash: string, subjects: readonly PageSubject[]): Link | undefined {
  const words = new URLSearchParams(hash.slice(1));
  const [key, role, target] = ['key', 'role', 'target'].map((name) => words.get(name));
  const subject = subjects.find((one) =>
    key === null
      ? one.key === undefined && (one.target ?? one.platform) === role
      : one.key === key && (target === null || one.target === target),
  );
  if (subject === undefined) return undefined;
  const chosen = chosenIn(words);
  return chosen === undefined ? { subject } : { subject, chosen };
}

function chosenIn(words: URLSearchParams): Chosen | undefined {
  const [call, path, reason, attack] = ['call', 'path', 'reason', 'attack'].map((name) => words.get(name) ?? undefined);
  if (call !== undefined && path !== undefined) return { call, path };
  if (reason !== undefined) return { reason };
  return attack === undefined ? undefined : { attack };
}
