import type { RequestContext } from '../../../src/proof/evaluator/access-request';
import { allowsAll, type AccessCheck, type AnyStatement } from '../../support/policy-evaluator';
import { STRANGE_ACCOUNT } from '../../support/role-cases';
import type { Place } from './temporary-key';

const key = ({ partition, region }: Place, account: string): string =>
  `arn:${partition}:kms:${region}:${account}:key/12345678-1234-1234-1234-123456789012`;

/** A call on a key that EC2 makes for the role. */
export const throughEc2 = (action: string, place: Place, account = place.account, context: RequestContext = {}): AccessCheck => ({
  action: `kms:${action}`,
  resource: key(place, account),
  context: {
    'kms:ViaService': `ec2.${place.region}.amazonaws.com`,
    'kms:EncryptionContext:aws:ebs:id': 'vol-0123456789abcdef0',
    ...(action === 'CreateGrant' && {
      'kms:GrantIsForAWSResource': 'true',
      'kms:GrantOperations': ['Decrypt'],
      'kms:GrantConstraintType': 'EncryptionContextSubset',
    }),
    ...context,
  },
});

/** A call on a key that S3 makes for the role. */
export const throughS3 = (action: string, place: Place, object = 'example-source/disk.e01'): AccessCheck => ({
  action: `kms:${action}`,
  resource: key(place, place.account),
  context: {
    'kms:ViaService': `s3.${place.region}.amazonaws.com`,
    'kms:EncryptionContext:aws:s3:arn': `arn:${place.partition}:s3:::${object}`,
  },
});

const direct = (action: string, place: Place): AccessCheck => ({ action: `kms:${action}`, resource: key(place, place.account) });

/** A key of nobody whom the inputs name. */
const STRANGE_KEYS = 'keys of any account that lets the role in';
/** A grant that no AWS service asked for. */
export const OWN_GRANTS = 'grants to whomever the role likes';

/** D3: keys of any account, and grants that are not for AWS. */
export function showsUnboundedKeys(statements: readonly AnyStatement[], place: Place): readonly string[] {
  const strange = ['CreateGrant', 'Decrypt', 'ReEncryptFrom', 'GenerateDataKeyWithoutPlaintext'].some((action) =>
    allowsAll(statements, [throughEc2(action, place, STRANGE_ACCOUNT)]),
  );
  const own = [throughEc2('CreateGrant', place, place.account, { 'kms:GrantIsForAWSResource': 'false' }), direct('CreateGrant', place)];
  return [...(strange ? [STRANGE_KEYS] : []), ...(own.some((check) => allowsAll(statements, [check])) ? [OWN_GRANTS] : [])];
}

/** Findings of {@link showsServicesMixed}. */
export const DIRECT_USE = 'the key decrypts for the role itself, through no service';
/** Objects are written, which no import does. */
export const WRITES_OBJECTS = 'the key encrypts objects';

/** D12: a statement for objects through which the keys of volumes are used all the same, and new objects are encrypted. */
export function showsServicesMixed(statements: readonly AnyStatement[], place: Place): readonly string[] {
  return [
    ...(allowsAll(statements, [direct('Decrypt', place)]) ? [DIRECT_USE] : []),
    ...(allowsAll(statements, [throughS3('GenerateDataKey', place)]) ? [WRITES_OBJECTS] : []),
  ];
}
