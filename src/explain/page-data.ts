/** A state of a call or path: 0 works or is allowed, 1 depends on what was not given, 2 is blocked or refused. */
export type PageState = 0 | 1 | 2;

/** A text of the pool {@link PageData.texts}, by its place there. */
export type TextIndex = number;

/**
 * A statement that says why: place of the policy among those of the subject, place of the statement in it; and, of one that came
 * closest and did not decide, the element that did not fit.
 */
export type PageStatement = readonly [policy: number, statement: number, element?: TextIndex];

/** A call that was decided: what was called, how it was decided and why. */
export interface PageDecision {
  /** Who calls what through which service: the row of the matrix. */
  readonly row: TextIndex;
  /** The call in full. */
  readonly call: TextIndex;
  readonly state: PageState;
  readonly reason: TextIndex;
  readonly statements: readonly PageStatement[];
  /** Policies that had to allow and say nothing, by place among those of the subject. @default - none */
  readonly silent?: readonly number[];
  /** Whether the call is on the key that is examined. @default false */
  readonly onKey?: true;
}

/** A policy or the grants on a key, statement by statement. */
export interface PagePolicy {
  readonly name: TextIndex;
  /** Its `Version` and `Id`, in words. */
  readonly head: TextIndex;
  /** Each statement as JSON. */
  readonly statements: readonly TextIndex[];
}

/** Whose policies there are, and what they are to them. */
export const POLICY_USES = [
  { of: 'key', kind: 'key policy' },
  { of: 'platform', kind: 'policy' },
  { of: 'platform', kind: 'trust policy' },
  { of: 'platform', kind: 'permissions boundary' },
  { of: 'target', kind: 'policy' },
  { of: 'target', kind: 'trust policy' },
  { of: 'target', kind: 'permissions boundary' },
  { of: 'organisation', kind: 'service control policy' },
  { of: 'organisation', kind: 'resource control policy' },
  { of: 'key', kind: 'grants' },
  { of: 'AWS', kind: 'key policy' },
] as const;

/** A policy of a subject: its place in {@link PageData.policies}, and that of what it is in {@link POLICY_USES}. */
export type PolicyUse = readonly [policy: number, use: number];

/** An import path of one subject. */
export interface PagePath {
  /** A letter, with a number where several paths have it, e.g. `G2`. */
  readonly letter: string;
  readonly title: TextIndex;
  readonly state: PageState;
  /** Places in {@link PageData.decisions}. */
  readonly decisions: readonly number[];
}

/** An attack that was tried. */
export interface PageAttack {
  readonly family: TextIndex;
  readonly title: TextIndex;
  /** Places in {@link PageData.decisions}; each should be refused. */
  readonly decisions: readonly number[];
}

/** What was decided for a subject. Many subjects share one: its texts have {@link NAMES} in place of their own names. */
export interface PageResult {
  /** Places in {@link PageData.paths}. */
  readonly paths: readonly number[];
  /** Places in {@link PageData.attacks}. */
  readonly attacks: readonly number[];
}

/** What was decided upon. Many subjects share one. */
export interface PageScope {
  readonly platformRegion: string;
  readonly evidenceRegions: readonly string[];
  readonly methods: readonly string[];
  readonly protects: readonly string[];
  /** What was not given, in words. */
  readonly notGiven: readonly string[];
  /** What nobody told and was guessed, in words. @default - nothing */
  readonly guessed?: string;
  /** What evidence and requests are taken to be, by options or by what policies name, in words. */
  readonly assumed: readonly string[];
}

/** A key with the roles that use it, or roles alone. */
export interface PageSubject {
  readonly key?: string;
  /** Of the key in Terraform. */
  readonly address?: string;
  readonly platform?: string;
  readonly target?: string;
  /** Role of the platform's instance, where it is known. */
  readonly instance?: string;
  /** Place in {@link PageData.results}. */
  readonly result: number;
  /** Place in {@link PageData.scopes}. */
  readonly scope: number;
  /** Place in {@link PageData.policySets}. */
  readonly policies: number;
}

/** The names of a subject that differ between subjects which are decided alike. */
export type OwnNames = Pick<PageSubject, 'key' | 'address' | 'platform' | 'target'>;

/** Stands in texts on both sides of a policy's place among those of the subject. */
export const POLICY_SIGN = '\u0001';

/** What stands in texts for names of a subject, and how the subject gives them; the first that fits counts. */
export const NAMES: readonly (readonly [sign: string, name: (subject: OwnNames) => string | undefined])[] = [
  ['\u0002', ({ key }) => key],
  ['\u0003', ({ platform }) => platform],
  ['\u0004', ({ target }) => target],
  ['\u0005', ({ key }) => key?.slice(key.lastIndexOf('/') + 1)],
  ['\u0006', ({ target }) => target?.split(':')[4]],
  ['\u0007', ({ platform }) => platform?.split(':')[4]],
  ['\u0008', ({ key }) => key?.split(':')[4]],
  ['\u000e', ({ address }) => address],
];

/** Everything that the page shows. */
export interface PageData {
  readonly version: string;
  /** Of the modules that are explained. @default - policies that were given are explained */
  readonly level?: string;
  readonly texts: readonly string[];
  readonly policies: readonly PagePolicy[];
  readonly policySets: readonly (readonly PolicyUse[])[];
  readonly decisions: readonly PageDecision[];
  readonly paths: readonly PagePath[];
  readonly attacks: readonly PageAttack[];
  readonly results: readonly PageResult[];
  readonly scopes: readonly PageScope[];
  readonly subjects: readonly PageSubject[];
}
