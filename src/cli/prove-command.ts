import { TIGHTENING_LEVELS } from '../policy/guard';
import { ALL_MODULES } from '../modules/all-modules';
import { proofJson } from '../proof/proof-json';
import { proofText } from '../proof/proof-text';
import { prove, type Proof } from '../proof/prove';
import type { ModuleName } from '../proof/claims/import-path';
import { everyChoice } from '../proof/installation/choices';
import { CheckFailure, UsageError } from './errors';

/** Options of `cado-response prove`, as given. */
export interface ProveOptions {
  /** @default - all modules */
  readonly module?: readonly string[];
  /** @default - all levels */
  readonly level?: readonly string[];
  readonly json?: boolean;
}

/** What the command needs of its surroundings. */
export interface ProveContext {
  readonly print: (text: string) => void;
  /** Told how far the proof is. @default - nobody */
  readonly progress?: (done: number, all: number) => void;
}

/**
 * `cado-response prove`: decides every claim and prints what was found.
 *
 * @throws UsageError for an unknown module or level; CheckFailure that names each failed claim.
 */
export function proveCommand(options: ProveOptions, { print, progress }: ProveContext): void {
  const known = ALL_MODULES.map(({ name }) => name);
  const problems = [...unknown('--module', options.module, known), ...unknown('--level', options.level, TIGHTENING_LEVELS)];
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const levels = TIGHTENING_LEVELS.filter((level) => options.level === undefined || options.level.includes(level));
  const modules = known.filter((name) => options.module === undefined || options.module.includes(name)) as readonly ModuleName[];
  const proof = prove({ installations: everyChoice(levels), modules, ...(progress !== undefined && { progress }) });
  print(options.json === true ? proofJson(proof, modules, levels) : proofText(proof, modules, levels));
  if (proof.failures.length > 0) throw new CheckFailure(failedText(proof));
}

const failedText = ({ failures }: Proof): string =>
  `${failures.length} ${failures.length === 1 ? 'call is' : 'calls are'} decided otherwise than claimed`;

function unknown(option: string, given: readonly string[] = [], known: readonly string[]): readonly string[] {
  const wrong = given.filter((name) => !known.includes(name));
  return wrong.length === 0
    ? []
    : [`${option}: ${wrong.map((name) => JSON.stringify(name)).join(', ')} is unknown. Accepted: ${known.join(', ')}`];
}
