import type { JsonObject } from '../../src/policy/policy-json';
import { ACCOUNT, checked, edited, found, inline, letters, NEED, role, ROLE, TRUST } from './base-plan';
import { allow, block, change, policy, same, type Change } from './plan-json';

const PLACE = 'aws_iam_role_policy.need.policy';
const on = (Action: string | readonly string[], Resource = '*', more: JsonObject = {}): JsonObject => allow({ Action, Resource, ...more });
const need = (...statements: readonly JsonObject[]) =>
  checked(edited(change('aws_iam_role_policy.need', inline('need', ...NEED), inline('need', ...statements))));
const EVERYTHING = policy(on('*'));

describe('permissions that are added', () => {
  test.each<[what: string, statement: JsonObject, rule: string]>([
    ['everything', on('*'), 'new-hole'],
    ['all of KMS', on('kms:*'), 'new-hole'],
    ['handing on roles', on('iam:PassRole'), 'new-hole'],
    ['ending instances', on('ec2:TerminateInstances'), 'new-hole'],
    ['writing objects', on('s3:PutObject'), 'new-hole'],
    ['acting as other roles', on('sts:AssumeRole'), 'beyond-need'],
    ['acting as one role', on('sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/Admin`), 'beyond-need'],
    ['keys of users', on('iam:CreateAccessKey', `arn:aws:iam::${ACCOUNT}:user/admin`), 'beyond-need'],
    ['deleting tables', on('dynamodb:DeleteTable'), 'beyond-need'],
    ['looking at everything of EC2', on('ec2:Describe*'), 'beyond-need'],
  ])('%s', (_what, statement, rule) => {
    const result = need(...NEED, statement);
    expect(found(result)).toEqual([`${rule} ${PLACE}`]);
    expect(result.findings[0]?.severity).toBe(rule === 'new-hole' ? 'error' : 'warning');
  });

  test.each<[what: string, statements: readonly JsonObject[]]>([
    ['looking', [...NEED, on(['ec2:DescribeVpcs', 'rds:ListTagsForResource'])]],
    ['what it may do already, once more', [...NEED, { ...NEED[0]!, Sid: 'Again' }]],
    ['a Deny of what no import does', [...NEED, { Effect: 'Deny', Action: ['iam:*', 's3:DeleteBucket'], Resource: '*' }]],
    ['another order', NEED.toReversed()],
    [
      'a pattern that is spelled out',
      NEED.map((one) => ({
        ...one,
        Action: [one['Action'] ?? []]
          .flat()
          .flatMap((action) =>
            action === 'kms:GenerateDataKey*' ? ['kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'] : [action as string],
          ),
      })),
    ],
  ])('%s is none', (_what, statements) => {
    expect(found(need(...statements))).toEqual([]);
  });

  test('all of one statement is one finding, with everything in its details', () => {
    const [finding] = need(...NEED, on('*')).findings;
    expect(finding?.details.length).toBeGreaterThan(50);
    expect(finding?.message).toMatch(/\d+ more attacks by the same/);
  });
});

describe('tags of a role that policies ask for', () => {
  const withTags = (tags: JsonObject): JsonObject => role('CadoResponseRole', policy(TRUST), { tags, tags_all: tags });
  const [plain, tagged, other] = [{}, { team: 'keys' }, { Team: 'keys', owner: 'x' }].map(withTags);
  const where = (Effect: 'Allow' | 'Deny', Action: string, operator: string): Change =>
    same(
      'aws_iam_role_policy.tagged',
      inline('tagged', { Effect, Action, Resource: '*', Condition: { [operator]: { 'aws:PrincipalTag/team': 'keys' } } }),
    );
  const retagged = (from: JsonObject | undefined, to: JsonObject | undefined, policyOfRole: Change): readonly string[] =>
    found(checked(edited(change('aws_iam_role.target', from ?? null, to ?? null), policyOfRole))).map((one) => one.split(' ')[0] ?? '');

  test('open what they are for', () => {
    const stop = where('Allow', 'ec2:TerminateInstances', 'StringEquals');
    expect(retagged(plain, tagged, stop)).toEqual(['new-hole']);
    expect(retagged(tagged, plain, stop)).toEqual([]);
  });

  test('lose what is denied without them', () => {
    const deny = where('Deny', 'kms:*', 'StringNotEquals');
    expect(retagged(tagged, plain, deny)).toEqual(['lost-path']);
    expect(retagged(tagged, other, deny)).toEqual([]);
  });

  test('count in a variable that says what it is without them', () => {
    const Resource = "arn:aws:ec2:*:*:${aws:PrincipalTag/team, 'none'}/*";
    const stop = same('aws_iam_role_policy.tagged', inline('tagged', { Effect: 'Allow', Action: 'ec2:TerminateInstances', Resource }));
    const instances = withTags({ team: 'instance' });
    expect(retagged(plain, instances, stop)).toEqual(['new-hole']);
    expect(retagged(plain, tagged, stop)).toEqual([]);
  });

  test('are told where they are known only on apply', () => {
    const unknown = { ...plain };
    delete unknown['tags_all'];
    const retag = change('aws_iam_role.target', tagged ?? null, unknown, { unknown: { tags_all: true } });
    const deny = where('Deny', 'kms:*', 'StringNotEquals');
    expect(found(checked(edited(retag, deny)))[0]).toMatch(/^possible-loss/);
  });

  test('say nothing where no policy asks for them', () => {
    const check = checked(edited(change('aws_iam_role.target', plain ?? null, other ?? null)));
    expect([found(check), check.changed]).toEqual([[], 0]);
  });
});

describe('permissions that are taken away', () => {
  test.each<[what: string, statements: readonly JsonObject[], lost: string]>([
    ['keys', NEED.filter(({ Action }) => !JSON.stringify(Action).includes('kms:Decrypt')), 'B C F G J'],
    ['reading blocks', NEED.filter(({ Action }) => !JSON.stringify(Action).includes('ebs:')), 'B C'],
    ['everything', [on('ec2:DescribeInstances')], 'A B C F G J'],
  ])('%s', (_what, statements, lost) => {
    const result = need(...statements);
    expect(found(result)).toEqual([`lost-path ${PLACE}`]);
    expect(result.findings.map(letters)).toEqual([lost]);
  });

  test('what is for one volume by its ARN', () => {
    const volume = `arn:aws:ec2:eu-west-1:${ACCOUNT}:volume/vol-0a11bb22cc33dd44e`;
    const exact = NEED.map((one) => (one['Action'] === 'ec2:CreateSnapshot' ? on('ec2:CreateSnapshot', volume) : one));
    const snapshot = on('ec2:CreateSnapshot', 'arn:aws:ec2:*::snapshot/*');
    const from = (after: readonly JsonObject[]) =>
      checked(edited(change('aws_iam_role_policy.need', inline('need', ...exact, snapshot), inline('need', ...after))));
    const isOfKeys = ({ Action }: JsonObject): boolean => JSON.stringify(Action).includes('kms:Decrypt');
    expect(found(from([...exact, snapshot]))).toEqual([]);
    expect(found(from(exact.filter((one) => one['Action'] !== 'ec2:CreateSnapshot')))).toEqual([`lost-path ${PLACE}`]);
    expect(found(from([...exact.filter((one) => !isOfKeys(one)), snapshot]))).toEqual([`lost-path ${PLACE}`]);
  });

  test('a Deny is told where it stands', () => {
    const deny = { Effect: 'Deny', Action: 'kms:*', Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } } };
    const result = checked(edited(change('aws_iam_role_policy.deny', null, inline('deny', deny))));
    expect(found(result)).toEqual(['lost-path aws_iam_role_policy.deny.policy']);
    expect(result.findings[0]?.mend).toMatch(/^Narrow the Deny/);
  });

  test('a policy that moves to another resource is not lost', () => {
    const [first, second] = [NEED.slice(0, 5), NEED.slice(5)];
    expect(
      found(
        checked(
          edited(
            change('aws_iam_role_policy.need', inline('need', ...NEED), inline('need', ...first)),
            change('aws_iam_role_policy.more', null, inline('more', ...second)),
          ),
        ),
      ),
    ).toEqual([]);
    expect(
      found(
        checked(
          edited(
            change('aws_iam_role_policy.need', inline('need', ...NEED), null),
            change('aws_iam_role_policy.new', null, inline('new', ...NEED)),
          ),
        ),
      ),
    ).toEqual([]);
  });
});

describe('an inline policy and the resource of its own that it becomes', () => {
  const shown = (...statements: readonly JsonObject[]): JsonObject => ({
    ...ROLE,
    inline_policy: [{ name: 'need', policy: policy(...statements) }],
  });
  const from = (before: readonly JsonObject[], after: readonly JsonObject[]) =>
    checked(edited(same('aws_iam_role.target', shown(...before)), change('aws_iam_role_policy.need', null, inline('need', ...after))));
  const declared = {
    configuration: {
      root_module: { resources: [block('aws_iam_role.target', { inline_policy: [] }), block('aws_iam_role_policy.need', {})] },
    },
  };

  test('are the same where it says the same', () => {
    expect(found(from(NEED, NEED))).toEqual([]);
    expect(found(from([...NEED, on('iam:PassRole')], [...NEED, on('iam:PassRole')]))).toEqual([]);
  });

  test('lose and open what it says less and more', () => {
    expect(found(from(NEED, NEED.slice(0, 5)))).toEqual(['lost-path aws_iam_role.target need']);
    expect(found(from(NEED, [...NEED, on('iam:PassRole')]))).toEqual([`new-hole ${PLACE}`]);
  });

  test('are the same the other way round where the role puts it, and nothing stays that it shows already', () => {
    const gone = change('aws_iam_role_policy.need', inline('need', ...NEED), null);
    const back = (before: JsonObject): readonly Change[] => edited(change('aws_iam_role.target', before, shown(...NEED)), gone);
    expect(found(checked(back(ROLE), {}, declared))).toEqual([]);
    expect(found(checked(back(shown(...NEED.toReversed())), {}, declared))).toEqual([]);
    expect(found(checked(back(shown(...NEED)), {}, declared))).toEqual([`lost-path ${PLACE}`]);
    expect(found(checked(back(shown(...NEED))))).toEqual([`lost-path ${PLACE}`]);
  });

  test('are gone for a list that shows what is detached, and not for one that gets it', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:policy/need`;
    const managed = same('aws_iam_policy.need', { name: 'need', path: '/', arn, policy: policy(...NEED) });
    const none = change('aws_iam_role_policy.need', null, null, { actions: ['no-op'] });
    const detached = change('aws_iam_role_policy_attachment.x', { role: 'CadoResponseRole', policy_arn: arn }, null);
    const listing = { configuration: { root_module: { resources: [block('aws_iam_role.target', { managed_policy_arns: [] })] } } };
    const back = (before: readonly string[]): readonly Change[] =>
      edited(
        none,
        managed,
        detached,
        change('aws_iam_role.target', { ...ROLE, managed_policy_arns: before }, { ...ROLE, managed_policy_arns: [arn] }),
      );
    expect(found(checked(back([arn]), {}, listing))).toEqual(['lost-path aws_iam_policy.need.policy']);
    expect(found(checked(back([]), {}, listing))).toEqual([]);
  });

  test('are the same for a policy that was listed and gets its attachment', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:policy/need`;
    const managed = same('aws_iam_policy.need', { name: 'need', path: '/', arn, policy: policy(...NEED, on('iam:PassRole')) });
    const listed = same('aws_iam_role.target', { ...ROLE, managed_policy_arns: [arn] });
    const attached = change('aws_iam_role_policy_attachment.x', null, { role: 'CadoResponseRole', policy_arn: arn });
    expect(found(checked(edited(managed, listed, attached)))).toEqual([]);
  });
});

test('a version that takes variables for letters loses what they allow, and one that does not gives it', () => {
  const own = NEED.map(
    (one) => JSON.parse(JSON.stringify(one).replaceAll(`:${ACCOUNT}:key`, ':${aws:PrincipalAccount}:key')) as JsonObject,
  );
  const of = (Version: string): JsonObject => ({ ...inline('need'), policy: JSON.stringify({ Version, Statement: own }) });
  const from = (before: string, after: string) => found(checked(edited(change('aws_iam_role_policy.need', of(before), of(after)))));
  expect(from('2012-10-17', '2008-10-17')).toEqual([`lost-path ${PLACE}`]);
  expect(from('2008-10-17', '2012-10-17')).toEqual([`new-hole ${PLACE}`]);
});

describe('policies that are attached', () => {
  const attachment = (arn: string): JsonObject => ({ role: 'CadoResponseRole', policy_arn: arn });
  const all = (roles: readonly string[]): JsonObject => ({ name: 'all', roles, policy_arn: `arn:aws:iam::${ACCOUNT}:policy/need` });
  const MANAGED = same('aws_iam_policy.need', {
    name: 'need',
    path: '/',
    arn: `arn:aws:iam::${ACCOUNT}:policy/need`,
    policy: policy(...NEED),
  });
  const without = (...changes: readonly Change[]): readonly Change[] =>
    edited(change('aws_iam_role_policy.need', null, null, { actions: ['no-op'] }), MANAGED, ...changes);
  const LOST = ['lost-path aws_iam_policy.need.policy'];

  test.each(['AdministratorAccess', 'PowerUserAccess', 'IAMFullAccess'])('%s of AWS is known', (name) => {
    const result = checked(edited(change('aws_iam_role_policy_attachment.x', null, attachment(`arn:aws:iam::aws:policy/${name}`))));
    expect(found(result)).toEqual([`new-hole aws_iam_role_policy_attachment.x ${name}`]);
  });

  test('what else AWS has is not known, and told once', () => {
    const result = checked(edited(change('aws_iam_role_policy_attachment.x', null, attachment('arn:aws:iam::aws:policy/ReadOnlyAccess'))));
    expect(found(result)).toEqual(['possible-hole aws_iam_role_policy_attachment.x']);
    expect(result.findings[0]?.message).toContain('arn:aws:iam::aws:policy/ReadOnlyAccess');
  });

  test('one that the plan does not show is told where it is attached', () => {
    const elsewhere = attachment(`arn:aws:iam::${ACCOUNT}:policy/Elsewhere`);
    expect(found(checked(edited(change('aws_iam_role_policy_attachment.x', null, elsewhere))))).toEqual([
      'possible-loss aws_iam_role_policy_attachment.x',
      'possible-hole aws_iam_role_policy_attachment.x',
    ]);
  });

  test('one whose text a data source reads is known', () => {
    const data = { address: 'data.aws_iam_policy.x', mode: 'data', type: 'aws_iam_policy', name: 'x' };
    const arn = `arn:aws:iam::${ACCOUNT}:policy/Existing`;
    const prior = (text: string): JsonObject => ({
      prior_state: { values: { root_module: { resources: [{ ...data, values: { arn, policy: text } }] } } },
    });
    const changes = edited(change('aws_iam_role_policy_attachment.x', null, attachment(arn)));
    expect(found(checked(changes, {}, prior(EVERYTHING)))).toEqual(['new-hole data.aws_iam_policy.x.policy']);
    expect(found(checked(changes, {}, prior(policy(on('ec2:DescribeVpcs')))))).toEqual([]);
  });

  test.each<[name: string, before: JsonObject | null, after: JsonObject | null, expected: readonly string[]]>([
    ['goes', all(['CadoResponseRole']), null, LOST],
    ['leaves the role out', all(['CadoResponseRole']), all([]), LOST],
    ['is for another role', all(['CadoResponseRole']), all(['App']), LOST],
    ['is for another role too', all(['CadoResponseRole']), all(['CadoResponseRole', 'App']), []],
  ])('an aws_iam_policy_attachment that %s', (_name, before, after, expected) => {
    const shown = { ...ROLE, managed_policy_arns: [`arn:aws:iam::${ACCOUNT}:policy/need`] };
    expect(
      found(checked(without(change('aws_iam_role.target', shown, shown), change('aws_iam_policy_attachment.all', before, after)))),
    ).toEqual(expected);
  });

  test('a list that is exclusive takes the others away', () => {
    const policies = (names: readonly string[]) =>
      found(checked(edited(change('aws_iam_role_policies_exclusive.x', null, { role_name: 'CadoResponseRole', policy_names: names }))));
    expect(policies([])).toEqual([`lost-path ${PLACE}`]);
    expect(policies(['need'])).toEqual([]);
    const attached = (arns: readonly string[]) =>
      found(
        checked(
          without(
            same('aws_iam_role_policy_attachment.need', attachment(`arn:aws:iam::${ACCOUNT}:policy/need`)),
            change('aws_iam_role_policy_attachments_exclusive.x', null, { role_name: 'CadoResponseRole', policy_arns: arns }),
          ),
        ),
      );
    expect(attached([])).toEqual(LOST);
    expect(attached([`arn:aws:iam::${ACCOUNT}:policy/need`])).toEqual([]);
  });

  test('one is of the role of its own account, where two roles have one name', () => {
    const [other, arn] = ['555566667777', 'arn:aws:iam::555566667777:policy/need'];
    const otherRole = (more: JsonObject = {}): JsonObject => ({ ...ROLE, arn: `arn:aws:iam::${other}:role/CadoResponseRole`, ...more });
    const theirs = JSON.parse(policy(...NEED).replaceAll(ACCOUNT, other)) as JsonObject;
    const managed = same('aws_iam_policy.other', { name: 'need', path: '/', arn, policy: JSON.stringify(theirs) });
    const detached = change('aws_iam_role_policy_attachment.other', attachment(arn), null);
    const others = [managed, detached] as const;
    for (const roles of [edited(same('aws_iam_role.other', otherRole())), [same('aws_iam_role.other', otherRole()), ...edited()]])
      expect(found(checked([...roles, ...others]))).toEqual(['lost-path aws_iam_policy.other.policy']);
    const shown = same('aws_iam_role.other', otherRole({ inline_policy: [{ name: 'mine', policy: JSON.stringify(theirs) }] }));
    const gone = change('aws_iam_role_policy.mine', { role: 'CadoResponseRole', name: 'mine', policy: JSON.stringify(theirs) }, null);
    expect(found(checked([...edited(shown), gone]))).toEqual(['lost-path aws_iam_role_policy.mine.policy']);
  });

  test('a policy through the output of a module is the one there', () => {
    const configuration = {
      root_module: {
        resources: [block('aws_iam_role_policy_attachment.x', { policy_arn: ['module.new.arn', 'module.new'] })],
        module_calls: {
          new: { module: { outputs: { arn: { expression: { references: ['aws_iam_policy.this.arn', 'aws_iam_policy.this'] } } } } },
        },
      },
    };
    const created = (text: string) => [
      change('module.new.aws_iam_policy.this', null, { name: 'new', path: '/', policy: text }, { unknown: { arn: true } }),
      change('aws_iam_role_policy_attachment.x', null, { role: 'CadoResponseRole' }, { unknown: { policy_arn: true } }),
    ];
    expect(found(checked(edited(...created(EVERYTHING)), {}, { configuration }))).toEqual([
      'new-hole module.new.aws_iam_policy.this.policy',
    ]);
    expect(found(checked(edited(...created(policy(on('ec2:DescribeVpcs')))), {}, { configuration }))).toEqual([]);
  });
});

describe('a permissions boundary', () => {
  const arn = `arn:aws:iam::${ACCOUNT}:policy/Boundary`;
  const boundary = (text: string) => same('aws_iam_policy.boundary', { name: 'Boundary', path: '/', arn, policy: text });
  const bound = (before: string | null, after: string | null, text: string, ...more: readonly Change[]) =>
    checked(
      edited(
        change('aws_iam_role.target', { ...ROLE, permissions_boundary: before }, { ...ROLE, permissions_boundary: after }),
        boundary(text),
        ...more,
      ),
    );
  const AT = 'aws_iam_role.target.permissions_boundary';

  test('whose text is narrowed is told where its text stands', () => {
    const bounded = same('aws_iam_role.target', { ...ROLE, permissions_boundary: arn });
    const text = (after: string) =>
      change(
        'aws_iam_policy.boundary',
        { name: 'Boundary', path: '/', arn, policy: EVERYTHING },
        { name: 'Boundary', path: '/', arn, policy: after },
      );
    expect(found(checked(edited(bounded, text(policy(on(['ec2:*', 'sts:*']))))))).toEqual(['lost-path aws_iam_policy.boundary.policy']);
  });

  test.each<[name: string, result: ReturnType<typeof bound>, expected: readonly string[]]>([
    ['that is too narrow', bound(null, arn, policy(on(['ec2:*', 'sts:*']))), [`lost-path ${AT}`]],
    ['that lets everything through', bound(null, arn, EVERYTHING), []],
    ['outside of the plan', bound(null, 'arn:aws:iam::aws:policy/ReadOnlyAccess', EVERYTHING), [`possible-loss ${AT}`]],
    [
      'outside of the plan, in place of another',
      bound('arn:aws:iam::aws:policy/ViewOnlyAccess', 'arn:aws:iam::aws:policy/ReadOnlyAccess', EVERYTHING),
      [`possible-loss ${AT}`, `possible-hole ${AT}`],
    ],
    ['of AWS that is known', bound(null, 'arn:aws:iam::aws:policy/AdministratorAccess', EVERYTHING), []],
    [
      'that goes, and kept something back',
      bound(
        arn,
        null,
        policy(on(['ec2:*', 'kms:*'])),
        change('aws_iam_role_policy.wide', inline('wide', on('iam:PassRole')), inline('wide', on('iam:PassRole'))),
      ),
      [`new-hole ${AT}`],
    ],
  ])('%s', (_name, result, expected) => {
    expect(found(result).filter((one) => !one.startsWith('lost-path aws_iam_role_policy'))).toEqual(expected);
  });
});
