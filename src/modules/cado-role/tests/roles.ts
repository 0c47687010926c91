import { CADO_ROLE } from '../../../catalogue/cado-role/definition';
import type { ModuleTestCase, TestPartition } from '../../../module-document';
import type { JsonObject } from '../../../policy/policy-json';
import { rendered } from '../../role/test-cases';

/** The account that `terraform test` gives the role. */
export const TEST_ACCOUNT = '111122223333';

/** Who may assume the role in every case that says nothing else. */
export const INSTANCE = `arn:aws:iam::${TEST_ACCOUNT}:role/CadoResponseInstanceRole`;

/** Roles in two target accounts. */
export const TARGETS = ['arn:aws:iam::444455556666:role/CadoResponseRole', 'arn:aws:iam::777788889999:role/forensics/CadoResponseRole'] as const;

/** A case with the exact policies of these inputs. */
export const renders = (name: string, variables: JsonObject, partition: TestPartition = 'aws'): ModuleTestCase =>
  rendered(CADO_ROLE, TEST_ACCOUNT, name, { trusted_role_arns: [INSTANCE], ...variables }, partition);
