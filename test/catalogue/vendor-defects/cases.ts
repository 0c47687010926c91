import type { TighteningLevel } from '../../../src/policy/guard';
import type { AnyStatement } from '../../support/policy-evaluator';
import {
  ACCOUNTS,
  everything,
  PARTITIONS,
  regions,
  required,
  ROLE_CASES,
  statementsOf,
  statementsOfCase,
  type Partition,
  type RoleCase,
} from '../../support/role-cases';
import type { Place } from './temporary-key';

/** An account in a partition, in a Region of evidence. */
export const placeIn = (partition: Partition, account: string): Place => {
  const [, region] = PARTITIONS[partition];
  return { partition, account, region, elsewhere: 'xx-nowhere-1' };
};

/** The vendor's templates know one partition. */
export const VENDOR_PLACE: Place = placeIn('aws', ACCOUNTS.platform);
/** Where the role of a case lies. */
export const placeOf = ({ partition, role }: RoleCase): Place => placeIn(partition, ACCOUNTS[role]);

/** Every partition. */
export const EVERY_PARTITION = Object.keys(PARTITIONS) as readonly Partition[];

/** Cases with their statements, resolved once for all tests. */
export const RESOLVED = ROLE_CASES.map((roleCase) => ({ roleCase, statements: statementsOfCase(roleCase) }));

/** The cases in which a predicate finds something else than `expected`, which is what a case shows by design. */
export function differing(
  find: (statements: readonly AnyStatement[], roleCase: RoleCase) => readonly string[],
  expected: (roleCase: RoleCase) => readonly string[] = () => [],
): readonly string[] {
  return RESOLVED.flatMap(({ roleCase, statements }) => {
    const [found, wanted] = [find(statements, roleCase), expected(roleCase)];
    return JSON.stringify(found) === JSON.stringify(wanted) ? [] : [`${roleCase.title}: ${JSON.stringify(found)}`];
  });
}

/** The platform's role with everything chosen, and more. */
export const platformRole = (partition: Partition, more: object = {}): readonly AnyStatement[] =>
  statementsOf(
    'platform',
    { ...required('platform', partition), ...everything('platform', partition), ...regions(partition), ...more },
    partition,
  );

/** Below via_service keys are used through any service and by the role itself. */
export const isLoose = (level: TighteningLevel): boolean => level === 'documented' || level === 'aws_resources';
