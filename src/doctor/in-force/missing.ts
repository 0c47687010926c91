/** Something that a decision depends on and that nobody told. */
export interface Missing {
  /** What it is, in words. */
  readonly what: string;
  /** Whether it is a document, a condition key that no document tells, where something is attached, or how whoever calls names its session. */
  readonly kind: 'document' | 'condition key' | 'level' | 'session';
  /** How it can be told, e.g. `--organization-id`. @default - by giving the document; of a condition key, by nothing */
  readonly give?: string;
}

/** A document that was not given. */
export const missingDocument = (what: string): Missing => ({ what, kind: 'document' });

/** What holds if whatever is not known says yes, and if it says no. */
export interface Bounds<T> {
  readonly best: T;
  readonly worst: T;
  /** What is not known; empty where both are the same. */
  readonly missing: readonly Missing[];
}

/** What is known for sure. */
export const sure = <T>(value: T): Bounds<T> => ({ best: value, worst: value, missing: [] });

/** Whether something that is not known is taken to say no. */
export type SaysNo = (missing: Missing) => boolean;

/** What holds if some of what is not known says no. */
export const boundAt = <T>({ best, worst, missing }: Bounds<T>, saysNo: SaysNo): T => (missing.some(saysNo) ? worst : best);
