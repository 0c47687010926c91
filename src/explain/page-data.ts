/** A state of a call, path or attack: 0 works or is allowed, 1 depends on what was not given, 2 is blocked or refused. */
export type PageState = 0 | 1 | 2;

/** A text of the pool {@link PageData.texts}, by its place there. */
export type TextIndex = number;

/** A call that was decided: what was called, how it was decided and why, and the statements that decided, as policy and place. */
export interface PageDecision {
  /** Who calls what through which service: the row of the matrix. */
  readonly row: TextIndex;
  /** The call in full. */
  readonly call: TextIndex;
  readonly state: PageState;
  readonly reason: TextIndex;
  /** Pairs: place of the policy among those of the subject, and of the statement in it. */
  readonly statements: readonly (readonly [policy: number, statement: number])[];
}

/** A policy, statement by statement, as text. */
export interface PagePolicy {
  readonly name: string;
  /** Whose it is: the ARN of a key or role. */
  readonly owner: string;
  readonly kind: 'key policy' | 'policy' | 'trust policy' | 'permissions boundary' | 'service control policy';
  /** JSON of each statement. */
  readonly statements: readonly string[];
}

/** An import path of one subject. */
export interface PagePath {
  readonly title: TextIndex;
  readonly state: PageState;
  readonly decisions: readonly PageDecision[];
}

/** An attack that is not refused. */
export interface PageAttack {
  readonly family: TextIndex;
  readonly title: TextIndex;
  readonly decision: PageDecision;
}

/** What was decided for a subject. Many subjects share one: its texts have {@link NAMES} in place of their own names. */
export interface PageResult {
  readonly paths: readonly PagePath[];
  /** Family and title of each attack that was tried. */
  readonly tried: readonly (readonly [family: TextIndex, title: TextIndex])[];
  readonly open: readonly PageAttack[];
}

/** A key with the roles that use it, or roles alone. */
export interface PageSubject {
  readonly key?: string;
  readonly platform?: string;
  readonly target?: string;
  /** Role of the platform's instance. */
  readonly instance?: string;
  /** Place in {@link PageData.results}. */
  readonly result: number;
  /** Policies that belong to it, by place. */
  readonly policies: readonly number[];
  /** What was not given, in words. */
  readonly notGiven: readonly string[];
}

/** Stands in texts on both sides of a policy's place among those of the subject. */
export const POLICY_SIGN = '\u0007';

/** What stands in texts for names of a subject, and how the subject gives them; the first that fits counts. */
export const NAMES: readonly (readonly [
  sign: string,
  name: (subject: Pick<PageSubject, 'key' | 'platform' | 'target'>) => string | undefined,
])[] = [
  ['\u0001', ({ key }) => key],
  ['\u0002', ({ platform }) => platform],
  ['\u0003', ({ target }) => target],
  ['\u0004', ({ target }) => target?.split(':')[4]],
  ['\u0005', ({ platform }) => platform?.split(':')[4]],
  ['\u0006', ({ key }) => key?.split(':')[4]],
];

/** Everything that the page shows. */
export interface PageData {
  readonly version: string;
  readonly texts: readonly string[];
  readonly policies: readonly PagePolicy[];
  readonly results: readonly PageResult[];
  readonly subjects: readonly PageSubject[];
}
