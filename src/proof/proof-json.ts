import type { TighteningLevel } from '../policy/guard';
import { CLAIMS, modulesOf, titleOf } from './claim';
import type { ModuleName } from './claims/import-path';
import { failureInWords } from './failure-words';
import { proofTable } from './proof-table';
import type { Proof } from './prove';

/** The proof for machines: figures, every claim by level, every call that was decided otherwise. */
export function proofJson(proof: Proof, modules: readonly ModuleName[], levels: readonly TighteningLevel[]): string {
  const claims = CLAIMS.filter((claim) => modulesOf(claim).some((name) => modules.includes(name)));
  return JSON.stringify(
    {
      installations: proof.installations,
      claims: proof.claims,
      calls: proof.calls,
      rows: proofTable(proof, claims, levels).map(({ claim, cells }) => ({
        kind: claim.kind,
        ...(claim.kind === 'attack' && { family: claim.family }),
        title: titleOf(claim),
        modules: modulesOf(claim),
        levels: cells,
      })),
      failures: proof.failures.map((failure) => ({
        title: titleOf(failure.claim),
        installation: failure.choices,
        call: failure.call,
        verdict: failure.verdict,
        message: failureInWords(failure),
      })),
    },
    null,
    2,
  );
}
