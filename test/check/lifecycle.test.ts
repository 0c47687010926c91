import type { JsonObject } from '../../src/policy/policy-json';
import {
  ACCOUNT,
  BASE,
  check,
  checked,
  edited,
  FOREIGN,
  found,
  GRANT,
  grant,
  GRANTED_ARN,
  inline,
  key,
  KEY_ARN,
  NEED,
  PLATFORM,
  role,
  ROLE,
  ROOT,
  TARGET,
  TRUST,
  USE,
  VOLUMES,
} from './base-plan';
import { allow, change, policy, same, type Change, type ChangeExtras } from './plan-json';

const { arn: _arn, key_id: _id, ...NEW } = VOLUMES;
const OTHER = policy(allow({ Sid: 'Root', Principal: { AWS: 'arn:aws:iam::777788889999:root' }, Action: 'kms:*', Resource: '*' }));

describe('a key', () => {
  test.each<[name: string, before: JsonObject, after: JsonObject | null, extras: ChangeExtras, expected: readonly string[]]>([
    ['is destroyed', VOLUMES, null, {}, ['lost-path aws_kms_key.volumes']],
    [
      'is replaced',
      VOLUMES,
      NEW,
      { actions: ['delete', 'create'], unknown: { arn: true, key_id: true } },
      ['lost-path aws_kms_key.volumes'],
    ],
    [
      'is replaced, the new one first',
      VOLUMES,
      NEW,
      { actions: ['create', 'delete'], unknown: { arn: true, key_id: true } },
      ['lost-path aws_kms_key.volumes'],
    ],
    ['is disabled', VOLUMES, { ...VOLUMES, is_enabled: false }, {}, ['lost-path aws_kms_key.volumes']],
    ['is enabled', { ...VOLUMES, is_enabled: false }, VOLUMES, {}, []],
    ['is forgotten', VOLUMES, null, { actions: ['forget'] }, []],
    ['is described otherwise', VOLUMES, { ...VOLUMES, description: 'x' }, {}, []],
  ])('that %s', (_name, before, after, extras, expected) => {
    expect(found(checked(edited(change('aws_kms_key.volumes', before, after, extras))))).toEqual(expected);
  });

  test('of which nobody here makes use may go', () => {
    const nobody = key(`arn:aws:kms:eu-west-1:777788889999:key/99999999-9999-4999-8999-999999999999`, OTHER);
    expect(found(checked([...BASE, change('aws_kms_key.other', nobody, null)]))).toEqual([]);
  });

  test('an object that a replacement left behind is not the key', () => {
    const old = { ...VOLUMES, arn: `${KEY_ARN.slice(0, -4)}dead`, policy: policy(ROOT) };
    const deposed = change('aws_kms_key.volumes', old, null, { more: { deposed: 'abcd1234' } });
    const opened = change(
      'aws_kms_key.volumes',
      VOLUMES,
      key(KEY_ARN, policy(ROOT, USE, GRANT, allow({ Sid: 'S', Principal: '*', Action: 'kms:*', Resource: '*' }))),
    );
    expect(found(checked([...edited(opened), deposed]))).toEqual(['new-hole aws_kms_key.volumes.policy']);
    expect(found(checked([...BASE, deposed]))).toEqual([]);
  });
});

test('what is forgotten stays beside what is made in its place', () => {
  const extras = { actions: ['create', 'forget'] };
  const becomes = (before: JsonObject, after: JsonObject) => found(checked(edited(change('aws_kms_grant.ours', before, after, extras))));
  const [ours, less] = [grant(GRANTED_ARN, PLATFORM), grant(GRANTED_ARN, PLATFORM, ['DescribeKey'])];
  expect(becomes(ours, less)).toEqual([]);
  expect(becomes(ours, grant(GRANTED_ARN, `arn:aws:iam::${FOREIGN}:role/Evil`))).toEqual(['new-hole aws_kms_grant.ours']);
});

describe('a policy under another address', () => {
  const NEEDED = inline('need', ...NEED);
  const gone = change('aws_iam_role_policy.need', NEEDED, null);

  test('may be destroyed after it was made', () => {
    const { findings } = checked(edited(gone, change('aws_iam_role_policy.all["need"]', null, NEEDED)));
    expect(findings.map(({ rule, severity, place }) => [rule, severity, place])).toEqual([
      ['possible-loss', 'warning', 'aws_iam_role_policy.all["need"]'],
    ]);
    expect(findings[0]?.mend).toBe('Say that it moved: moved { from = aws_iam_role_policy.need, to = aws_iam_role_policy.all["need"] }');
    const ofKey = (address: string, before: boolean) => {
      const values = { key_id: KEY_ARN, policy: policy(ROOT, USE, GRANT) };
      return change(`aws_kms_key_policy.${address}`, before ? values : null, before ? null : values);
    };
    expect(found(checked(edited(ofKey('a[0]', true), ofKey('a["x"]', false))))).toEqual(['possible-loss aws_kms_key_policy.a["x"]']);
  });

  test('that has another name is another one', () => {
    expect(found(checked(edited(gone, change('aws_iam_role_policy.new', null, inline('new', ...NEED)))))).toEqual([]);
  });
});

describe('a role', () => {
  const gonePolicy = change('aws_iam_role_policy.need', inline('need', ...NEED), null);

  test('that is destroyed is told once, at itself', () => {
    expect(found(checked(edited(change('aws_iam_role.target', ROLE, null), gonePolicy)))).toEqual(['lost-path aws_iam_role.target']);
    expect(found(checked(edited(change('aws_iam_role.target', ROLE, null))))).toEqual(['lost-path aws_iam_role.target']);
  });

  test('and its key that are destroyed are told each, so that accepting one does not accept the other', () => {
    const both = edited(change('aws_iam_role.target', ROLE, null), change('aws_kms_key.volumes', VOLUMES, null));
    expect(found(checked(both))).toEqual(['lost-path aws_iam_role.target', 'lost-path aws_kms_key.volumes']);
    const accepted = [{ rule: 'lost-path', what: 'aws_iam_role.target' } as const];
    expect(found(checked(both, { accepted }))).toEqual(['lost-path aws_kms_key.volumes']);
  });

  test('that is destroyed hides nothing that the key loses besides', () => {
    const policies = edited(change('aws_iam_role.target', ROLE, null), change('aws_kms_key.volumes', VOLUMES, key(KEY_ARN, policy(ROOT))));
    expect(found(checked(policies))).toEqual(['lost-path aws_iam_role.target', 'lost-path aws_kms_key.volumes.policy']);
    const accepted = [{ rule: 'lost-path', what: 'aws_iam_role.target' } as const];
    expect(found(checked(policies, { accepted }))).toEqual(['lost-path aws_kms_key.volumes.policy']);
  });

  test('of the platform that is destroyed with the target leaves the key as it is', () => {
    const main = `${PLATFORM.slice(0, PLATFORM.lastIndexOf('/'))}/CadoResponseMain`;
    const named = (values: JsonObject): JsonObject => JSON.parse(JSON.stringify(values).replaceAll(PLATFORM, main)) as JsonObject;
    const trust = policy(allow({ Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }));
    const [kept, gone] = [named(VOLUMES), null].map((after) =>
      found(
        checked([
          change('aws_iam_role.platform', role('CadoResponseMain', trust, { arn: main }), null),
          change(
            'aws_iam_role_policy.main',
            { ...inline('main', ...NEED, allow({ Action: 'sts:AssumeRole', Resource: TARGET })), role: 'CadoResponseMain' },
            null,
          ),
          change('aws_iam_role.target', named(ROLE), null),
          gonePolicy,
          change('aws_kms_key.volumes', named(VOLUMES), after),
        ]),
      ),
    );
    const ROLES = ['lost-path aws_iam_role.platform', 'lost-path aws_iam_role.target'];
    expect([kept?.toSorted(), gone?.toSorted()]).toEqual([ROLES, [...ROLES, 'lost-path aws_kms_key.volumes']]);
  });

  test('that is forgotten stays', () => {
    const forget = { actions: ['forget'] };
    expect(
      found(
        checked(
          edited(
            change('aws_iam_role.target', ROLE, null, forget),
            change('aws_iam_role_policy.need', inline('need', ...NEED), null, forget),
          ),
        ),
      ),
    ).toEqual([]);
  });

  describe('that is replaced under another name or path', () => {
    const pass = allow({ Action: 'iam:PassRole', Resource: '*' });
    const odd = allow({ Principal: { AWS: `arn:aws:iam::${FOREIGN}:role/Ops` }, Action: 'sts:AssumeRole' });
    const OLD = role('CadoResponseRole', policy(TRUST, odd));
    const replaced = (values: JsonObject): Change => {
      const { arn: _before, ...made } = { ...OLD, ...values };
      return change('aws_iam_role.target', OLD, made, { actions: ['delete', 'create'], unknown: { arn: true } });
    };
    const moved = (name: string, before: readonly JsonObject[], after: readonly JsonObject[]) =>
      change('aws_iam_role_policy.need', inline('need', ...NEED, ...before), { ...inline('need', ...NEED, ...after), role: name });

    test.each<[what: string, name: string, values: JsonObject]>([
      ['a path', 'CadoResponseRole', { path: '/security/' }],
      ['a name', 'CadoResponseNew', { name: 'CadoResponseNew' }],
    ])('is lost by %s, and what its policies say already is no hole', (_what, name, values) => {
      const from = (before: readonly JsonObject[], after: readonly JsonObject[], more: JsonObject = {}) =>
        found(checked(edited(replaced({ ...values, ...more }), moved(name, before, after))));
      const LOST = 'lost-path aws_iam_role.target';
      expect(from([pass], [pass])).toEqual([LOST]);
      expect(from([], [pass])).toEqual([LOST, 'new-hole aws_iam_role_policy.need.policy']);
      const open = allow({ Principal: '*', Action: 'sts:AssumeRole' });
      expect(from([], [], { assume_role_policy: policy(TRUST, odd, open) })).toEqual([
        LOST,
        'new-hole aws_iam_role.target.assume_role_policy',
      ]);
    });

    test('lets its new name in where the old one was', () => {
      const arn = `arn:aws:iam::${ACCOUNT}:role/security/CadoResponseRole`;
      const own = (name: string): string => policy(ROOT, USE, GRANT, { ...USE, Sid: 'Target', Principal: { AWS: name } });
      const renamed = change('aws_kms_key.volumes', key(KEY_ARN, own(TARGET)), key(KEY_ARN, own(arn)));
      expect(found(checked(edited(replaced({ path: '/security/' }), renamed)))).toEqual(['lost-path aws_iam_role.target']);
    });
  });

  describe('that is replaced under its name', () => {
    const { arn: _old, ...made } = ROLE;
    const AGAIN = { actions: ['delete', 'create'] };
    const replaced = change('aws_iam_role.target', ROLE, made, { ...AGAIN, unknown: { arn: true } });
    const putAgain = change('aws_iam_role_policy.need', inline('need', ...NEED), inline('need', ...NEED), AGAIN);
    /** A key that leaves the policies of its account out. */
    const apart = (condition: boolean): JsonObject => ({
      ...USE,
      Principal: { AWS: condition ? `arn:aws:iam::${ACCOUNT}:root` : TARGET },
      ...(condition && { Condition: { ArnEquals: { 'aws:PrincipalArn': TARGET } } }),
    });
    const OWNER = { ...ROOT, Action: ['kms:Put*', 'kms:Describe*', 'kms:Get*'] };
    const named = (condition: boolean): string =>
      policy(OWNER, apart(condition), {
        ...GRANT,
        Principal: apart(condition)['Principal'] ?? '',
        Condition: { ...(apart(condition)['Condition'] as JsonObject | undefined), Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      });

    test('leaves policies that name it to nobody, and is told once, at itself', () => {
      const keys = [1, 2, 3].map((number) => same(`aws_kms_key.k${number}`, key(`${KEY_ARN.slice(0, -1)}${number + 4}`, named(false))));
      const result = checked([...edited(replaced, putAgain), ...keys]);
      expect(found(result)).toEqual(['lost-path aws_iam_role.target']);
      expect(result.findings[0]?.message).toContain('destroyed and made again');
    });

    test('is let in by its name, by a policy that is put again, and by its account', () => {
      const whole = edited(replaced, putAgain);
      expect(found(checked([...whole, same('aws_kms_key.k', key(`${KEY_ARN.slice(0, -1)}5`, named(true)))]))).toEqual([]);
      const again = change(
        'aws_kms_key.k',
        key(`${KEY_ARN.slice(0, -1)}5`, named(false)),
        key(`${KEY_ARN.slice(0, -1)}5`, policy(OWNER, { ...apart(false), Sid: 'Again' }, { ...GRANT, Principal: { AWS: TARGET } })),
      );
      expect(found(checked([...whole, again]))).toEqual([]);
      expect(found(checked(whole))).toEqual([]);
    });

    test('leaves grants to nobody', () => {
      const granted = same('aws_kms_grant.target', {
        key_id: `${KEY_ARN.slice(0, -1)}5`,
        grantee_principal: TARGET,
        operations: ['Decrypt', 'DescribeKey', 'CreateGrant', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom', 'ReEncryptTo'],
      });
      const owned = same('aws_kms_key.k', key(`${KEY_ARN.slice(0, -1)}5`, policy(OWNER)));
      expect(found(checked([...edited(replaced, putAgain), owned, granted]))).toEqual(['lost-path aws_iam_role.target']);
    });
  });

  test('that is created with a prefix of our names is one of ours', () => {
    const open = (Principal: JsonObject | string) =>
      change(
        'aws_iam_role.np',
        null,
        { name_prefix: 'CadoResponse-', path: '/', assume_role_policy: policy(allow({ Principal, Action: 'sts:AssumeRole' })) },
        { unknown: { name: true, arn: true } },
      );
    expect(found(checked([...BASE, open('*')]))).toEqual(['new-hole aws_iam_role.np.assume_role_policy']);
    expect(found(checked([...BASE, open({ AWS: PLATFORM })]))).toEqual([]);
  });
});

describe('a plan that only refreshes', () => {
  const refreshed = (after: JsonObject) => ({
    format_version: '1.2',
    resource_drift: [change('aws_kms_key.volumes', VOLUMES, after)],
    prior_state: {
      values: {
        root_module: {
          resources: [
            { address: 'aws_iam_role.target', mode: 'managed', type: 'aws_iam_role', name: 'target', values: ROLE },
            {
              address: 'aws_iam_role_policy.need',
              mode: 'managed',
              type: 'aws_iam_role_policy',
              name: 'need',
              values: inline('need', ...NEED),
            },
          ],
        },
      },
    },
    planned_values: { root_module: {} },
  });

  test('tells what has changed outside of Terraform', () => {
    const { resource_changes: _none, ...plan } = { resource_changes: undefined, ...refreshed(key(KEY_ARN, policy(ROOT))) };
    expect(found(check(JSON.stringify(plan)))).toEqual(['lost-path aws_kms_key.volumes.policy']);
    expect(found(check(JSON.stringify(refreshed(VOLUMES))))).toEqual([]);
  });
});
