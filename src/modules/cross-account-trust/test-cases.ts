import { CROSS_ACCOUNT_TRUST } from '../../catalogue/cross-account-trust/definition';
import type { ModuleTestFile } from '../../module-document';
import { CAPABILITY_CASES } from './tests/capability-cases';
import { INPUT_CASES } from './tests/input-cases';
import { KEY_CASES } from './tests/key-cases';
import { TEST_ACCOUNT } from './tests/roles';
import { TRUST_CASES } from './tests/trust-cases';

const accountId = TEST_ACCOUNT;

/** The module's own tests: what it renders and what it refuses. */
export const CROSS_ACCOUNT_TRUST_TESTS: readonly ModuleTestFile[] = [
  { name: 'trust', comment: 'Who may assume the role, what they must show, and in which partition', accountId, cases: TRUST_CASES },
  { name: 'keys', comment: 'Statements on keys, level by level and method by method', accountId, cases: KEY_CASES },
  { name: 'capabilities', comment: 'What each capability brings, and what none brings', accountId, cases: CAPABILITY_CASES },
  { name: 'inputs', comment: `Bad input of ${CROSS_ACCOUNT_TRUST.moduleName}, refused at plan`, accountId, cases: INPUT_CASES },
];
