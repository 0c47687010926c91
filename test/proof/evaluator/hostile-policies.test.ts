import fc from 'fast-check';
import type { AccessRequest } from '../../../src/proof/evaluator/access-request';
import { OPERATORS } from '../../../src/proof/evaluator/condition-operators';
import { evaluate } from '../../../src/proof/evaluator/evaluate';
import { parsePolicy, parsePolicyText } from '../../../src/proof/evaluator/parse-policy';
import type { Policies } from '../../../src/proof/evaluator/policies';
import type { Policy } from '../../../src/proof/evaluator/policy';
import { memberPath, membersOf } from '../../../src/proof/evaluator/policy-issues';

/** Printed with every failure; SEED=… of the environment takes its place. */
const SEED = Number(process.env['SEED'] ?? 20_260_101);
const RUNS = 10_000;

const NAMES = ['__proto__', 'constructor', 'toString', 'Version', 'Statement', 'Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action'];
const MORE_NAMES = ['NotAction', 'Resource', 'NotResource', 'Condition', 'AWS', 'Service', 'Federated', 'Null', 'aws:PrincipalArn', ''];
const TEXTS = ['*', '?', '${', '${}', '${*}', "${aws:username, 'x'}", '${aws:PrincipalArn}', 'Allow', 'Deny', '2012-10-17', '2008-10-17'];
const MORE_TEXTS = [
  'arn:aws:iam::111122223333:root',
  'arn:::::',
  'arn:aws:kms:*:*:key/*',
  'kms:Decrypt',
  'kms:*',
  'true',
  '10.0.0.0/8',
  '1e999',
];

const spelled = [...OPERATORS.keys(), 'Null'].flatMap((name) => [
  name,
  `${name}IfExists`,
  `ForAllValues:${name}`,
  `ForAnyValue:${name}IfExists`,
]);
const anyText = fc.oneof(fc.constantFrom(...TEXTS, ...MORE_TEXTS), fc.string({ maxLength: 12 }));
const name = fc.oneof(fc.constantFrom(...NAMES, ...MORE_NAMES, ...spelled), fc.string({ maxLength: 6 }));
const text = fc.constantFrom(...TEXTS, ...MORE_TEXTS);

const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5 },
    anyText,
    fc.constantFrom(null, true, false, 0, -1, Number.NaN, undefined),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie('json')), { maxLength: 4 }).map((entries) => entriesAsJson(entries)),
  ),
}));

/** An object with these members as its own, `__proto__` too, as `JSON.parse` makes it. */
const entriesAsJson = (entries: readonly (readonly [string, unknown])[]): unknown =>
  entries.reduce<object>(
    (object, [key, value]) => Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true }),
    {},
  );

const listOr = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | Value[]> => fc.oneof(value, fc.array(value, { maxLength: 3 }));
const actions = listOr(fc.constantFrom('*', 'kms:*', 'kms:Decrypt', 'sts:Assume*', 's3:Get?bject', 'kms:RetireGrant'));
const resources = listOr(fc.constantFrom('*', 'arn:aws:kms:*:*:key/*', 'arn:aws:s3:::${aws:username}/*', "arn:aws:s3:::${a, '*'}${*}"));
const aws = fc.constantFrom(
  '*',
  '111122223333',
  'arn:aws:iam::111122223333:root',
  'arn:aws:iam::111122223333:role/Reader',
  'AROA4KJY2TU23Y7NK62MV',
);

const statement = fc
  .record(
    {
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: actions,
      Resource: resources,
      Principal: fc.oneof(
        fc.constant('*'),
        fc.record({ AWS: listOr(aws), Service: fc.constant('ec2.amazonaws.com') }, { requiredKeys: [] }),
      ),
      Condition: fc.dictionary(
        fc.constantFrom('StringLike', 'StringNotEqualsIfExists', 'ForAnyValue:ArnLike', 'ForAllValues:StringNotLike', 'ArnNotEquals'),
        fc.dictionary(fc.constantFrom('aws:PrincipalArn', 'kms:EncryptionContextKeys', '__proto__', 'kms:ViaService'), listOr(text), {
          maxKeys: 2,
        }),
        { maxKeys: 2 },
      ),
    },
    { requiredKeys: ['Effect', 'Action', 'Resource'] },
  )
  .map((members): unknown => members);

const policy = fc
  .record({ Version: fc.constantFrom('2012-10-17', '2008-10-17'), Statement: listOr(statement) })
  .map((members): unknown => members);

/** A policy with values at random places exchanged, or members added there. */
const mutated = fc
  .tuple(policy, fc.array(fc.tuple(fc.nat(), fc.nat(), name, json), { minLength: 1, maxLength: 3 }))
  .map(([valid, changes]) => {
    let changed = valid;
    for (const [depth, place, key, value] of changes) changed = mutate(changed, depth % 6, place, key, value);
    return changed;
  });

function mutate(value: unknown, depth: number, place: number, key: string, other: unknown): unknown {
  if (depth === 0 || typeof value !== 'object' || value === null) return other;
  if (Array.isArray(value))
    return value.map((element: unknown, index) =>
      index === place % value.length ? mutate(element, depth - 1, place, key, other) : element,
    );
  const entries = Object.entries(value);
  if (place % 5 === 0) return entriesAsJson([...entries, [key, other]]);
  return entriesAsJson(
    entries.map(([own, inner], index) => [own, index === place % entries.length ? mutate(inner, depth - 1, place, key, other) : inner]),
  );
}

const request: fc.Arbitrary<AccessRequest> = fc
  .record(
    {
      principal: fc.oneof(
        fc.constantFrom('arn:aws:iam::111122223333:role/Reader', 'arn:aws:iam::111122223333:user/A', 'ec2.amazonaws.com'),
        anyText,
      ),
      action: fc.oneof(fc.constantFrom('kms:Decrypt', 'kms:RetireGrant', 'sts:AssumeRole', 's3:GetObject'), anyText),
      resource: fc.oneof(
        fc.constantFrom(
          '*',
          'arn:aws:kms:eu-west-1:111122223333:key/1',
          'arn:aws:kms:eu-west-1:444455556666:alias/a',
          'arn:aws:iam::1:role/a',
        ),
        anyText,
      ),
      sessionName: anyText,
      resourceAccount: anyText,
      context: fc.dictionary(fc.oneof(name, fc.constant('kms:EncryptionContext:aws:ebs:id')), listOr(anyText), { maxKeys: 4 }),
    },
    { requiredKeys: ['principal', 'action', 'resource'] },
  )
  .map((members) => members as AccessRequest);

const everyPlace = (one: Policy): readonly Policies[] => [
  { identity: [one], resource: one },
  { identity: [one], boundary: one, session: [one, one] },
  { serviceControl: [[one]], resourceControl: [[one], []], resource: one },
  {
    resource: one,
    grants: [{ granteePrincipal: 'ec2.amazonaws.com', operations: ['Decrypt', ''], constraints: { encryptionContextEquals: {} } }],
  },
];

/** Every place of a JSON value, and those of elements that a policy or a statement lacks. */
function placesIn(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((element, index) => placesIn(element, `${path}[${index}]`))];
  const members = membersOf(value);
  if (members === undefined) return [path];
  return [path, memberPath(path, 'Effect'), ...[...members].flatMap(([key, inner]) => placesIn(inner, memberPath(path, key)))];
}

const decides = (given: unknown, asked: AccessRequest): void => {
  const { policy: compiled, issues } = parsePolicy('hostile', given);
  expect(compiled === undefined).toBe(issues.length > 0);
  for (const { path, problem } of issues) {
    expect(typeof path).toBe('string');
    expect(problem).not.toBe('');
  }
  if (compiled === undefined) return;
  for (const policies of everyPlace(compiled)) {
    const { outcome, because, missing } = evaluate(asked, policies);
    expect(outcome === 'denied implicitly').toBe(missing !== undefined);
    if (outcome === 'denied explicitly') expect(because).toHaveLength(1);
  }
};

test(`${RUNS} changed policies are policies or have issues, and decide every request (seed ${SEED})`, () => {
  fc.assert(fc.property(mutated, request, decides), { seed: SEED, numRuns: RUNS });
});

test(`${RUNS} values of any shape are policies or have issues (seed ${SEED})`, () => {
  fc.assert(fc.property(json, request, decides), { seed: SEED, numRuns: RUNS });
});

test(`valid policies stay policies, as text too (seed ${SEED})`, () => {
  fc.assert(
    fc.property(policy, request, (valid, asked) => {
      const { policy: compiled } = parsePolicyText('valid', JSON.stringify(valid));
      if (compiled === undefined) throw new Error(JSON.stringify(parsePolicy('valid', valid).issues));
      for (const policies of everyPlace(compiled)) expect(evaluate(asked, policies)).toEqual(evaluate(asked, policies));
    }),
    { seed: SEED, numRuns: 2_000 },
  );
});

test(`a Deny more never allows more, an Allow more never denies what no Deny denies (seed ${SEED})`, () => {
  const rank = { allowed: 1, 'denied implicitly': 0, 'denied explicitly': -1 } as const;
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 4 }), statement, request, (statements, added, asked) => {
      const of = (list: readonly unknown[]): Policy | undefined => parsePolicy('p', { Version: '2012-10-17', Statement: list }).policy;
      const [before, after] = [of(statements), of([...statements, added])];
      if (before === undefined || after === undefined) throw new Error('no policy');
      const [less, more] = [before, after].map((one) => rank[evaluate(asked, { identity: [one], resource: one }).outcome]);
      const isDeny = (added as { readonly Effect: string }).Effect === 'Deny';
      expect(isDeny ? (more ?? 0) <= (less ?? 0) : (more ?? 0) >= (less ?? 0)).toBe(true);
    }),
    { seed: SEED, numRuns: RUNS },
  );
});

test(`every issue has the path of a place in the policy (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.oneof(mutated, json), (given) => {
      const places = new Set(placesIn(given, ''));
      expect(parsePolicy('hostile', given).issues.filter(({ path }) => !places.has(path))).toEqual([]);
    }),
    { seed: SEED, numRuns: 5_000 },
  );
});
