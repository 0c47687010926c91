import { TIGHTENING_LEVELS, type TighteningLevel } from '../../src/policy/guard';
import { ATTACKS } from '../../src/proof/claims/attacks';
import { FAMILIES, type Attack } from '../../src/proof/claims/attack';
import type { Call } from '../../src/proof/claims/call';
import { eachSideAlone } from '../../src/proof/claims/each-side';
import { PARTITIONS, worldOf, type Partition, type World } from '../../src/proof/claims/world';
import type { Choices } from '../../src/proof/installation/choices';
import { decide } from '../../src/proof/installation/installation';
import { widestInputs } from '../../src/proof/installation/module-inputs';
import { installationOf, renderedPolicies } from '../../src/proof/installation/rendered-installation';
import { verdictInWords } from '../../src/proof/verdict-words';
import { WEAKER_POLICIES } from '../../src/proof/weaker-policies/weaker-policies';

/** As `prove` tries them: by each side alone. */
const triedCalls = (attack: Attack, world: World): readonly Call[] => attack.calls(world).flatMap((call) => eachSideAlone(world, call));

const ALL = Object.values(ATTACKS).flat();

const choices = (partition: Partition, level: TighteningLevel): Choices => ({
  partition,
  level,
  methods: ['create_volume', 'ebs_direct'],
  principalMatch: 'role_arn',
  keysListed: false,
  oneRegion: false,
});

test('are many, and several of each family', () => {
  expect(ALL.length).toBeGreaterThanOrEqual(80);
  for (const family of FAMILIES) expect(ATTACKS[family].length).toBeGreaterThanOrEqual(3);
});

test('try something, each', () => {
  const world = worldOf('aws');
  expect(ALL.filter((attack) => attack.calls(world).length === 0).map(({ title }) => title)).toEqual([]);
});

describe.each(PARTITIONS)('in %s, so that no attack is refused by accident', (partition) => {
  const world = worldOf(partition);

  test.each(ALL.map((attack) => [attack.title, attack] as const))('%s: a weaker policy allows it', (_title, attack) => {
    const rendered = renderedPolicies(world, widestInputs(world, choices(partition, attack.from ?? 'documented'), attack));
    const weaker = installationOf(world, WEAKER_POLICIES[attack.allowedBy](world, rendered));
    for (const call of triedCalls(attack, world)) expect(`${call.action}: ${verdictInWords(decide(weaker, call))}`).toMatch(/: allowed by/);
  });

  const tightened = ALL.flatMap((attack) => (attack.from === undefined ? [] : [[attack.title, attack, attack.from] as const]));

  test.each(tightened)('%s: our own policies allow it one level below', (_title, attack: Attack, from) => {
    const below = TIGHTENING_LEVELS[TIGHTENING_LEVELS.indexOf(from) - 1];
    if (below === undefined) throw new Error(`${from} is the loosest level: leave it out`);
    const installation = installationOf(world, renderedPolicies(world, widestInputs(world, choices(partition, below))));
    for (const call of triedCalls(attack, world))
      expect(`${call.action}: ${verdictInWords(decide(installation, call))}`).toMatch(/: allowed by/);
  });
});
