import type { ImportOptions } from '../../../src/doctor/subject/options';
import type { JsonObject } from '../../../src/policy/policy-json';
import type { Side } from '../../../src/diagnose/whose-call';
import { P, T } from '../../diagnose/cloudtrail';

/** A call that is near to one that gets a statement and gets none. */
export interface Mirror {
  readonly what: string;
  /** @default - the same event */
  readonly event?: JsonObject;
  /** @default - those of the case */
  readonly options?: ImportOptions;
  /** What is said instead. */
  readonly says: RegExp;
}

/** A refused call, and what is found about it. */
export interface DiagnosisCase {
  readonly what: string;
  readonly event: JsonObject;
  readonly options?: ImportOptions;
  readonly side?: Side;
  /** Letters of import paths, and capabilities. */
  readonly paths?: string;
  /** What is added: policy, Sid, actions, resources, conditions but for those of grants and of the caller. */
  readonly changes?: readonly string[];
  /** How each sentence begins that is said besides. */
  readonly notes?: readonly string[];
  /** How each begins of what has to be true before, conditions included. */
  readonly cautions?: readonly string[];
  /** For a case with changes: one without. */
  readonly mirror?: Mirror;
}

export const ROLES: ImportOptions = { platformRole: P, targetRole: T };
export const ALL: ImportOptions = { ...ROLES, platformRegion: 'eu-west-1', evidenceRegion: ['us-east-1'] };
