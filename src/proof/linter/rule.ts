import type { Finding } from './finding';
import type { PolicyView } from './policy-view';

/** A finding before it knows its rule. */
export type Complaint = Omit<Finding, 'rule' | 'source'> & Partial<Pick<Finding, 'source'>>;

/** One thing that can be wrong with a policy. */
export interface Rule {
  readonly name: string;
  /** The page of AWS that the rule rests on, unless a complaint names a closer one. */
  readonly source: string;
  readonly lint: (policy: PolicyView) => readonly Complaint[];
}

/** Texts as a sentence names them. */
export const listed = (texts: readonly string[]): string => [...new Set(texts)].join(', ');
