import { CROSS_ACCOUNT_TRUST } from '../../../catalogue/cross-account-trust/definition';
import type { ModuleTestCase, TestPartition } from '../../../module-document';
import type { JsonObject } from '../../../policy/policy-json';
import { rendered } from '../../role/test-cases';

/** The account that `terraform test` gives the role. */
export const TEST_ACCOUNT = '444455556666';

/** The platform's role, in every case that names no other. */
export const PLATFORM = 'arn:aws:iam::111122223333:role/CadoResponseRole';

/** The platform's instance role. */
export const INSTANCE = 'arn:aws:iam::111122223333:role/CadoResponseInstanceRole';

/** A case with the exact policies of these inputs. */
export const renders = (name: string, variables: JsonObject, partition: TestPartition = 'aws'): ModuleTestCase =>
  rendered(CROSS_ACCOUNT_TRUST, TEST_ACCOUNT, name, { platform_role_arn: PLATFORM, ...variables }, partition);
