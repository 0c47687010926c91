import type { ModuleTestFile } from '../../module-document';

/** The module's own tests: what it renders and what it refuses. */
export const CROSS_ACCOUNT_TRUST_TESTS: readonly ModuleTestFile[] = [];
