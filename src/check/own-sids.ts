import { CADO_ROLE } from '../catalogue/cado-role/definition';
import { CROSS_ACCOUNT_TRUST } from '../catalogue/cross-account-trust/definition';
import { KMS_KEY_POLICY_OWN_STATEMENTS } from '../catalogue/kms-key-policy/own-statements';
import type { JsonObject } from '../policy/policy-json';

/** Sids of the statements that the modules write. */
const OWN_SIDS: ReadonlySet<string> = new Set([
  ...Object.keys(KMS_KEY_POLICY_OWN_STATEMENTS),
  ...[CADO_ROLE, CROSS_ACCOUNT_TRUST].flatMap(({ permissions }) =>
    permissions.policies.flatMap(({ statements }) => statements.map(({ sid }) => sid)),
  ),
]);

/** Whether a statement is one of ours, as its Sid says. */
export const isOwn = ({ Sid }: JsonObject): boolean => typeof Sid === 'string' && OWN_SIDS.has(Sid);
