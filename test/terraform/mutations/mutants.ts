import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sample } from './sample';
import { hclBlocks, type Edit, type HclBlock } from './hcl-blocks';
import { expectsFailure, showsStatement, testRuns, type TestRun } from './test-runs';

/** A module with one change that its own tests must notice. */
export interface Mutant {
  /** What is changed, for the test's name; unique in the module. */
  readonly what: string;
  readonly file: string;
  readonly edit: Edit;
  /** What the change can be seen in: an address whose refusal is expected, or an output. @default - anything */
  readonly seenIn?: string;
  /** The runs that should notice, each of them enough unless it expects a refusal; empty when no run shows that it does. */
  readonly runs: readonly TestRun[];
}

/** Blocks whose loss the module's own tests must notice. */
const DELETED: Readonly<Record<string, RegExp>> = {
  'main.tf': /^(dynamic "(statement|condition|constraints)"|statement|condition|principals|precondition)$/,
  'outputs.tf': /^precondition$/,
  'variables.tf': /^validation$/,
};

/** Runs in which few of the guarded statements and conditions exist. */
const PLAIN_RUNS = /^(nothing|documented|defaults|s3_alone|grants_withheld)$/;
const UNGUARDED_SAMPLE = { seed: 20_240_517, size: 8 } as const;

/** Every mutant of the module in `folder`: each block deleted, and of the guards of blocks a sample that always holds. */
export function mutantsOf(folder: string): readonly Mutant[] {
  const runs = testRuns(join(folder, 'tests'));
  const deleted = Object.entries(DELETED).flatMap(([file, pattern]) =>
    blocksIn(folder, file)
      .filter(({ header }) => pattern.test(header))
      .map((block) => deletedMutant(file, block, runs)),
  );
  return [...deleted, ...unguardedMutants(folder, runs)];
}

function blocksIn(folder: string, file: string): readonly HclBlock[] {
  return hclBlocks(readFileSync(join(folder, file), 'utf8'));
}

function deletedMutant(file: string, block: HclBlock, runs: readonly TestRun[]): Mutant {
  const { header, first, last } = block;
  const sid = sidOf(block);
  const address = addressOf(block);
  const what = `${header} on line ${first + 1} of ${file} (${sid ?? address})`;
  const mutant = { what: `without ${what}`, file, edit: { first, last, lines: [] } };
  if (/^(precondition|validation)$/.test(header)) {
    return { ...mutant, seenIn: address, runs: runs.filter((run) => expectsFailure(run, address)) };
  }
  const output = outputOf(address);
  const seenIn = output === undefined ? {} : { seenIn: output };
  if (sid === undefined) return { ...mutant, ...seenIn, runs: runs.filter(({ text }) => text.includes('constraints')) };
  const shown = runs.filter((run) => showsStatement(run, sid, conditionKey(block), output));
  // A statement that several policies have alike is shown in full for one of them; for the others the digest tells.
  if (shown.length === 0) return { ...mutant, runs: runs.filter((run) => showsStatement(run, sid, conditionKey(block), undefined)) };
  return { ...mutant, ...seenIn, runs: shown };
}

/** The start of the first condition key in a condition, up to where it is computed; nothing for other blocks. */
function conditionKey({ header, text }: HclBlock): string {
  return header.includes('condition') ? (/variable += ("[^"$]+)/.exec(text)?.[1] ?? '') : '';
}

/** A guarded block that always exists. Which run misses it cannot be read off its text, so only a sample is tried. */
function unguardedMutants(folder: string, runs: readonly TestRun[]): readonly Mutant[] {
  const guarded = blocksIn(folder, 'main.tf').flatMap((block) => {
    const line = block.text.split('\n').findIndex((text) => /^ *for_each = .* \? \[1\] : \[\]$/.test(text));
    return /^dynamic "(statement|condition)"$/.test(block.header) && line === 1 ? [{ block, at: block.first + line }] : [];
  });
  return sample(guarded, UNGUARDED_SAMPLE).map(({ block, at }) => ({
    what: `with ${block.header} on line ${block.first + 1} of main.tf (${sidOf(block) ?? addressOf(block)}) in any case`,
    file: 'main.tf',
    edit: { first: at, last: at, lines: ['for_each = [1]'] },
    runs: runs.filter(({ name, text }) => PLAIN_RUNS.test(name) && !text.includes('expect_failures')),
  }));
}

/** The address of what a block belongs to. */
function addressOf(block: HclBlock): string {
  const [kind = '', ...labels] = (block.parents[0] ?? block).header.replaceAll('"', '').split(' ');
  return [...(kind === 'resource' ? [] : [kind === 'variable' ? 'var' : kind]), ...labels].join('.');
}

/** The output that shows a policy document by itself. */
function outputOf(address: string): string | undefined {
  const document = /^data\.aws_iam_policy_document\.(\w+)$/.exec(address)?.[1];
  if (document === 'trust') return 'output.trust_policy_json';
  if (document === 'platform_side') return 'output.platform_assume_role_policy_json';
  return document === undefined || /^(statements|root_delegation)$/.test(document) ? undefined : `output.policy_json["${document}"]`;
}

function sidOf(block: HclBlock): string | undefined {
  const statement = [...block.parents, block].find(({ header }) => /^(dynamic "statement"|statement)$/.test(header));
  return /^ *sid +=  *"([^"]+)"$/m.exec(statement?.text ?? '')?.[1];
}
