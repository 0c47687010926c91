import type { EstateKey, EstateRole, GivenPolicy } from '../../estate/estate';
import { editStatements } from '../../policy-text/edit-statements';
import type { Json } from '../../policy/policy-json';
import type { Subject } from '../subject/subject';
import { additionsTo, type Addition, type Place } from './addition';
import { hasNamelessPolicies, inlinePolicyOf } from './inline-policy';
import { EMPTY, isReplacedBy } from './patched';
import { asWritten } from './statement-lists';
import { withFileNames } from './file-names';

/** A document that a patch changes or makes, whole. */
export interface ChangedDocument {
  readonly place: Place;
  /** File name for it, e.g. `key-policy.json`; no two documents have the same. */
  readonly file: string;
  /** The file that it changes, where one was given that holds the policy alone. @default - none */
  readonly given?: string;
  /** Whose it is: the ARN of the key or the role. */
  readonly owner: string;
  /** Address of the key or the role in Terraform. @default - not given by Terraform */
  readonly address?: string;
  /** Name of the inline policy of a role. @default - a key policy or a trust policy, which have none */
  readonly policyName?: string;
  /** Whether the role may have an inline policy of this name that nobody told of. @default false */
  readonly mayReplace?: boolean;
  /** Text before, empty for a new policy. */
  readonly before: string;
  readonly after: string;
  /** The statements that were added or changed. */
  readonly statements: readonly Json[];
  /** Sids of our statements that were changed. */
  readonly changed: readonly string[];
}

type Unnamed = Omit<ChangedDocument, 'file'>;

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * A text without characters that AWS takes in policies only as escapes, which whatever printed the policy may have decoded. They can
 * stand in texts alone.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html
 */
const escaped = (text: string): string =>
  text.replaceAll(/[\u0100-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Every document that additions change, each once: statements of others stay to the letter. */
export function changedDocuments(subjects: readonly Subject[], additions: readonly Addition[]): readonly ChangedDocument[] {
  const keys = new Map(subjects.flatMap(({ key }) => (key === undefined ? [] : [[key.arn, key] as const])));
  const roles = new Map(
    (['platform', 'target'] as const).flatMap((side) =>
      subjects.flatMap((subject) => {
        const role = subject[side];
        return role === undefined ? [] : [[role.arn, role] as const];
      }),
    ),
  );
  return withFileNames([
    ...[...keys.values()].flatMap((key) => keyDocument(key, additions)),
    ...[...roles.values()].flatMap((role) => [...inlineDocument(role, additions), ...trustDocument(role, additions)]),
  ]);
}

function keyDocument({ arn, address, policy }: EstateKey, all: readonly Addition[]): readonly Unnamed[] {
  const additions = additionsTo(all, 'key policy', arn);
  return policy === undefined ? [] : edited(additions, policy, { owner: arn, ...addressOf(policy, address) });
}

/** A policy that is a resource of its own is changed there. */
function addressOf({ name }: GivenPolicy, address: string | undefined): Pick<ChangedDocument, 'address'> {
  if (address === undefined) return {};
  return { address: /(^|\.)aws_kms_key_policy\./.test(name) ? name.replace(/\.policy$/, '') : address };
}

function trustDocument({ arn, address, trust }: EstateRole, all: readonly Addition[]): readonly Unnamed[] {
  const additions = additionsTo(all, 'trust', arn);
  return trust === undefined ? [] : edited(additions, trust, { owner: arn, ...(address !== undefined && { address }) });
}

function inlineDocument(role: EstateRole, all: readonly Addition[]): readonly Unnamed[] {
  const additions = additionsTo(all, 'policy', role.arn);
  const { name, given } = inlinePolicyOf(role);
  const owner = {
    owner: role.arn,
    policyName: name,
    ...(role.address !== undefined && { address: role.address }),
    ...(given === undefined && hasNamelessPolicies(role) && { mayReplace: true }),
  };
  return edited(additions, given, owner);
}

/** @param policy as it is; undefined for a new one */
function edited(
  additions: readonly Addition[],
  policy: GivenPolicy | undefined,
  owner: Pick<ChangedDocument, 'owner' | 'address' | 'policyName' | 'mayReplace'>,
): readonly Unnamed[] {
  const [first] = additions;
  if (first === undefined) return [];
  // A file is changed as it is, so that the diff applies to it.
  const text = policy?.file === undefined ? escaped(policy?.text ?? pretty(policy?.json ?? EMPTY)) : (policy.text ?? pretty(policy.json));
  const written = (some: readonly Addition[]): readonly Json[] => asWritten(some.map(({ statement }) => statement));
  return [
    {
      place: first.place,
      ...owner,
      before: policy === undefined ? '' : text,
      after: editStatements(text, {
        removes: () => false,
        replaces: (statement) => written(additions.filter((one) => isReplacedBy(statement, one)))[0],
        appended: written(additions.filter((one) => one.before === undefined)),
      }),
      statements: written(additions),
      changed: additions.flatMap(({ before }) => before?.Sid ?? []),
      ...(policy?.file !== undefined && { given: policy.file }),
    },
  ];
}
