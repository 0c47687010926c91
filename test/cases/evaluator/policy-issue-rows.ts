/** A value that is no policy, and where it goes wrong. */
export type PolicyIssueRow = readonly [what: string, json: unknown, paths: readonly string[]];

const OK = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const { Effect: _effect, ...noEffect } = OK;
const { Action: _action, ...noAction } = OK;

const policy = (...Statement: readonly unknown[]): unknown => ({ Version: '2012-10-17', Statement });
const statement = (more: object): unknown => policy({ ...OK, ...more });
const parsed = (text: string): unknown => JSON.parse(text);

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export const POLICY_ISSUE_ROWS: readonly PolicyIssueRow[] = [
  ['null', null, ['']],
  ['nothing', undefined, ['']],
  ['a text', '{}', ['']],
  ['a list', [policy(OK)], ['']],
  ['a number', 7, ['']],
  ['no statement', {}, ['']],
  ['a version that does not exist', { Version: '2012-10-18', Statement: [OK] }, ['Version']],
  ['a version that is no text', { Version: 20_121_017, Statement: [OK] }, ['Version']],
  ['a version of null', { Version: null, Statement: [OK] }, ['Version']],
  ['an id that is no text', { Id: 1, Statement: OK }, ['Id']],
  ['an element of no policy', { Statement: OK, Statements: [] }, ['Statements']],
  ['names of every object', parsed('{"Statement":[],"__proto__":{},"constructor":1}'), ['__proto__', 'constructor']],
  ['statements that are none', { Statement: [null, 1, 's', [OK]] }, ['Statement[0]', 'Statement[1]', 'Statement[2]', 'Statement[3]']],
  ['a statement that is none', { Statement: 'Allow' }, ['Statement']],
  ['a statement of null', { Statement: null }, ['Statement']],
  ['an empty statement', { Statement: {} }, ['Statement.Effect', 'Statement']],
  ['no effect', policy(noEffect), ['Statement[0].Effect']],
  ['an effect in lower case', statement({ Effect: 'allow' }), ['Statement[0].Effect']],
  ['an effect that is a list', statement({ Effect: ['Allow'] }), ['Statement[0].Effect']],
  ['no action', policy(noAction), ['Statement[0]']],
  ['an action and its opposite', statement({ NotAction: 's3:*' }), ['Statement[0].NotAction']],
  ['a resource and its opposite', statement({ NotResource: '*' }), ['Statement[0].NotResource']],
  ['a principal and its opposite', statement({ Effect: 'Deny', Principal: '*', NotPrincipal: '*' }), ['Statement[0].NotPrincipal']],
  ['an Allow for all but some', statement({ NotPrincipal: '*' }), ['Statement[0].NotPrincipal']],
  ['an element of no statement', statement({ Conditions: {} }), ['Statement[0].Conditions']],
  ['an element in lower case', statement({ resource: '*' }), ['Statement[0].resource']],
  ['a name that needs quotes', statement({ 'a b': 1 }), ['Statement[0]["a b"]']],
  ['a sid that is no text', statement({ Sid: 1 }), ['Statement[0].Sid']],
  ['actions that are no texts', statement({ Action: ['s3:*', 1, null] }), ['Statement[0].Action[1]', 'Statement[0].Action[2]']],
  ['an action without service', statement({ Action: 'GetObject' }), ['Statement[0].Action']],
  ['an action that is an object', statement({ Action: {} }), ['Statement[0].Action']],
  ['a resource that is no ARN', statement({ Resource: 'evidence' }), ['Statement[0].Resource']],
  ['resources that are no texts', statement({ Resource: [true] }), ['Statement[0].Resource[0]']],
  ['a principal that is a text', statement({ Principal: 'arn:aws:iam::111122223333:root' }), ['Statement[0].Principal']],
  ['a principal that is a list', statement({ Principal: ['*'] }), ['Statement[0].Principal']],
  ['a principal of no kind', statement({ Principal: { Aws: '*' } }), ['Statement[0].Principal.Aws']],
  [
    'principals that are no texts',
    statement({ Principal: { AWS: [1], Service: {} } }),
    ['Statement[0].Principal.AWS[0]', 'Statement[0].Principal.Service'],
  ],
  ['a principal with a wildcard', statement({ Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } }), ['Statement[0].Principal.AWS']],
  [
    'a principal that is no ARN',
    statement({ Principal: { AWS: ['Alice', '1111'] } }),
    ['Statement[0].Principal.AWS', 'Statement[0].Principal.AWS'],
  ],
  ['conditions that are none', statement({ Condition: 'x' }), ['Statement[0].Condition']],
  ['conditions of null', statement({ Condition: null }), ['Statement[0].Condition']],
  ['an operator that does not exist', statement({ Condition: { StringIs: { a: 'b' } } }), ['Statement[0].Condition.StringIs']],
  ['an operator in lower case', statement({ Condition: { stringEquals: { a: 'b' } } }), ['Statement[0].Condition.stringEquals']],
  ['a name of every object as operator', statement({ Condition: { constructor: { a: 'b' } } }), ['Statement[0].Condition.constructor']],
  [
    'a set that does not exist',
    statement({ Condition: { 'ForSomeValues:StringEquals': { a: 'b' } } }),
    ['Statement[0].Condition.ForSomeValues:StringEquals'],
  ],
  ['a Null that may be absent', statement({ Condition: { NullIfExists: { a: 'true' } } }), ['Statement[0].Condition.NullIfExists']],
  ['an operator without keys', statement({ Condition: { StringEquals: 'b' } }), ['Statement[0].Condition.StringEquals']],
  ['an operator with a list', statement({ Condition: { StringEquals: [{ a: 'b' }] } }), ['Statement[0].Condition.StringEquals']],
  [
    'values that are none',
    statement({ Condition: { StringEquals: { 'aws:a/b': [null, { c: 'd' }, ['e'], 'f'] } } }),
    [
      'Statement[0].Condition.StringEquals.aws:a/b[0]',
      'Statement[0].Condition.StringEquals.aws:a/b[1]',
      'Statement[0].Condition.StringEquals.aws:a/b[2]',
    ],
  ],
  ['a number that is none', statement({ Condition: { NumericEquals: { a: 'ten' } } }), ['Statement[0].Condition.NumericEquals.a']],
  ['a date that is none', statement({ Condition: { DateLessThan: { a: '2030-02-30' } } }), ['Statement[0].Condition.DateLessThan.a']],
  [
    'an address that is none',
    statement({ Condition: { IpAddress: { a: ['10.0.0.0/8', '10.0.0'] } } }),
    ['Statement[0].Condition.IpAddress.a[1]'],
  ],
  ['a boolean that is none', statement({ Condition: { BoolIfExists: { a: 'yes' } } }), ['Statement[0].Condition.BoolIfExists.a']],
  ['bytes that are none', statement({ Condition: { BinaryEquals: { a: '${b}' } } }), ['Statement[0].Condition.BinaryEquals.a']],
  ['a Null that is neither', statement({ Condition: { Null: { a: 'maybe' } } }), ['Statement[0].Condition.Null.a']],
  [
    'everything at once',
    { Version: 1, Statement: [{ Sid: 1, Effect: 2, Action: 3, Resource: 4, Principal: 5, Condition: 6, Else: 7 }, OK, null] },
    [
      'Version',
      'Statement[0].Else',
      'Statement[0].Sid',
      'Statement[0].Effect',
      'Statement[0].Principal',
      'Statement[0].Resource',
      'Statement[0].Action',
      'Statement[0].Condition',
      'Statement[2]',
    ],
  ],
];
