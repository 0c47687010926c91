import type { RequestContext } from '../../../src/proof/evaluator/access-request';
import { allowTo, KEY, ROLE, type DecisionCase } from './decision-case';

const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html';
const CONTEXT = `${KMS}#conditions-kms-encryption-context`;
const KEYS = `${KMS}#conditions-kms-encryption-context-keys`;
const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const OPERATORS = `${IAM}/reference_policies_elements_condition_operators.html`;
const SETS = `${IAM}/reference_policies_condition-single-vs-multi-valued-context-keys.html`;

const ID = 'kms:EncryptionContext:aws:ebs:id';

function row(what: string, source: string, condition: object, context: RequestContext, refused: RequestContext): DecisionCase {
  return {
    what,
    source,
    request: { principal: ROLE, action: 'kms:Decrypt', resource: KEY, context },
    policies: { resource: [allowTo(ROLE, 'kms:*', { Condition: condition })] },
    refused: { request: { context: refused }, missing: 'resource' },
  };
}

/** Conditions on the encryption context of a request. */
export const ENCRYPTION_CONTEXT_CASES: readonly DecisionCase[] = [
  row('a value', CONTEXT, { StringEquals: { [ID]: 'vol-1' } }, { [ID]: 'vol-1' }, { [ID]: 'vol-2' }),
  row('a value that is not given', CONTEXT, { StringEquals: { [ID]: ['snap-1', 'vol-1'] } }, { [ID]: 'vol-1' }, {}),
  row('the case of a value counts', CONTEXT, { StringEquals: { [ID]: 'vol-a' } }, { [ID]: 'vol-a' }, { [ID]: 'VOL-A' }),
  row('or does not', OPERATORS, { StringEqualsIgnoreCase: { [ID]: 'vol-a' } }, { [ID]: 'VOL-A' }, { [ID]: 'VOL-B' }),
  row(
    'the case of the key in a condition does not count',
    CONTEXT,
    { StringEquals: { 'KMS:encryptioncontext:AWS:EBS:ID': 'vol-1' } },
    { [ID]: 'vol-1' },
    { 'kms:EncryptionContext:aws:ebs:ids': 'vol-1' },
  ),
  row('nor in the request', CONTEXT, { StringEquals: { [ID]: 'vol-1' } }, { 'kms:EncryptionContext:AWS:EBS:ID': 'vol-1' }, { ID: 'vol-1' }),
  row('volumes and snapshots', CONTEXT, { StringLike: { [ID]: ['vol-*', 'snap-*'] } }, { [ID]: 'snap-1' }, { [ID]: 'ami-1' }),
  row('a star is no star where texts are equal', OPERATORS, { StringEquals: { [ID]: 'vol-*' } }, { [ID]: 'vol-*' }, { [ID]: 'vol-1' }),
  row('one character', OPERATORS, { StringLike: { [ID]: 'vol-?' } }, { [ID]: 'vol-1' }, { [ID]: 'vol-12' }),
  row('not this one', OPERATORS, { StringNotEquals: { [ID]: ['vol-1', 'vol-2'] } }, { [ID]: 'vol-3' }, { [ID]: 'vol-2' }),
  row('not like these, which none is not', OPERATORS, { StringNotLike: { [ID]: ['vol-*', 'snap-*'] } }, {}, { [ID]: 'snap-1' }),
  row('one, or none', `${OPERATORS}#Conditions_IfExists`, { StringEqualsIfExists: { [ID]: 'vol-1' } }, {}, { [ID]: 'vol-2' }),
  row('some', `${OPERATORS}#Conditions_Null`, { Null: { [ID]: 'false' } }, { [ID]: '' }, {}),
  row('none', `${OPERATORS}#Conditions_Null`, { Null: { [ID]: true } }, {}, { [ID]: 'vol-1' }),
  row(
    'two pairs, which must both hold',
    `${IAM}/reference_policies_condition-logic-multiple-context-keys-or-values.html`,
    { StringEquals: { [ID]: 'vol-1', 'kms:EncryptionContext:case': '1' } },
    { [ID]: 'vol-1', 'kms:EncryptionContext:case': '1' },
    { [ID]: 'vol-1', 'kms:EncryptionContext:case': '2' },
  ),
  row(
    'a key is a text, and may have spaces',
    CONTEXT,
    { StringEquals: { 'kms:EncryptionContext:a b:c/d': 'x' } },
    { 'kms:EncryptionContext:a b:c/d': 'x' },
    { 'kms:EncryptionContext:a b:c': 'x' },
  ),
  row(
    'a key of a table is a key like any other',
    CONTEXT,
    { StringEquals: { 'kms:EncryptionContext:__proto__': 'x' } },
    { 'kms:EncryptionContext:__proto__': 'x' },
    { constructor: 'x' },
  ),
  row(
    'the value of another pair as a variable',
    `${IAM}/reference_policies_variables.html`,
    { StringEquals: { [ID]: '${kms:EncryptionContext:volume}' } },
    { [ID]: 'vol-1', 'kms:EncryptionContext:volume': 'vol-1' },
    { [ID]: 'vol-1' },
  ),
  row(
    'one of the keys is it',
    KEYS,
    { 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'aws:ebs:id' } },
    { 'kms:EncryptionContextKeys': ['case', 'aws:ebs:id'] },
    { 'kms:EncryptionContextKeys': ['case'] },
  ),
  row(
    'the case of a key counts where the keys are values',
    KEYS,
    { 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'aws:ebs:id' } },
    { 'kms:EncryptionContextKeys': ['aws:ebs:id'] },
    { 'kms:EncryptionContextKeys': ['AWS:EBS:ID'] },
  ),
  row(
    'all of the keys are known',
    KEYS,
    { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['aws:ebs:id', 'case'] } },
    { 'kms:EncryptionContextKeys': ['aws:ebs:id'] },
    { 'kms:EncryptionContextKeys': ['aws:ebs:id', 'other'] },
  ),
  row(
    'all of no keys are known, unless some must be there',
    SETS,
    { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': 'aws:ebs:id' }, Null: { 'kms:EncryptionContextKeys': 'false' } },
    { 'kms:EncryptionContextKeys': ['aws:ebs:id'] },
    { 'kms:EncryptionContextKeys': [] },
  ),
];
