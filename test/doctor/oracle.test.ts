import type { Findings } from '../../src/doctor/findings';
import { KEY_ACCOUNT, MERGED_CASES, REFUSED_CASES } from '../cases/key-policy-cases';
import { disagreements, distinctDecisions } from './oracle-verdicts';
import { findingsOf, SITUATIONS } from './situation';

/** Every call of the paths, compared once. */
async function compared({ subjects }: Findings): ReturnType<typeof disagreements> {
  let all = 0;
  const wrong: string[] = [];
  for (const { scene, paths } of subjects) {
    const found = await disagreements(
      scene.subject,
      distinctDecisions(
        scene.subject,
        paths.flatMap(({ decisions }) => decisions),
      ),
    );
    all += found.compared;
    wrong.push(...found.wrong);
  }
  return { compared: all, wrong };
}

/** A grant is beyond the oracle: where there is one, the key's policy is not compared. */
const GRANTS_ALONE: readonly string[] = ['grant-for-one-source', 'grant-without-describe'];

test.each(SITUATIONS.map((situation) => [situation.name, situation] as const))(
  '%s: the oracle agrees on every call',
  async (name, situation) => {
    const { compared: calls, wrong } = await compared(findingsOf(situation));
    expect(wrong).toEqual([]);
    expect(calls > 0).toBe(!GRANTS_ALONE.includes(name));
  },
);

/** Key policies of the merge that are policies at all. */
const CORPUS = [...MERGED_CASES, ...REFUSED_CASES]
  // Whom NotPrincipal excepts is a known difference, see test/oracle/known-differences.ts.
  .filter(({ text }) => !text.includes('NotPrincipal'))
  .flatMap((one) => {
    try {
      const findings = findingsOf({
        files: { 'key.json': { text: one.text } },
        options: {
          keyArn: `arn:aws:kms:us-east-1:${KEY_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
          platformRole: 'arn:aws:iam::111122223333:role/CadoResponseRole',
          targetRole: `arn:aws:iam::${KEY_ACCOUNT}:role/CadoResponseRole`,
          platformRegion: 'eu-west-1',
          protects: ['ebs', 's3'],
        },
      });
      return [[one.name, findings] as const];
    } catch {
      return [];
    }
  });

test('most key policies of the merge are examined', () => {
  expect(CORPUS.length).toBeGreaterThan(70);
});

test.each(CORPUS)('key policy %s: the oracle agrees on every call', async (_name, findings) => {
  expect((await compared(findings)).wrong).toEqual([]);
});
