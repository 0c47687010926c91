import { hasNamelessPolicies, inlinePolicyOf } from '../../../src/doctor/patch/inline-policy';
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
    role(policy({ file: 'a.json' }, 'KmsUse')),
    { name: 'CadoResponseAccess', given: policy({ file: 'a.json' }, 'KmsUse') },
  ],
  [
    'several such files, of which one may have the name',
    role(policy({ file: 'a.json' }, 'KmsUse'), policy({ file: 'b.json' }, 'KmsDescribe')),
    { name: 'CadoResponseAccess2' },
  ],
])('%s', (_what, one, expected) => {
  expect(inlinePolicyOf(one)).toEqual(expected);
});

test('whoever gave files is told that one of them may be replaced', () => {
  expect(hasNamelessPolicies(role(policy({ file: 'a.json' }, 'Mine')))).toBe(true);
  expect(hasNamelessPolicies(role(policy({ inlineName: 'a' }, 'Mine'), policy({}, 'Mine')))).toBe(false);
});
