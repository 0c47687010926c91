import type { ModuleTestFile } from '../../module-document';

/** The module's own tests: what it renders and what it refuses. */
export const CADO_ROLE_TESTS: readonly ModuleTestFile[] = [];
