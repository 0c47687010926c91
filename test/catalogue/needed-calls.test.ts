import { TIGHTENING_LEVELS } from '../../src/policy/guard';
import { NEEDED_CALLS, neededSteps } from '../cases/needed-calls';
import { verdict } from '../support/policy-evaluator';
import { everything, PARTITIONS, regions, required, statementsOf, type Partition } from '../support/role-cases';

const WHERE = TIGHTENING_LEVELS.flatMap((level) =>
  (Object.keys(PARTITIONS) as readonly Partition[]).map((partition) => ({ level, partition })),
);

test.each(NEEDED_CALLS.map((call) => [call.capability, call.title, call] as const))(
  '%s alone is enough for %s',
  (capability, _title, call) => {
    for (const { level, partition } of WHERE) {
      const refused = neededSteps(call, partition).filter(({ by, check }) => {
        const given = { ...required(by, partition), ...everything(by, partition), ...regions(partition), kms_tightening: level };
        return verdict(statementsOf(by, { ...given, capabilities: [capability] }, partition), check) !== 'allow';
      });
      expect(refused).toEqual([]);
    }
  },
);
