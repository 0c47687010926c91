import type { TighteningLevel } from '../policy/guard';
import { isMadeAt, titleOf, type Claim } from './claim';
import type { Proof } from './prove';

/** What a proof says of a claim at a level. */
export type Cell = 'works' | 'refused' | 'not promised' | 'FAILED';

/** One claim at every level asked for. */
export interface Row {
  readonly claim: Claim;
  readonly cells: Readonly<Partial<Record<TighteningLevel, Cell>>>;
}

/** The proof as a table: claims by level. */
export function proofTable(proof: Proof, claims: readonly Claim[], levels: readonly TighteningLevel[]): readonly Row[] {
  const failed = new Set(proof.failures.map(({ claim, choices }) => `${choices.level} ${titleOf(claim)}`));
  return claims.map((claim) => ({
    claim,
    cells: Object.fromEntries(levels.map((level) => [level, cell(claim, level, failed.has(`${level} ${titleOf(claim)}`))])),
  }));
}

function cell(claim: Claim, level: TighteningLevel, isFailed: boolean): Cell {
  if (isFailed) return 'FAILED';
  if (!isMadeAt(claim, level)) return 'not promised';
  return claim.kind === 'path' ? 'works' : 'refused';
}
