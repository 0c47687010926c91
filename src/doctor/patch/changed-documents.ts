import type { GivenPolicy } from '../../estate/estate';
import { KMS_KEY_POLICY_OWN_STATEMENTS as OWN } from '../../catalogue/kms-key-policy/own-statements';
import { statementsOf } from '../../policy/key-policy';
import { keepsPolicyWriter } from '../../policy/lockout';
import { foreignUnderOwnSid } from '../../policy/merge-key-policy';
import { KMS_KEY_POLICY_OWN_PRINCIPALS as PRINCIPALS } from '../../catalogue/kms-key-policy/own-statements';
import { ownSid } from '../../policy/own-statements';
import { KEY_POLICY_MAX_BYTES, policyBytes, TRUST_POLICY_MAX_CHARACTERS } from '../../policy/policy-size';
import type { Json } from '../../policy/policy-json';
import { editStatements } from '../../policy-text/edit-statements';
import type { RoleSide } from '../../proof/claims/world';
import { accountOf, type Scene } from '../scene';
import { additionsTo, asWritten, INLINE_POLICY_NAME, inlinePolicy, ownAfter, trustStatements } from './patched';
import type { Addition, Place } from './additions';

/** A document that a patch changes or makes, whole. */
export interface ChangedDocument {
  readonly place: Place;
  /** File name for it, e.g. `key-policy.json`. */
  readonly file: string;
  /** The file that it changes, where one was given that holds the policy alone. @default - none */
  readonly given?: string;
  /** Whose it is: the ARN of the key or the role. */
  readonly owner: string;
  /** Text before, empty for a new policy. */
  readonly before: string;
  readonly after: string;
  /** The statements that were added or changed. */
  readonly statements: readonly Json[];
}

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const textOf = ({ text, json }: GivenPolicy): string => text ?? pretty(json);

/** Every document that additions change: statements of others stay to the letter. */
export function changedDocuments({ subject }: Scene, additions: readonly Addition[]): readonly ChangedDocument[] {
  const { key } = subject;
  const changed: ChangedDocument[] = [];
  const keyAdditions = additionsTo(additions, 'key policy');
  if (key?.policy !== undefined && keyAdditions.length > 0) {
    const before = textOf(key.policy);
    const appended = asWritten(ownAfter(key.policy.json, additions));
    const after = editStatements(before, { removes: (statement) => ownSid(statement, OWN) !== undefined, appended });
    const statements = asWritten(keyAdditions.map(({ statement }) => statement));
    changed.push({
      place: 'key policy',
      file: 'key-policy.json',
      owner: key.arn,
      before,
      after,
      statements,
      ...(key.policy.file !== undefined && { given: key.policy.file }),
    });
  }
  for (const side of ['platform', 'target'] as const) changed.push(...roleDocuments(subject[side], side, additions));
  return changed;
}

function roleDocuments(role: Scene['subject'][RoleSide], side: RoleSide, additions: readonly Addition[]): readonly ChangedDocument[] {
  if (role === undefined) return [];
  const [identity, trust] = [additionsTo(additions, `${side} policy`), additionsTo(additions, `${side} trust`)];
  const changed: ChangedDocument[] = [];
  if (identity.length > 0) {
    const { json } = inlinePolicy(identity);
    const file = `${side}-role-policy.json`;
    changed.push({ place: `${side} policy`, file, owner: role.arn, before: '', after: pretty(json), statements: statementsOf(json) });
  }
  if (trust.length > 0 && role.trust !== undefined) {
    const before = textOf(role.trust);
    const statements = trustStatements(role.trust.json, trust);
    const after = editStatements(before, { removes: () => false, appended: statements });
    changed.push({
      place: `${side} trust`,
      file: `${side}-role-trust.json`,
      owner: role.arn,
      before,
      after,
      statements,
      ...(role.trust.file !== undefined && { given: role.trust.file }),
    });
  }
  return changed;
}

/** What keeps a patch from being applied, in sentences; empty where nothing does. */
export function patchProblems({ subject }: Scene, documents: readonly ChangedDocument[]): readonly string[] {
  return documents.flatMap(({ place, after, owner }): readonly string[] => {
    if (place.endsWith('trust')) {
      const characters = JSON.stringify(JSON.parse(after)).length;
      return characters <= TRUST_POLICY_MAX_CHARACTERS
        ? []
        : [
            `The trust policy of ${owner} would have ${characters} characters, and IAM takes ${TRUST_POLICY_MAX_CHARACTERS} unless the quota was raised`,
          ];
    }
    if (place !== 'key policy' || subject.key?.policy === undefined) return inlineProblems(after, owner);
    const bytes = policyBytes(after);
    const foreign = foreignUnderOwnSid(subject.key.policy.json, OWN, PRINCIPALS);
    return [
      ...(bytes > KEY_POLICY_MAX_BYTES ? [`The key policy would have ${bytes} bytes, and KMS takes ${KEY_POLICY_MAX_BYTES}`] : []),
      ...(foreign.length > 0
        ? [
            `The key policy has statements under ${foreign.join(', ')} that no release of cado-kms-key-policy wrote. Give them another Sid first`,
          ]
        : []),
      ...(keepsPolicyWriter(JSON.parse(after) as never, accountOf(owner))
        ? []
        : [
            `The key policy leaves nobody in the account ${accountOf(owner)} who may change it, before and after. Put the root delegation in first`,
          ]),
    ];
  });
}

/** The most that a role's inline policies may hold together. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const INLINE_MAX_CHARACTERS = 10_240;

function inlineProblems(after: string, owner: string): readonly string[] {
  const characters = JSON.stringify(JSON.parse(after)).length;
  return characters <= INLINE_MAX_CHARACTERS
    ? []
    : [`The inline policy ${INLINE_POLICY_NAME} of ${owner} would have ${characters} characters, and IAM takes ${INLINE_MAX_CHARACTERS}`];
}
