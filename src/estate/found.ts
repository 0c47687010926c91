import { parsePolicy } from '../proof/evaluator/parse-policy';
import type { KmsGrant } from '../proof/evaluator/kms-grant';
import { asList, statementsOf } from '../policy/key-policy';
import type { PolicyIssue } from '../proof/evaluator/policy-issues';
import { isJsonObject, type Json, type JsonObject } from '../policy/policy-json';
import { KEY_POLICY_MAX_BYTES, MANAGED_POLICY_MAX_CHARACTERS, policyBytes } from '../policy/policy-size';
import type { DocumentProblem, EstateGrant, EstateKey, GivenPolicy } from './estate';
import { readJson, repeatedKeys } from './json-text';

/** One thing that a document tells; several of them make a role or a key. */
export type Found =
  /** A policy of which the document does not say whose it is. */
  | { readonly is: 'policy'; readonly policy: GivenPolicy }
  | { readonly is: 'service control policy' | 'resource control policy'; readonly policy: GivenPolicy }
  /** A managed policy by its ARN, for roles that have it attached. */
  | { readonly is: 'managed policy'; readonly arn: string; readonly policy?: GivenPolicy; readonly missing?: string }
  | {
      readonly is: 'role';
      /** @default - the document says the name alone */
      readonly arn?: string;
      readonly name: string;
      /** Of its resource in Terraform. */
      readonly address?: string;
      readonly trust?: GivenPolicy;
      readonly inline?: readonly GivenPolicy[];
      /** ARNs of managed policies that are attached. */
      readonly attached?: readonly string[];
      /** Of these the address of the resource that attaches them. @default - not given by Terraform */
      readonly attachedAt?: string;
      readonly boundaryArn?: string;
      readonly tags?: Readonly<Record<string, string>>;
      /** `AROA…` */
      readonly id?: string;
      /** Policies that exist and are not known. */
      readonly missing?: readonly string[];
      /** Whether the document tells every policy of the role. */
      readonly isWhole?: boolean;
    }
  | ({
      readonly is: 'key';
      /** @default - the document says the id alone */
      readonly arn?: string;
      /** @default - the document says the ARN */
      readonly id?: string;
      /** Of its resource in Terraform. */
      readonly address?: string;
      readonly policy?: GivenPolicy;
      /** Whether the policy is a resource of its own, which knows better than what the key shows. */
      readonly isSeparate?: boolean;
      readonly grants?: readonly EstateGrant[];
      readonly missing?: string;
    } & KeyFacts);

/** What AWS says of a key besides its policy and grants. */
export type KeyFacts = Pick<EstateKey, 'state' | 'usage' | 'manager' | 'spec' | 'origin' | 'isMultiRegion' | 'multiRegionKeyType' | 'tags'>;

/** Where a document's problems go. */
export interface Reader {
  readonly file: string;
  readonly report: (problem: DocumentProblem) => void;
  /** Takes what is no problem, and worth knowing. @default - nobody asks */
  readonly note?: (note: DocumentProblem) => void;
  /** Takes why a document tells nothing of keys, roles or policies. @default - it is a problem */
  readonly pass?: (problem: DocumentProblem) => void;
}

/** A policy as it stands in a document: an object, or a text that holds one, however encoded. What is wrong is reported. */
export function policyIn(value: Json | undefined, name: string, reader: Reader): GivenPolicy | undefined {
  const report = (problem: string): undefined => {
    reader.report({ file: reader.file, problem: name === reader.file ? problem : `${name}: ${problem}` });
    return undefined;
  };
  if (isJsonObject(value)) return checked({ name, json: value }, report);
  if (typeof value !== 'string') return report('there is no policy here. Accepted: a policy as JSON, or as a text of JSON');
  const read = readJson(value);
  if (read.problem !== undefined) return report(`the policy is no JSON: ${read.problem}`);
  if (!isJsonObject(read.value)) return report('the policy is no JSON object');
  return checked({ name, json: read.value, text: read.text }, report);
}

/** The policy that a file holds and nothing else: what changes it may be applied to the file, where it is not encoded. */
export function policyOfFile(text: string, reader: Reader): GivenPolicy | undefined {
  const policy = policyIn(text, reader.file, reader);
  const isAsItStands = reader.file !== '-' && policy?.text === text;
  return policy && { ...policy, isAlone: true, ...(isAsItStands && { file: reader.file }) };
}

/** Quotas of AWS are far below: no policy is that large, and to decide it would take minutes. */
const MOST_BYTES = 4 * KEY_POLICY_MAX_BYTES;
const QUOTAS = `KMS takes ${KEY_POLICY_MAX_BYTES} bytes of a key policy, IAM ${MANAGED_POLICY_MAX_CHARACTERS} characters of a managed policy`;

function checked(policy: GivenPolicy, report: (problem: string) => undefined): GivenPolicy | undefined {
  const bytes = policyBytes(JSON.stringify(policy.json));
  if (bytes > MOST_BYTES) return report(`this has ${bytes} bytes without whitespace, and no policy of AWS is that large: ${QUOTAS}`);
  const repeated = policy.text === undefined ? [] : repeatedKeys(policy.text);
  if (repeated.length > 0) return report(repeatedInWords(repeated));
  const issues = [...parsePolicy(policy.name, policy.json).issues, ...lackingIn(policy.json)];
  if (issues.length === 0) return policy;
  return report(issues.map(({ path, problem }) => `${path === '' ? '' : `${path}: `}${problem}`).join('; '));
}

/**
 * What IAM refuses although it reads well: a statement without an action, and one of a role's policy without a resource. One with a
 * principal is of a key or a trust policy, where it has none or is for nobody.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
function lackingIn(policy: JsonObject): readonly PolicyIssue[] {
  const { Statement: all } = policy;
  return statementsOf(policy).flatMap((statement, index): readonly PolicyIssue[] => {
    if (!isJsonObject(statement)) return [];
    const path = Array.isArray(all) ? `Statement[${index}]` : 'Statement';
    const isEmpty = (name: string): boolean => Array.isArray(statement[name]) && asList(statement[name]).length === 0;
    const hasPrincipal = 'Principal' in statement || 'NotPrincipal' in statement;
    const hasResource = ['Resource', 'NotResource'].some((name) => name in statement && !isEmpty(name));
    return [
      ...(['Action', 'NotAction'].some(isEmpty) ? [{ path, problem: 'a statement has at least one action' }] : []),
      ...(hasPrincipal || hasResource
        ? []
        : [
            {
              path,
              problem: "a statement without Principal is of a role's policy, and has Resource or NotResource, with at least one ARN or *",
            },
          ]),
    ];
  });
}

/** What is wrong with keys that stand twice in an object of JSON. @param places as {@link repeatedKeys} gives them */
export function repeatedInWords(places: readonly string[]): string {
  const more = places.length > MOST_PLACES ? ` and ${places.length - MOST_PLACES} more` : '';
  const [stand, one] = places.length === 1 ? ['stands', 'it'] : ['stand', 'each of them'];
  return `${places.slice(0, MOST_PLACES).join(', ')}${more} ${stand} twice, and AWS keeps only one of ${one}. Take the other one out`;
}

const MOST_PLACES = 10;

/** A grant as `aws kms list-grants`, or a provider's resource, has it. */
export function grantOf(grant: JsonObject): KmsGrant | undefined {
  const grantee = grant['GranteePrincipal'] ?? grant['grantee_principal'];
  if (typeof grantee !== 'string') return undefined;
  const constraints = constraintsOf(grant['Constraints'] ?? grant['constraints']);
  const operations = grant['Operations'] ?? grant['operations'];
  const retiring = grant['RetiringPrincipal'] ?? grant['retiring_principal'];
  return {
    granteePrincipal: grantee,
    operations: Array.isArray(operations) ? operations.filter((name) => typeof name === 'string') : [],
    ...(constraints !== undefined && { constraints }),
    ...(typeof retiring === 'string' && retiring !== '' && { retiringPrincipal: retiring }),
  };
}

function constraintsOf(value: Json | undefined): KmsGrant['constraints'] {
  const block = Array.isArray(value) ? (value as readonly Json[])[0] : value;
  if (!isJsonObject(block)) return undefined;
  const pairs = (pairsOf: Json | undefined): Readonly<Record<string, string>> | undefined => {
    if (!isJsonObject(pairsOf)) return undefined;
    const entries = Object.entries(pairsOf).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  };
  const subset = pairs(block['EncryptionContextSubset'] ?? block['encryption_context_subset']);
  const equals = pairs(block['EncryptionContextEquals'] ?? block['encryption_context_equals']);
  const sourceArn = block['SourceArn'];
  if (subset === undefined && equals === undefined && typeof sourceArn !== 'string') return undefined;
  return {
    ...(subset !== undefined && { encryptionContextSubset: subset }),
    ...(equals !== undefined && { encryptionContextEquals: equals }),
    ...(typeof sourceArn === 'string' && { sourceArn }),
  };
}
