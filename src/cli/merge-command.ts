import { unwritable, writeWhole } from '../disk/write-whole';
import { mayBeChangedByAccount } from '../doctor/key-writers';
import { goneInWords, gonePrincipals } from '../policy/gone-principals';
import type { InputValues } from '../policy/guard';
import { keyAccountIn, keyPartitionIn } from '../policy-text/key-account';
import { readKeyPolicy, type KeyPolicyText } from '../policy-text/key-policy-text';
import { keyStatements } from '../policy-text/key-statements';
import { mergeIntoText, unmergeText, type EditedPolicy, type EditOptions } from '../policy-text/merge-text';
import { documentFile } from './documents';
import { CheckFailure, UsageError } from './errors';
import { mergeInputs, MERGE_LABELS, type MergeInputs } from './merge-inputs';
import { idleNotes, lossNotes } from './merge-notes';

/** Options of `cado-response unmerge`, as given. */
export interface UnmergeOptions {
  /** The key's account. @default - the one whose root may change the policy */
  readonly account?: string;
  /** Whether whitespace between tokens goes. */
  readonly compact?: boolean;
  /** A file, or - for standard output. @default - */
  readonly out?: string;
}

/** Options of `cado-response merge`, as given. */
export type MergeOptions = UnmergeOptions & MergeInputs;

/** What the commands need of their surroundings. */
export interface MergeContext {
  /** Takes the policy, to the letter. */
  readonly write: (text: string) => void;
  /** Takes what should be known and is no part of the policy. */
  readonly note: (text: string) => void;
  /** When it is: a date of the policy that lies before holds from now on, or never. */
  readonly now: Date;
}

/**
 * `cado-response merge POLICY`: the key policy with our statements, printed or written.
 *
 * @throws UsageError for options or a policy that are wrong; CheckFailure where the result must not be used
 */
export function mergeCommand(file: string, options: MergeOptions, context: MergeContext): void {
  const { inputs, problems } = mergeInputs(options);
  const given = givenPolicy(file, options);
  const partition = keyPartition(given.read) ?? rolesOf(inputs)[0]?.split(':')[1] ?? 'aws';
  const ours = keyStatements(inputs, partition, (input) => MERGE_LABELS[input] ?? input);
  const all = [...problems, ...ours.problems, ...given.problems];
  if (all.length > 0 || ours.statements === undefined) throw new UsageError(all.join('\n'));
  const edited = mergeIntoText(given.text, ours.statements, given.account, editOptions(given, options, context.now, partition));
  put(file, edited, options, context);
  const before = given.read.policy;
  if (edited.text !== undefined && before !== undefined) lossNotes(before, edited.policy).forEach(context.note);
  noteGone(edited, context);
  idleNotes(inputs, partition).forEach(context.note);
  if (options.account === undefined && options.targetRole !== undefined && options.targetRole.split(':')[4] !== given.account)
    context.note(
      `The key's account is taken to be ${given.account}, whose root may change the policy; the target role lies elsewhere. If the key does, too, give --account`,
    );
}

/** `cado-response unmerge POLICY`: the key policy without our statements. Errors as for merge. */
export function unmergeCommand(file: string, options: UnmergeOptions, context: MergeContext): void {
  const given = givenPolicy(file, options);
  if (given.problems.length > 0) throw new UsageError(given.problems.join('\n'));
  const edited = unmergeText(given.text, given.account, editOptions(given, options, context.now, keyPartition(given.read)));
  put(file, edited, options, context);
  noteGone(edited, context);
}

function noteGone(edited: EditedPolicy, { note }: MergeContext): void {
  const ids = edited.text === undefined ? [] : gonePrincipals(edited.policy);
  if (ids.length > 0) note(goneInWords('The policy', ids));
}

const keyPartition = ({ policy }: KeyPolicyText): string | undefined => (policy === undefined ? undefined : keyPartitionIn(policy));

const rolesOf = (inputs: InputValues): readonly string[] =>
  ['platform_role_arn', 'target_role_arn'].flatMap((name) => inputs[name] ?? []).filter((arn) => typeof arn === 'string');

const editOptions = ({ account: own }: GivenPolicy, { account, compact }: UnmergeOptions, now: Date, partition = 'aws'): EditOptions => ({
  isAccountInferred: account === undefined,
  isCompact: compact === true,
  mayBeChanged: (policy) => mayBeChangedByAccount(policy, { account: own, partition, now }),
  partition,
});

/** A policy that was named, whose it is, and what is wrong with either. */
interface GivenPolicy {
  readonly read: KeyPolicyText;
  readonly text: string;
  readonly account: string;
  readonly problems: readonly string[];
}

function givenPolicy(file: string, { account, out }: UnmergeOptions): GivenPolicy {
  const { documents, problems: unread } = documentFile(file);
  const text = documents[0]?.text ?? '';
  const read: KeyPolicyText = unread.length > 0 ? { problems: [] } : readKeyPolicy(text);
  const known = account ?? (read.policy === undefined ? undefined : keyAccountIn(read.policy));
  const problems = [
    ...unread,
    ...read.problems.map((problem) => `${file}: ${problem}`),
    ...outProblems(out),
    ...(account !== undefined && !/^\d{12}$/.test(account)
      ? [`--account is ${JSON.stringify(account)}, but must be 12 digits. Accepted: --account 111122223333`]
      : []),
    ...(known === undefined && read.policy !== undefined
      ? [
          `${file} does not tell the key's account. Give --account, e.g. --account 111122223333. A policy tells it where a root may change it without a condition, and nobody of another account may`,
        ]
      : []),
  ];
  return { read, text, account: known ?? '', problems };
}

function outProblems(out: string | undefined): readonly string[] {
  const accepted = 'Accepted: a file, e.g. --out key-policy.merged.json, or - for standard output';
  if (out?.trim() === '') return [`--out is empty. ${accepted}`];
  const reason = isStandardOutput(out) ? undefined : unwritable(out);
  return reason === undefined ? [] : [`--out ${out} cannot be written: ${reason}. ${accepted}`];
}

const isStandardOutput = (out: string | undefined): out is undefined | '-' => out === undefined || out === '-';

function put(file: string, edited: EditedPolicy, { out }: UnmergeOptions, { write }: MergeContext): void {
  if (edited.text === undefined) throw new CheckFailure(edited.problems.map((problem) => `${file}: ${problem}`).join('\n'));
  // To the letter: this is the text that was measured.
  if (isStandardOutput(out)) write(edited.text);
  else writeWhole(out, edited.text);
}
