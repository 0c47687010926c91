import type { CustomCheck, InputRule } from '../../policy/input-spec';
import { literal, stringLiteral } from '../../policy/terraform-literal';
import { hasRepeatedKey, isStatement, parsedPolicy, statementsOf, STRING_OR_KEY } from '../../policy/key-policy';
import { KEY_POLICY_MAX_BYTES, policyBytes } from '../../policy/policy-size';

const EXAMPLE = 'the output of aws kms get-key-policy --key-id KEY --policy-name default --query Policy --output text';
const VERSIONS = ['2008-10-17', '2012-10-17'];

/** A rule that presupposes JSON: it lets anything else pass, so that one mistake gives one message. */
function policyRule(
  must: string,
  condition: (value: string) => readonly string[],
  accepts: (policyJson: string) => boolean,
  shown: (value: string) => string = start,
): InputRule {
  const check: CustomCheck = {
    kind: 'custom',
    terraform: (value) => ({
      condition: `!${isObject(value)} || try(\n  ${condition(value).join('\n  ')},\n  false\n)`,
      shown: shown(value),
    }),
    accepts: (value) => typeof value === 'string' && (parsedPolicy(value) === undefined || accepts(value)),
  };
  return { must, example: EXAMPLE, check };
}

const isObject = (value: string): string => `can(keys(jsondecode(${value})))`;

/** The start of the text: the whole of it may fill a screen. */
function start(value: string): string {
  return `try(substr(${value}, 0, 100), null)`;
}

const utf8Bytes = (value: string): string => `length(base64encode(${value})) / 4 * 3 - length(regexall("=", base64encode(${value})))`;
/** The keys of every object in a JSON text, as an HCL list. */
const keysIn = (json: string): string => `[for s in regexall(${stringLiteral(STRING_OR_KEY.source)}, ${json}) : s if s[0] != null]`;
const statementsIn = (value: string): string => `flatten([jsondecode(${value}).Statement])`;

const STATEMENT_TEST =
  'try(contains(["Allow", "Deny"], s.Effect) && length(setintersection(keys(s), ["Principal", "NotPrincipal"])) == 1 && length(setintersection(keys(s), ["Action", "NotAction"])) == 1, false)';

/**
 * What `existing_policy_json` must be, so that merging into it can lose nothing.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
export const EXISTING_POLICY_RULES: readonly InputRule[] = [
  {
    must: 'be a JSON object that names no key twice, since all but the last would be lost',
    example: EXAMPLE,
    check: {
      kind: 'custom',
      terraform: (value) => ({
        condition: `${isObject(value)} && try(\n  length(${keysIn(value)}) ==\n  length(${keysIn(`jsonencode(jsondecode(${value}))`)}),\n  false\n)`,
        shown: start(value),
      }),
      accepts: (value) => typeof value === 'string' && parsedPolicy(value) !== undefined && !hasRepeatedKey(value),
    },
  },
  policyRule(
    'be a key policy: a Statement of objects, at least one, each with Effect (Allow or Deny), Principal or NotPrincipal, and Action or NotAction',
    (value) => [`length(${statementsIn(value)}) > 0 && alltrue([`, `  for s in ${statementsIn(value)} : ${STATEMENT_TEST}`, '])'],
    (policyJson) => {
      const statements = statementsOf(parsedPolicy(policyJson) ?? {});
      return statements.length > 0 && statements.every(isStatement);
    },
    (value) => `try([for s in ${statementsIn(value)} : s if !${STATEMENT_TEST}], "a policy without Statement")`,
  ),
  policyRule(
    `have the Version ${VERSIONS.join(' or ')}, or none`,
    (value) => [`contains(${literal(VERSIONS)}, try(jsondecode(${value}).Version, "2008-10-17"))`],
    (policyJson) => {
      const version = parsedPolicy(policyJson)?.['Version'];
      return version === undefined || (VERSIONS as readonly unknown[]).includes(version);
    },
  ),
  {
    must: `be at most ${KEY_POLICY_MAX_BYTES} bytes of UTF-8, the most KMS takes`,
    example: EXAMPLE,
    check: {
      kind: 'custom',
      terraform: (value) => ({
        condition: `${utf8Bytes(value)} <= ${KEY_POLICY_MAX_BYTES}`,
        shown: `"\${length(try(coalesce(${value}), ""))} characters"`,
      }),
      accepts: (value) => typeof value === 'string' && policyBytes(value) <= KEY_POLICY_MAX_BYTES,
    },
  },
];
