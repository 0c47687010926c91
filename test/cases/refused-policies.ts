import type { Json, JsonObject } from '../../src/policy/policy-json';
import { KEY_POLICY_MAX_BYTES } from '../../src/policy/policy-size';
import { refusedValue, type RefusedValue } from './refused-value';

const STATEMENT: JsonObject = {
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::123456789012:root' },
  Action: 'kms:*',
  Resource: '*',
};
const { Principal: _principal, ...OF_AN_IDENTITY_POLICY } = STATEMENT;
const { Action: _action, ...NO_ACTION } = STATEMENT;
const { Effect: _effect, ...NO_EFFECT } = STATEMENT;

const ELEMENTS = JSON.stringify(STATEMENT).slice(1, -1);

const policyOf = (statement: Json): string => JSON.stringify({ Statement: statement });
const sized = (bytes: number, filler: string): string => {
  const empty = JSON.stringify({ Id: '', Statement: [STATEMENT] });
  const count = Math.floor((bytes - empty.length) / Buffer.byteLength(filler));
  return empty.replace('""', `"${filler.repeat(count)}${'x'.repeat(bytes - empty.length - count * Buffer.byteLength(filler))}"`);
};

/** The longest policy that the input takes; merged, it is too long. */
export const LONGEST_POLICY = sized(KEY_POLICY_MAX_BYTES, 'ü');

const TOO_LONG = sized(KEY_POLICY_MAX_BYTES + 1, 'x');
const TOO_LONG_IN_BYTES = sized(KEY_POLICY_MAX_BYTES + 1, 'ü');

const ROWS: readonly (readonly [what: string, value: string, shown?: string])[] = [
  ['nothing', ''],
  ['no-json', 'kms:*'],
  ['cut-json', '{"Statement": ['],
  ['single-quotes', "{'Statement': []}"],
  ['two-objects', '{}{}'],
  ['a-list', '[{"Statement": []}]'],
  ['a-text', '"arn:aws:iam::111122223333:root"'],
  ['null', 'null'],
  ['a-number', '1'],
  ['no-statement', '{"Version": "2012-10-17"}', '"a policy without Statement"'],
  ['an-empty-statement', policyOf([]), '[]'],
  ['a-statement-of-text', policyOf('Allow'), '["Allow"]'],
  ['a-statement-of-null', policyOf(null), '[null]'],
  ['an-identity-policy', policyOf([OF_AN_IDENTITY_POLICY]), '[{"Action":"kms:*","Effect":"Allow","Resource":"*"}]'],
  [
    'one-statement-of-an-identity-policy',
    policyOf([STATEMENT, OF_AN_IDENTITY_POLICY]),
    '[{"Action":"kms:*","Effect":"Allow","Resource":"*"}]',
  ],
  ['no-action', policyOf(NO_ACTION), '"Principal":{"AWS":"arn:aws:iam::123456789012:root"}'],
  ['no-effect', policyOf(NO_EFFECT), '"Principal":{"AWS":"arn:aws:iam::123456789012:root"}'],
  ['another-effect', policyOf({ ...STATEMENT, Effect: 'allow' }), '"Effect":"allow"'],
  ['two-principals', policyOf({ ...STATEMENT, NotPrincipal: '*' }), '"NotPrincipal":"*"'],
  ['two-actions', policyOf({ ...STATEMENT, NotAction: 'kms:Decrypt' }), '"NotAction":"kms:Decrypt"'],
  ['a-repeated-statement', `{"Statement": [], "Statement": [${JSON.stringify(STATEMENT)}]}`],
  ['a-repeated-operator', `{"Statement": {${ELEMENTS}, "Condition": {"Bool": {"a": "true"}, "Bool": {"b": "true"}}}}`],
  ['a-repeated-condition-key', `{"Statement": {${ELEMENTS}, "Condition": {"Bool": {"a": "true", "a": "false"}}}}`],
  ['a-repeated-effect', `{"Statement": {${ELEMENTS}, "Effect": "Deny"}}`],
  ['a-version-of-the-future', JSON.stringify({ Version: '2012-10-18', Statement: STATEMENT })],
  ['a-version-that-is-a-number', JSON.stringify({ Version: 20121017, Statement: STATEMENT })],
  ['a-version-that-is-null', JSON.stringify({ Version: null, Statement: STATEMENT })],
  ['too-long', TOO_LONG, `${TOO_LONG.length} characters`],
  ['too-long-in-bytes', TOO_LONG_IN_BYTES, `${TOO_LONG_IN_BYTES.length} characters`],
];

/** What `existing_policy_json` refuses; of most texts the message shows how they begin. */
export const REFUSED_POLICIES: readonly RefusedValue[] = ROWS.map(([what, value, shown]) =>
  refusedValue([what, value, shown ?? JSON.stringify(value.slice(0, 100))]),
);
