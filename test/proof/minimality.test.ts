import { TIGHTENING_LEVELS, type TighteningLevel } from '../../src/policy/guard';
import { everyChoice } from '../../src/proof/installation/choices';
import { minimality, nameOf } from '../../src/proof/minimality/survivors';
import { KNOWN_SURVIVORS, type KnownSurvivor } from '../cases/known-survivors';

const rank = (level: TighteningLevel): number => TIGHTENING_LEVELS.indexOf(level);

/** Whether what survives is there at a level. */
function isThere({ from = 'documented', goneFrom }: KnownSurvivor, level: TighteningLevel): boolean {
  return rank(level) >= rank(from) && (goneFrom === undefined || rank(level) < rank(goneFrom));
}

test.each(TIGHTENING_LEVELS)(
  'at %s every statement, action, resource, principal and condition is needed, but for those with a source',
  (level) => {
    const installations = everyChoice([level]).filter(({ partition, methods }) => partition === 'aws' && methods.length > 1);
    const { mutants, survivors } = minimality(installations);
    const expected = KNOWN_SURVIVORS.filter((survivor) => isThere(survivor, level)).map(({ mutant }) => mutant);
    process.stdout.write(`Minimality at ${level}: ${mutants} mutants, ${survivors.length} survivors\n`);
    expect(survivors.map(nameOf).toSorted()).toEqual(expected.toSorted());
    expect(mutants).toBeGreaterThan(600);
    expect(survivors.length / mutants).toBeLessThanOrEqual(0.05);
  },
);
