import type { LintedPolicy, PolicyKind } from '../../../src/proof/linter/finding';

/** A policy with one slip, and the nearest one without. */
export interface LintCase {
  /** The slip, in words. */
  readonly title: string;
  readonly rule: string;
  /** Where the rule finds it. */
  readonly path: string;
  readonly broken: LintedPolicy;
  readonly mended: LintedPolicy;
}

/** Any statement, well formed or not. */
export type Statement = Readonly<Record<string, unknown>>;

/** A policy of today's version. */
export const policy = (kind: PolicyKind, Statement: unknown, more: Partial<LintedPolicy> = {}): LintedPolicy => ({
  name: kind,
  kind,
  partition: 'aws',
  json: { Version: '2012-10-17', Statement },
  ...more,
});

/** An Allow of a role. */
export const allow = (Action: unknown, Resource: unknown, Condition?: unknown): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition !== undefined && { Condition }),
});

/** A policy of a role with these statements. */
export const identity = (...statements: readonly Statement[]): LintedPolicy => policy('identity', statements);

/** A statement of a key policy, for a role. */
export const keyAllow = (Action: unknown, Condition?: unknown, Principal: unknown = { AWS: ROLE }): Statement => ({
  ...allow(Action, '*', Condition),
  Principal,
});

/** A key policy with these statements. */
export const keyPolicy = (...statements: readonly Statement[]): LintedPolicy => policy('key', statements);

/** A trust policy of one statement. */
export const trust = (Principal: unknown, Condition?: unknown, more: Statement = {}): LintedPolicy =>
  policy('trust', { Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...(Condition !== undefined && { Condition }), ...more });

export const ACCOUNT = '111122223333';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/Scanner`;
export const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/12345678-1234-1234-1234-123456789012`;
export const KEYS = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/*`;
export const ALIASES = `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/Forensics*`;
export const SNAPSHOTS = 'arn:aws:ec2:*::snapshot/*';
export const VOLUMES = `arn:aws:ec2:*:${ACCOUNT}:volume/*`;
