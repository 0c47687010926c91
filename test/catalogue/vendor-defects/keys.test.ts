import * as vendor from '../../cases/vendor-defects/statements';
import { allowsAll, type AnyStatement } from '../../support/policy-evaluator';
import { ACCOUNTS, PARTITIONS, type RoleCase } from '../../support/role-cases';
import { differing, EVERY_PARTITION, isLoose, placeIn, placeOf, platformRole, RESOLVED, VENDOR_PLACE } from './cases';
import { DIRECT_USE, OWN_GRANTS, showsServicesMixed, showsUnboundedKeys, throughEc2, throughS3, WRITES_OBJECTS } from './key-use';
import * as key from './temporary-key';

describe('D1: DeleteAlias under a condition that aliases do not have', () => {
  test('the vendor cannot delete an alias', () => {
    expect(key.showsDeadDeleteAlias(vendor.TEMPORARY_KEY, VENDOR_PLACE)).toHaveLength(1);
  });

  test('we grant it whole or not at all', () => {
    expect(differing((statements, roleCase) => key.showsDeadDeleteAlias(statements, placeOf(roleCase)))).toEqual([]);
    for (const partition of EVERY_PARTITION) {
      const at = placeIn(partition, ACCOUNTS.platform);
      expect(allowsAll(platformRole(partition), key.aliasDeletion(at).slice(0, 1))).toBe(false);
      expect(allowsAll(platformRole(partition, { temporary_key: { delete_alias: true } }), key.aliasDeletion(at))).toBe(true);
    }
  });
});

describe("D2: naming a customer's key as one's own, and deleting it", () => {
  test('the vendor may', () => {
    expect(key.showsKeyTakeover(vendor.TEMPORARY_KEY, VENDOR_PLACE)).toEqual(['a key without an alias can be named and deleted']);
  });

  test('we may not, and still make, name, replicate and delete our own', () => {
    expect(differing((statements, roleCase) => key.showsKeyTakeover(statements, placeOf(roleCase)))).toEqual([]);
    for (const partition of EVERY_PARTITION) {
      expect(allowsAll(platformRole(partition), key.ownKeyLife(placeIn(partition, ACCOUNTS.platform), PARTITIONS[partition]))).toBe(true);
    }
  });

  test("what stays is a customer's multi-Region key that has no alias", () => {
    expect(key.takesOverNamelessMultiRegionKey(platformRole('aws'), VENDOR_PLACE)).toBe(true);
    expect(key.takesOverNamelessMultiRegionKey(platformRole('aws', { temporary_key: { enabled: false } }), VENDOR_PLACE)).toBe(false);
  });
});

describe('D3: keys of every account, and grants to anybody', () => {
  test('the vendor grants both', () => {
    expect(showsUnboundedKeys(vendor.KEY_USE, VENDOR_PLACE)).toHaveLength(2);
  });

  test('we grant neither; at documented, the level of that name, grants on keys of the account', () => {
    const grants = ({ level, given, methods }: RoleCase): boolean =>
      level === 'documented' &&
      (given['create_grant'] === true || methods.includes('create_volume')) &&
      hasVolumes(given['capabilities']) &&
      given['kms_key_arns'] === undefined;
    const hasVolumes = (names: unknown): boolean =>
      names === undefined || (Array.isArray(names) && (names.includes('ec2') || names.includes('ami')));
    expect(
      differing(
        (statements, roleCase) => showsUnboundedKeys(statements, placeOf(roleCase)),
        (roleCase) => (grants(roleCase) ? [OWN_GRANTS] : []),
      ),
    ).toEqual([]);
    expect(allowsAll(platformRole('aws', { kms_tightening: 'pinned' }), [throughEc2('CreateGrant', VENDOR_PLACE)])).toBe(true);
  });
});

describe('D5: keys of any kind, anywhere', () => {
  test('the vendor makes them', () => {
    expect(key.showsAnyKeyCreated(vendor.TEMPORARY_KEY, VENDOR_PLACE)).toHaveLength(5);
  });

  test('we make symmetric multi-Region keys in the Regions given; without any, in every Region', () => {
    const anywhere = ({ role, regional, methods, title }: RoleCase): boolean =>
      role === 'platform' &&
      !regional &&
      methods.some((method) => method === 'create_volume') &&
      /, (defaults|only ec2|only ami),/.test(title);
    expect(
      differing(
        (statements, roleCase) => key.showsAnyKeyCreated(statements, placeOf(roleCase)),
        (roleCase) => (anywhere(roleCase) ? ['keys in any Region'] : []),
      ),
    ).toEqual([]);
  });
});

describe('D6: a key that loses its alias can no longer be deleted', () => {
  test("the vendor's order of calls decides", () => {
    expect(key.showsOrphanedKey(vendor.TEMPORARY_KEY, VENDOR_PLACE)).toHaveLength(1);
  });

  test('we leave the alias to KMS; delete_alias says what it does', () => {
    expect(differing((statements, roleCase) => key.showsOrphanedKey(statements, placeOf(roleCase)))).toEqual([]);
    expect(key.showsOrphanedKey(platformRole('aws', { temporary_key: { delete_alias: true } }), VENDOR_PLACE)).toHaveLength(1);
  });
});

describe('D12: a statement for objects that opens the keys of volumes', () => {
  test('the vendor decrypts directly and may write', () => {
    expect(showsServicesMixed(vendor.KEYS_BY_SERVICE, VENDOR_PLACE)).toEqual([DIRECT_USE, WRITES_OBJECTS]);
  });

  test('we do neither from via_service on, and below no more than the level says', () => {
    const reads = (statements: readonly AnyStatement[]): boolean => statements.some(({ Action }) => Action.includes('kms:Decrypt'));
    const found = RESOLVED.flatMap(({ roleCase, statements }) => {
      const findings = showsServicesMixed(statements, placeOf(roleCase));
      if (!isLoose(roleCase.level)) return findings.map((finding) => `${roleCase.title}: ${finding}`);
      const allowed = [...(reads(statements) ? [DIRECT_USE] : []), ...(roleCase.methods.includes('create_volume') ? [WRITES_OBJECTS] : [])];
      return findings.filter((finding) => !allowed.includes(finding)).map((finding) => `${roleCase.title}: ${finding}`);
    });
    expect(found).toEqual([]);
    expect(
      allowsAll(platformRole('aws', { kms_tightening: 'pinned' }), [
        throughS3('Decrypt', VENDOR_PLACE),
        throughEc2('Decrypt', VENDOR_PLACE),
      ]),
    ).toBe(true);
  });
});
