import type { TighteningLevel } from '../../policy/guard';
import type { ModuleName } from '../claims/import-path';
import { lintPolicy } from '../linter/lint-policy';
import type { LintedPolicy } from '../linter/finding';
import { nameOf } from './planned-decision';
import { plannedModules, type PlannedModule } from './planned-modules';
import { statementViews } from './statement-view';
import { proveModule, type ModuleProof } from './prove-plan';

/** What was proved of a plan. */
export interface PlanProof {
  readonly modules: readonly ModuleProof[];
  /** Everything that is not as claimed, or that cannot be told, in sentences. */
  readonly problems: readonly string[];
}

/** What of a plan is proved, and how. */
export interface PlanOptions {
  /** Modules to look at. @default - all */
  readonly modules: readonly ModuleName[];
  /** The level that must hold. @default - the tightest one of which policies or inputs show a sign */
  readonly level?: TighteningLevel;
  /** Told after each module. @default - nobody */
  readonly progress?: (done: number, all: number) => void;
}

/**
 * Decides every claim for every module of ours in what `terraform show -json` printed, each by what Terraform rendered for it.
 *
 * @throws Error if the text is no plan
 */
export function provePlan(planText: string, { modules, level, progress }: PlanOptions): PlanProof {
  const plan = plannedModules(planText);
  const chosen = plan.modules.filter(({ name }) => modules.includes(name));
  const proofs: ModuleProof[] = [];
  const problems = plan.unknown.map(
    (address) => `${address} is unknown until apply, so nothing can be said of it: plan again once what it depends on exists`,
  );
  if (chosen.length === 0 && problems.length === 0) {
    problems.push(`The plan has none of these modules: ${modules.join(', ')}. Plan a configuration that calls one of them`);
  }
  chosen.forEach((module, index) => {
    const proof = proveModule(module, level);
    if (proof === undefined) {
      problems.push(`${nameOf(module)} lies in the partition ${JSON.stringify(module.partition)}, for which no claims are made`);
    } else {
      proofs.push(proof);
      problems.push(...proof.failures.map(({ message }) => message), ...lintErrors(module));
    }
    progress?.(index + 1, chosen.length);
  });
  return { modules: proofs, problems };
}

/** Rules that speak of what the input `tag_after_create` opens, and says so. */
const OPENED_BY_TAGS: readonly string[] = ['tag-set-freely', 'scope-void', 'allowed-twice'];

/** What AWS would reject, or what does not do what it says. */
function lintErrors(module: PlannedModule): readonly string[] {
  const { partition } = module;
  const isOpened = statementViews(Object.values(module.policies)).has('TagAfterCreating');
  const identity = Object.entries(module.policies).map(([key, json]): LintedPolicy => ({
    name: `${nameOf(module)} ${key}`,
    kind: module.name === 'cado-kms-key-policy' ? 'key' : 'identity',
    json,
    partition,
  }));
  const trust: readonly LintedPolicy[] =
    module.trust === undefined ? [] : [{ name: `${nameOf(module)} trust`, kind: 'trust', json: module.trust, partition }];
  return [...identity, ...trust].flatMap((policy) =>
    lintPolicy(policy)
      .filter(({ severity, rule }) => severity === 'error' && !(isOpened && OPENED_BY_TAGS.includes(rule)))
      .map(({ path, problem, mend }) => `${policy.name}: ${path === '' ? '' : `${path}: `}${problem} ${mend}`),
  );
}
