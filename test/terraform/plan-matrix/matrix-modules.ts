import { CADO_ROLE_MODULE } from './cado-role-module';
import { CROSS_ACCOUNT_TRUST_MODULE } from './cross-account-trust-module';
import { KEY_POLICY_MODULE } from './key-policy-module';
import type { MatrixModule } from './matrix-module';

/** The modules of which one plan holds instances. */
export const MATRIX_MODULES: readonly MatrixModule[] = [KEY_POLICY_MODULE, CADO_ROLE_MODULE, CROSS_ACCOUNT_TRUST_MODULE];
