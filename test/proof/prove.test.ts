import { CLAIMS, titleOf } from '../../src/proof/claim';
import { failureInWords } from '../../src/proof/failure-words';
import { everyChoice } from '../../src/proof/installation/choices';
import { grantVerdicts, prove } from '../../src/proof/prove';
import { installationOf, renderedPolicies } from '../../src/proof/installation/rendered-installation';
import { widestInputs } from '../../src/proof/installation/module-inputs';
import { worldOf } from '../../src/proof/claims/world';

const proof = prove({ installations: everyChoice() });

test('every import path works and every attack is refused, in every installation', () => {
  expect(proof.failures.slice(0, 5).map(failureInWords)).toEqual([]);
  expect(proof.failures).toHaveLength(0);
});

test('every claim is made for some installation, under a title of its own', () => {
  const { claims } = prove({ installations: everyChoice(['pinned']), modules: ['cado-kms-key-policy'] });
  expect(proof.claims).toBeGreaterThan(claims);
  expect(new Set(CLAIMS.map(titleOf)).size).toBe(CLAIMS.length);
});

test('a grant is good for what it was given for, and for nothing else', () => {
  const [choices] = everyChoice(['documented']);
  if (choices === undefined) throw new Error('There is no installation');
  const world = worldOf(choices.partition);
  const verdicts = grantVerdicts(installationOf(world, renderedPolicies(world, widestInputs(world, choices))));
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(verdicts.map(() => 'denied implicitly'));
  expect(verdicts.length).toBeGreaterThanOrEqual(3);
});
