import { collect } from '../estate/collect';
import type { DocumentProblem, Estate } from '../estate/estate';
import { readJson } from '../estate/json-text';
import { fromTerraform, unknownPolicies } from '../estate/terraform';
import { terraformDocument } from '../estate/terraform-resources';
import { whereaboutsOf, type Whereabouts } from '../estate/whereabouts';

/** A plan as what is and what will be. */
export interface PlanEstates {
  readonly before: Estate;
  readonly after: Estate;
  /** Policies that Terraform will know only when it applies, by address and attribute. */
  readonly unknown: readonly string[];
  /** Policies that are none. */
  readonly problems: readonly DocumentProblem[];
}

const WANTED = 'Accepted: what terraform show -json PLANFILE prints';

/** Reads what `terraform show -json` printed of a plan. @returns a sentence where the text is none */
export function planEstates(text: string, file: string, usual: Whereabouts): PlanEstates | string {
  const read = readJson(text);
  if (read.problem !== undefined) return `${file} is no JSON: ${read.problem}. ${WANTED}`;
  const plan = terraformDocument(read.value);
  if (plan?.kind !== 'plan') return `${file} is no plan. ${WANTED}`;
  const problems: DocumentProblem[] = [];
  // Names that one side does not tell are those of the other: a plan is about one account and Region, as far as it says.
  const place = whereaboutsOf([...plan.before, ...plan.after], { ...usual, ...(plan.region !== undefined && { region: plan.region }) });
  const quiet = { file, report: (): void => undefined };
  const loud = { file, report: (problem: DocumentProblem): void => void problems.push(problem) };
  return {
    before: collect(fromTerraform(plan.before, quiet, place)),
    after: collect(fromTerraform(plan.after, loud, place)),
    unknown: unknownPolicies(plan.after),
    problems,
  };
}
