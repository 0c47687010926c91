import { differences, type Difference } from './plan-matrix/differences';
import { instanceOf } from './plan-matrix/key-policy-instance';
import { KEY_POLICY_CONSTRAINTS, KEY_POLICY_PARAMETERS } from './plan-matrix/key-policy-parameters';
import { matrixRoot, renderedIn } from './plan-matrix/matrix-root';
import { coveringRows, possibleTuples } from './plan-matrix/pairwise';
import { expectedGrants, plannedGrants } from './plan-matrix/planned-grants';
import { tupleKey, tuplesOf } from './plan-matrix/tuples';
import { describeEmulated } from './test-bed/describe-terraform';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { terraformRoot, type Plan, type TerraformRoot } from './test-bed/terraform-root';

const goal = { parameters: KEY_POLICY_PARAMETERS, constraints: KEY_POLICY_CONSTRAINTS, strength: 3, seed: 20240501 };
const rows = coveringRows(goal);
const instances = rows.map(instanceOf);

const covered = (size: number): ReadonlySet<string> => new Set(rows.flatMap((row) => tuplesOf(row, size).map(tupleKey)));
const possible = (size: number): readonly string[] => possibleTuples(goal.parameters, goal.constraints, size).map(tupleKey);

/** The pairs that the module refuses by design, whatever the other inputs are. */
const REFUSED_PAIRS = [
  'create_grant_for=both, target_role_arn=null',
  'create_grant_for=target, target_role_arn=null',
  'grants=platform with defaults, kms_tightening=encryption_context',
  'grants=platform with defaults, kms_tightening=pinned',
  'grants=platform with defaults, kms_tightening=via_service',
  'grants=platform with defaults, platform_role_arn=null',
  'grants=target with context, kms_tightening=encryption_context',
  'grants=target with context, kms_tightening=pinned',
  'grants=target with context, kms_tightening=via_service',
  'grants=target with context, target_role_arn=null',
  'platform_role_arn=null, target_role_arn=null',
];

describe('The instances of the plan', () => {
  it('cover every pair of input values but those that the module refuses', () => {
    const pairs = covered(2);
    const uncovered = possibleTuples(goal.parameters, [], 2)
      .map(tupleKey)
      .filter((pair) => !pairs.has(pair));
    expect(uncovered.toSorted()).toEqual(REFUSED_PAIRS);
  });

  it('cover every triple of input values that the module allows', () => {
    const triples = covered(3);
    expect(possible(3).filter((triple) => !triples.has(triple))).toEqual([]);
  });

  it('keep every constraint', () => {
    expect(rows.filter((row) => goal.constraints.some(({ allows }) => !allows(row)))).toEqual([]);
  });

  it('are many, and the same on every run', () => {
    expect(rows.length).toBeGreaterThanOrEqual(150);
    expect(coveringRows(goal)).toEqual(rows);
  });
});

describeEmulated('What Terraform renders for every instance in one plan', () => {
  let emulator: Emulator;
  let root: TerraformRoot;
  let plan: Plan;
  let found: readonly Difference[];

  beforeAll(async () => {
    emulator = await startEmulator();
    root = await terraformRoot(matrixRoot(instances, emulator.endpoint));
    plan = await root.plan();
    found = instances.flatMap((instance) =>
      differences(`${instance.name}: ${tupleKey(instance.row)}`, instance.inputs, instance.place.partition, renderedIn(plan, instance)),
    );
  });

  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });

  it('equals what the resolver gives: statements, merged policy and bytes', () => {
    process.stdout.write(`Plan matrix: ${instances.length} instances, ${covered(2).size} pairs, ${found.length} differences\n`);
    expect(found).toEqual([]);
  });

  it('holds exactly the grants that the inputs ask for', () => {
    expect(plannedGrants(plan)).toEqual(expectedGrants(instances));
  });
});
