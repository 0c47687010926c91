import fc from 'fast-check';
import { compare } from '../../../src/check/compare';
import { ourRoles } from '../../../src/check/pairs/our-roles';
import { leftOpenBeside } from '../../../src/check/left-open';
import type { Outcome } from '../../../src/check/findings/outcome';
import { classesOf } from '../../../src/check/pairs/pair-classes';
import { examinedIn, type Pair } from '../../../src/check/pairs/pairs';
import { planEstates } from '../../../src/check/plan-estates';
import { retold } from '../../../src/check/pairs/retold';
import { importOf } from '../../../src/doctor/subject/options';
import type { JsonObject } from '../../../src/policy/policy-json';
import { key, NEED, PLATFORM, role } from '../base-plan';
import { keyStatements } from '../module-policies';
import { allow, change, planText, policy, type Change } from '../plan-json';

const ACCOUNTS = ['444455556666', '777788889999'];
const DESCRIBED = importOf({ protects: ['ebs', 's3'] });

/** A plan of targets in two accounts and of keys there, each with statements of a pool, some of which change. */
function randomPlan(g: fc.GeneratorValue): string {
  const one = <T>(values: readonly T[]): T => g(() => fc.constantFrom(...values));
  const some = <T>(values: readonly T[]): readonly T[] => values.filter(() => g(fc.boolean));
  const chance = (part: number): boolean => g(fc.nat, { max: 99 }) < part * 100;
  const targets = ACCOUNTS.flatMap((account) =>
    ['CadoResponseRole', 'DarktraceForensicsRole'].map((name) => ({ account, name, arn: `arn:aws:iam::${account}:role/${name}` })),
  );
  const pool = (account: string): readonly JsonObject[] => {
    const own = targets.filter((target) => target.account === account).map(({ arn }) => arn);
    const to = (AWS: string | readonly string[], Sid: string, more: JsonObject = {}): JsonObject =>
      allow({
        Sid,
        Principal: { AWS },
        Action: one([['kms:Decrypt', 'kms:DescribeKey'], 'kms:*', 'kms:CreateGrant']),
        Resource: '*',
        ...more,
      });
    return [
      to(`arn:aws:iam::${account}:root`, `Root${one(['A', 'B'])}`),
      to(PLATFORM, one(['Forensics', 'X'])),
      to(one(own), 'Target'),
      to(own, 'Targets', { Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } }),
      to(`arn:aws:iam::${account}:role/App${one(['1', '2'])}`, 'App'),
      {
        Sid: 'D',
        Effect: 'Deny',
        Principal: '*',
        Action: 'kms:Decrypt',
        Resource: '*',
        Condition: { StringNotEquals: { 'kms:CallerAccount': one([account, '111122223333']) } },
      },
      ...keyStatements(one(['aws_resources', 'via_service'])),
    ];
  };
  const need = (account: string): string =>
    policy(
      ...(JSON.parse(JSON.stringify(some(NEED)).replaceAll('444455556666', account)) as JsonObject[]),
      allow({ Action: 'ec2:DescribeInstances', Resource: '*' }),
    );
  const roles = targets.flatMap(({ account, name, arn }, index): readonly Change[] => {
    const trust = policy(allow({ Principal: { AWS: PLATFORM }, Action: 'sts:AssumeRole' }));
    const values = { ...role(name, trust), arn };
    const text = need(account);
    return [
      change(`module.t${index}.aws_iam_role.this`, values, values),
      change(
        `module.t${index}.aws_iam_role_policy.this`,
        { role: name, name: 'x', policy: text },
        { role: name, name: 'x', policy: chance(0.3) ? need(account) : text },
      ),
    ];
  });
  const keys = ACCOUNTS.flatMap((account) =>
    [1, 2, 3].map((number): Change => {
      const arn = `arn:aws:kms:eu-west-1:${account}:key/${number}1111111-1111-4111-8111-${account}`;
      const text = policy(...some(pool(account)), pool(account)[0]!);
      return change(
        `aws_kms_key.k${account}_${number}`,
        key(arn, text),
        key(arn, chance(0.6) ? policy(...some(pool(account)), pool(account)[0]!) : text),
      );
    }),
  );
  return planText([...roles, ...keys]);
}

const told = (outcomes: readonly Outcome[]): readonly string[] =>
  [...new Set(outcomes.map(({ rule, place, what, message }) => JSON.stringify([rule, place, what, message])))].toSorted();

const [SEED, PLANS] = [20250711, 5];

test(`pairs of one class are decided alike, name by name (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.gen(), (g) => holdsFor(randomPlan(g))),
    { seed: SEED, numRuns: PLANS, endOnFailure: true },
  );
});

function holdsFor(text: string): void {
  const plan = planEstates(text, 'plan.json', { partition: 'aws', account: ACCOUNTS[0] ?? '', region: 'eu-west-1' });
  if (typeof plan === 'string') throw new Error(plan);
  const ours = ourRoles(plan.before, plan.after, DESCRIBED);
  const { pairs } = examinedIn(plan.before, plan.after, ours, DESCRIBED);
  const options = {
    described: DESCRIBED,
    isProtectsSaid: false,
    regions: [],
    replacements: { orphaned: new Map<string, string>(), bare: new Map<string, ReadonlySet<string>>() },
    isLeftOpen: leftOpenBeside([]),
    accounts: ACCOUNTS,
  };
  const all = [...pairs()];
  const classes = classesOf(all, ours, new Map());
  const decided = new Map<Pair, readonly string[]>(all.map((pair) => [pair, told(compare(pair, options))]));
  for (const { representative, members } of classes) {
    const outcomes = compare(representative, options);
    for (const member of members) expect(told(retold(outcomes, representative, member, ours))).toEqual(decided.get(member));
  }
  // What was left out of all classes, or stands for the same change, tells nothing more.
  const classed = new Set(classes.flatMap(({ members }) => members.flatMap((member) => decided.get(member) ?? [])));
  const placed = new Set([...classed].map((one) => JSON.stringify((JSON.parse(one) as readonly string[]).slice(0, 3))));
  const left = [...decided.values()]
    .flat()
    .filter((one) => !placed.has(JSON.stringify((JSON.parse(one) as readonly string[]).slice(0, 3))));
  expect(left).toEqual([]);
}
