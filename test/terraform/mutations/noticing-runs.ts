import type { PolicyStatement } from '../../../src/policy/policy-json';
import type { HclBlock } from './hcl-blocks';
import { addressOf, documentOf, sidOf } from './policy-blocks';
import type { TestRun } from './test-runs';

/**
 * Runs that should notice that a block is gone: every one that expects the refusal of a rule, or the first and the last that
 * expect the statement or condition, or at least name the statement.
 */
export function runsThatExpect(block: HclBlock, runs: readonly TestRun[]): readonly TestRun[] {
  if (/^(precondition|validation)$/.test(block.header)) {
    return runs.filter(({ text }) => text.includes(`expect_failures = [${addressOf(block)}]`));
  }
  if (sidOf(block) === undefined) return runs.filter(({ text }) => text.includes('constraints')).slice(0, 1);
  const expecting = runs.filter((run) => statementsOf(run, block).some((statement) => hasCondition(statement, block)));
  return firstAndLast(expecting.length > 0 ? expecting : runs.filter(({ text }) => text.includes(sidOf(block) ?? '')));
}

/** Runs that should notice that a guarded block always exists: those whose policy has not got it. */
export function runsThatMiss(block: HclBlock, runs: readonly TestRun[]): readonly TestRun[] {
  const inPolicy = runs.filter(({ expected }) => (documentOf(block) ?? '') in expected);
  if (!isCondition(block)) return firstAndLast(inPolicy.filter((run) => statementsOf(run, block).length === 0));
  return firstAndLast(inPolicy.filter((run) => statementsOf(run, block).some((statement) => !hasCondition(statement, block))));
}

function firstAndLast(runs: readonly TestRun[]): readonly TestRun[] {
  return [...new Set([...runs.slice(0, 1), ...runs.slice(-1)])];
}

function statementsOf({ expected }: TestRun, block: HclBlock): readonly PolicyStatement[] {
  return (expected[documentOf(block) ?? ''] ?? []).filter(({ Sid }) => Sid === sidOf(block));
}

function isCondition({ header }: HclBlock): boolean {
  return header.includes('condition');
}

/** Whether the statement has the condition that a block renders; its key is compared up to where Terraform computes it. */
function hasCondition(statement: PolicyStatement, block: HclBlock): boolean {
  if (!isCondition(block)) return true;
  const operator = /^ *test += "([^"]+)"$/m.exec(block.text)?.[1] ?? '';
  const key = /^ *variable += "([^"$]*)/m.exec(block.text)?.[1] ?? '';
  return Object.keys(statement.Condition?.[operator] ?? {}).some((name) => name.startsWith(key));
}
