import { readFileSync } from 'node:fs';
import { TIGHTENING_LEVELS, type TighteningLevel } from '../policy/guard';
import { MODULE_NAMES } from '../module-names';
import { provePlan } from '../proof/plan/plan-proof';
import { planJson, planText } from '../proof/plan/plan-report';
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
  /** What `terraform show -json` printed, as a file, or `-` for standard input. @default - none: what the release renders is proved */
  readonly plan?: string;
}

/** What the command needs of its surroundings. */
export interface ProveContext {
  readonly print: (text: string) => void;
  /** Told how far the proof is. @default - nobody */
  readonly progress?: ((done: number, all: number, unit?: string) => void) | undefined;
}

/**
 * `cado-response prove`: decides every claim and prints what was found.
 *
 * @throws UsageError for an unknown module or level; CheckFailure that names each failed claim.
 */
export function proveCommand(options: ProveOptions, { print, progress }: ProveContext): void {
  const known: readonly string[] = MODULE_NAMES;
  const problems = [
    ...unknown('--module', options.module, known),
    ...unknown('--level', options.level, TIGHTENING_LEVELS),
    ...(options.plan !== undefined && (options.level?.length ?? 0) > 1
      ? ['--plan takes one --level, the one that the plan must hold to']
      : []),
  ];
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const levels = TIGHTENING_LEVELS.filter((level) => options.level === undefined || options.level.includes(level));
  const modules = known.filter((name) => options.module === undefined || options.module.includes(name)) as readonly ModuleName[];
  if (options.plan !== undefined)
    return planCommand(options.plan, options.json === true, { modules, level: options.level?.[0] as TighteningLevel }, { print, progress });
  const proof = prove({ installations: everyChoice(levels), modules, ...(progress !== undefined && { progress }) });
  print(options.json === true ? proofJson(proof, modules, levels) : proofText(proof, modules, levels));
  if (proof.failures.length > 0) throw new CheckFailure(failedText(proof));
}

function planCommand(
  file: string,
  isJson: boolean,
  { modules, level }: { readonly modules: readonly ModuleName[]; readonly level: TighteningLevel | undefined },
  { print, progress }: ProveContext,
): void {
  const proof = provePlan(planTextIn(file), {
    modules,
    ...(level !== undefined && { level }),
    ...(progress !== undefined && { progress: (done, all) => progress(done, all, 'modules') }),
  });
  print(isJson ? planJson(proof) : planText(proof));
  if (proof.problems.length > 0)
    throw new CheckFailure(`${proof.problems.length} ${proof.problems.length === 1 ? 'thing is' : 'things are'} otherwise than claimed`);
}

function planTextIn(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `--plan: ${file} cannot be read (${error instanceof Error ? error.message : String(error)}). Accepted: what terraform show -json PLANFILE prints, as a file, or - for standard input`,
      { cause: error },
    );
  }
}

const failedText = ({ failures }: Proof): string =>
  `${failures.length} ${failures.length === 1 ? 'call is' : 'calls are'} decided otherwise than claimed`;

function unknown(option: string, given: readonly string[] = [], known: readonly string[]): readonly string[] {
  const wrong = given.filter((name) => !known.includes(name));
  return wrong.length === 0
    ? []
    : [`${option}: ${wrong.map((name) => JSON.stringify(name)).join(', ')} is unknown. Accepted: ${known.join(', ')}`];
}
