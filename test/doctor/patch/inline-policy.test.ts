import { hasNamelessPolicies, inlinePolicyOf } from '../../../src/doctor/patch/inline-policy';
import { namedPolicies } from '../../../src/estate/named-policy';
import type { EstateRole, GivenPolicy } from '../../../src/estate/estate';

const statement = (Sid: string): object => ({ Sid, Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' });
const policy = (more: Partial<GivenPolicy>, ...sids: readonly string[]): GivenPolicy => ({
  name: 'policy',
  json: { Version: '2012-10-17', Statement: sids.map(statement) as never },
  ...more,
});
const role = (...given: readonly GivenPolicy[]): EstateRole => ({
  arn: 'arn:aws:iam::444455556666:role/CadoResponseRole',
  identity: { given, missing: [] },
});

const OURS = policy({ inlineName: 'CadoResponseAccess' }, 'KmsUse', 'KmsUse2', 'KmsDescribe');
const FOREIGN = policy({ inlineName: 'CadoResponseAccess' }, 'KmsUse', 'Mine');
const SECOND = policy({ inlineName: 'CadoResponseAccess2' }, 'KmsDescribe');

test.each<[what: string, role: EstateRole, expected: ReturnType<typeof inlinePolicyOf>]>([
  ['a role without policies', role(), { name: 'CadoResponseAccess' }],
  ['a role without ours', role(policy({ inlineName: 'snapshots' }, 'Mine')), { name: 'CadoResponseAccess' }],
  ['an earlier patch', role(OURS), { name: 'CadoResponseAccess', given: OURS }],
  ["somebody else's under that name", role(FOREIGN), { name: 'CadoResponseAccess2' }],
  ["somebody else's, and an earlier patch beside it", role(FOREIGN, SECOND), { name: 'CadoResponseAccess2', given: SECOND }],
  [
    'the name in other letters, which IAM takes for the same',
    role({ ...FOREIGN, inlineName: 'cadoresponseaccess' }),
    { name: 'CadoResponseAccess2' },
  ],
  ['a managed policy of the modules', role(policy({}, 'KmsUse')), { name: 'CadoResponseAccess' }],
  [
    'a file that an earlier patch can have written',
    role(policy({ isAlone: true }, 'KmsUse')),
    { name: 'CadoResponseAccess', given: policy({ isAlone: true }, 'KmsUse') },
  ],
  [
    'several such files, of which one may have the name',
    role(policy({ isAlone: true }, 'KmsUse'), policy({ isAlone: true }, 'KmsDescribe')),
    { name: 'CadoResponseAccess2' },
  ],
])('%s', (_what, one, expected) => {
  expect(inlinePolicyOf(one)).toEqual(expected);
});

test('whoever gave files is told that one of them may be replaced', () => {
  expect(hasNamelessPolicies(role(policy({ isAlone: true }, 'Mine')))).toBe(true);
  expect(hasNamelessPolicies(role(policy({ inlineName: 'a' }, 'Mine'), policy({}, 'Mine')))).toBe(false);
});

const EARLIER = JSON.stringify(OURS.json);
test.each<[how: string, file: string, text: string]>([
  ['a file', 'a.json', EARLIER],
  ['URL-encoded, as the API prints it', 'a.json', encodeURIComponent(EARLIER)],
  ['a text of JSON', 'a.json', JSON.stringify(EARLIER)],
  ['standard input', '-', EARLIER],
])('an earlier patch that was given without its name is found: %s', (_how, file, text) => {
  const given = namedPolicies(text, 'role policy', { file, report: ({ problem }) => expect(problem).toBeUndefined() });
  expect(inlinePolicyOf(role(...given))).toEqual({ name: 'CadoResponseAccess', given: given[0] });
  expect(hasNamelessPolicies(role(...given))).toBe(true);
});
