import type { TighteningLevel } from '../policy/guard';
import { CLAIMS, modulesOf, titleOf } from './claim';
import type { ModuleName } from './claims/import-path';
import { failureInWords } from './failure-words';
import { proofTable, type Cell, type Row } from './proof-table';
import type { Proof } from './prove';
import { textTable } from './text-table';

const MARKS: Readonly<Record<Cell, string>> = { works: 'works', refused: 'refused', 'not promised': '-', FAILED: 'FAILED' };
const MOST_FAILURES = 20;

/** The proof for people: a table of claims by level, then what failed, then figures. */
export function proofText(proof: Proof, modules: readonly ModuleName[], levels: readonly TighteningLevel[]): string {
  const claims = CLAIMS.filter((claim) => modulesOf(claim).some((name) => modules.includes(name)));
  const rows = proofTable(proof, claims, levels);
  const groups = [...new Set(rows.map(groupOf))].map((group) =>
    table(
      group,
      rows.filter((row) => groupOf(row) === group),
      levels,
    ),
  );
  const failures = proof.failures.slice(0, MOST_FAILURES).map((failure) => `FAILED  ${failureInWords(failure)}`);
  const more = proof.failures.length - failures.length;
  return [
    ...groups,
    ...(failures.length === 0 ? [] : [[...failures, ...(more > 0 ? [`FAILED  and ${more} more calls`] : [])].join('\n')]),
    figures(proof),
  ].join('\n\n');
}

function groupOf({ claim }: Row): string {
  return claim.kind === 'path' ? 'Import paths' : `Attacks: ${claim.family}`;
}

function table(title: string, rows: readonly Row[], levels: readonly TighteningLevel[]): string {
  return textTable([
    [title, ...levels],
    ...rows.map(({ claim, cells }) => [titleOf(claim), ...levels.map((level) => MARKS[cells[level] ?? 'not promised'])]),
  ]);
}

/** How much was decided, in a line. */
export function figures({ installations, claims, calls, failures }: Proof): string {
  const count = (number: number): string => number.toLocaleString('en-GB');
  return `${count(installations)} installations, ${count(claims)} claims, ${count(calls)} calls decided, ${count(failures.length)} otherwise than claimed`;
}
