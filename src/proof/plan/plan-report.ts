import { titleOf } from '../claim';
import { textTable } from '../text-table';
import type { PlanProof } from './plan-proof';
import { nameOf } from './planned-decision';

const MOST_PROBLEMS = 20;
const count = (number: number): string => number.toLocaleString('en-GB');

/** The proof of a plan for people: a row for each module, what is not as claimed, and figures. */
export function planText({ modules, problems }: PlanProof): string {
  const rows = modules.map((proof) => [
    nameOf(proof.module),
    proof.level,
    String(proof.paths),
    String(proof.attacks),
    proof.failures.length === 0 ? 'as claimed' : `FAILED (${proof.failures.length})`,
  ]);
  const table = textTable([['Module', 'level', 'paths', 'attacks', ''], ...rows]);
  const shown = problems.slice(0, MOST_PROBLEMS).map((problem) => `FAILED  ${problem}`);
  const more = problems.length - shown.length;
  return [
    ...(modules.length === 0 ? [] : [table]),
    ...(shown.length === 0 ? [] : [[...shown, ...(more > 0 ? [`FAILED  and ${count(more)} more`] : [])].join('\n')]),
    planFigures({ modules, problems }),
  ].join('\n\n');
}

/** How much was decided, in a line. */
export function planFigures({ modules, problems }: PlanProof): string {
  const sum = (of: (proof: PlanProof['modules'][number]) => number): string => count(modules.reduce((total, one) => total + of(one), 0));
  return `${count(modules.length)} modules, ${sum(({ paths, attacks }) => paths + attacks)} claims, ${sum(({ calls }) => calls)} calls decided, ${count(problems.length)} otherwise than claimed`;
}

/** The proof of a plan for machines. */
export function planJson({ modules, problems }: PlanProof): string {
  return JSON.stringify(
    {
      modules: modules.map(({ module, level, paths, attacks, calls, failures }) => ({
        address: module.address,
        module: module.name,
        level,
        paths,
        attacks,
        calls,
        failures: failures.map(({ claim, call, verdict, message }) => ({ title: titleOf(claim), call, verdict, message })),
      })),
      problems,
    },
    null,
    2,
  );
}
