import {
  KMS_KEY_POLICY_OWN_PRINCIPALS as PRINCIPALS,
  KMS_KEY_POLICY_OWN_STATEMENTS as OWN,
} from '../../catalogue/kms-key-policy/own-statements';
import { statementsOf } from '../../policy/key-policy';
import { isShapedLikeOurs, ownSid } from '../../policy/own-statements';
import { isJsonObject, type JsonObject, type PolicyStatement } from '../../policy/policy-json';
import { withLists } from './statement-lists';

/** Our statements in a key policy, their elements as lists: those that a release of `cado-kms-key-policy` can have written. */
export function ownStatements(policy: JsonObject): readonly PolicyStatement[] {
  return statementsOf(policy).flatMap((statement) => {
    const sid = ownSid(statement, OWN);
    const shape = sid === undefined ? undefined : OWN[sid];
    return isJsonObject(statement) && shape !== undefined && isShapedLikeOurs(statement, shape, PRINCIPALS) ? [withLists(statement)] : [];
  });
}
