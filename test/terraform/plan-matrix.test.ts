import type { ModuleName } from '../../src/proof/claims/import-path';
import { plannedModules } from '../../src/proof/plan/planned-modules';
import { provePlan } from '../../src/proof/plan/plan-proof';
import { proveModule, type ModuleProof } from '../../src/proof/plan/prove-plan';
import { conditionPlaces, withoutCondition, type ConditionPlace } from '../support/without-condition';
import type { Difference } from './plan-matrix/difference';
import { addressOf, instancesOf } from './plan-matrix/instance';
import { MATRIX_MODULES } from './plan-matrix/matrix-modules';
import { matrixRoot, renderedIn } from './plan-matrix/matrix-root';
import { coveringRows, possibleTuples, tuplesToCover, type CoverageGoal } from './plan-matrix/pairwise';
import { plannedResources } from './plan-matrix/planned-resources';
import { tupleKey, tuplesOf, type Row } from './plan-matrix/tuples';
import { describeEmulated } from './test-bed/describe-terraform';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { terraformRoot, type Plan, type TerraformRoot } from './test-bed/terraform-root';

const modules = MATRIX_MODULES.map((module) => ({ ...module, instances: instancesOf(module) }));
const instances = modules.flatMap((module) => module.instances);
const PROVED: readonly ModuleName[] = ['cado-role', 'cado-cross-account-trust', 'cado-kms-key-policy'];
const rowsOf = (module: (typeof modules)[number]): readonly Row[] => module.instances.map(({ row }) => row);

const covered = (rows: readonly Row[], size: number): ReadonlySet<string> =>
  new Set(rows.flatMap((row) => tuplesOf(row, size).map(tupleKey)));
const possible = ({ parameters, constraints }: CoverageGoal, size: number): readonly string[] =>
  possibleTuples(parameters, constraints, size).map(tupleKey);

describe.each(modules)('The instances of $name in the plan', (module) => {
  const rows = rowsOf(module);
  const { goal, refusedPairs } = module;

  it('cover every pair of input values but those that the module refuses', () => {
    const pairs = covered(rows, 2);
    const uncovered = possible({ ...goal, constraints: [] }, 2).filter((pair) => !pairs.has(pair));
    expect(uncovered.toSorted()).toEqual(refusedPairs);
  });

  it('cover every triple that decides over keys', () => {
    const isIn = (tuple: Row) => (row: Row) => Object.entries(tuple).every(([name, label]) => row[name] === label);
    expect(tuplesToCover(goal).filter((tuple) => !rows.some(isIn(tuple)))).toEqual([]);
  });

  it('vary in every input', () => {
    expect(Object.keys(module.choices).toSorted()).toEqual(module.inputs.map(({ name }) => name).toSorted());
  });

  it('keep every constraint', () => {
    expect(rows.filter((row) => goal.constraints.some(({ allows }) => !allows(row)))).toEqual([]);
  });

  it('are the same on every run', () => {
    expect(coveringRows(goal)).toEqual(rows);
  });
});

describe('All instances of the plan', () => {
  it('are many', () => {
    expect(instances.length).toBeGreaterThanOrEqual(400);
  });
});

describeEmulated('What Terraform renders for every instance in one plan', () => {
  let emulator: Emulator;
  let root: TerraformRoot;
  let plan: Plan;

  beforeAll(async () => {
    emulator = await startEmulator();
    root = await terraformRoot(matrixRoot(instances, emulator.endpoint));
    plan = await root.plan();
  });

  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });

  it.each(modules)('equals what the resolver gives, statement by statement: $name', (module) => {
    const found: readonly Difference[] = module.instances.flatMap((instance) =>
      module.differences(
        `${instance.name}: ${tupleKey(instance.row)}`,
        instance.inputs,
        instance.place.partition,
        renderedIn(plan, instance),
      ),
    );
    const pairs = covered(rowsOf(module), 2).size;
    process.stdout.write(
      `Plan matrix of ${module.name}, seed ${module.goal.seed}: ${module.instances.length} instances, ${pairs} pairs, ${found.length} differences\n`,
    );
    expect(found).toEqual([]);
  });

  it('is as claimed, every import path and every attack', () => {
    const { modules: proofs, problems } = provePlan(JSON.stringify(plan), { modules: PROVED });
    const sum = (of: (one: ModuleProof) => number): number => proofs.reduce((total, one) => total + of(one), 0);
    process.stdout.write(
      `Proof of the plan matrix: ${proofs.length} modules, ${sum(({ paths }) => paths)} paths, ${sum(({ attacks }) => attacks)} attacks, ${sum(({ calls }) => calls)} calls, ${problems.length} otherwise than claimed\n`,
    );
    expect(problems).toEqual([]);
    expect(proofs).toHaveLength(instances.length);
    expect(sum(({ paths }) => paths)).toBeGreaterThan(2000);
  });

  it('is not as claimed without any one condition, but for those that only the call of the module could tell of', () => {
    const planned = plannedModules(JSON.stringify(plan)).modules;
    const places = conditionPlaces(planned);
    const isNoticed = (place: ConditionPlace): boolean =>
      planned.some((module) => {
        const changed = withoutCondition(module, place);
        return changed !== undefined && (proveModule(changed)?.failures.length ?? 0) > 0;
      });
    expect(places.length).toBeGreaterThan(100);
    // Nothing else of a policy shows that these were asked for, and here the calls compute them.
    expect(
      places
        .filter((place) => !isNoticed(place))
        .map(({ module, key }) => `${module}: ${key}`)
        .toSorted(),
    ).toEqual(['cado-cross-account-trust: aws:PrincipalOrgID', 'cado-cross-account-trust: sts:ExternalId']);
  });

  it('holds exactly the resources that the inputs ask for', () => {
    const expected = modules.flatMap((module) =>
      module.instances.map((instance) => module.resources(addressOf(instance), instance.inputs, instance.place.partition)),
    );
    expect(plannedResources(plan)).toEqual(Object.assign({}, ...expected));
  });
});
