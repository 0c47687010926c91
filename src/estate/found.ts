import { parsePolicy } from '../proof/evaluator/parse-policy';
import type { KmsGrant } from '../proof/evaluator/kms-grant';
import { isJsonObject, type Json, type JsonObject } from '../policy/policy-json';
import type { DocumentProblem, EstateGrant, EstateKey, GivenPolicy } from './estate';
import { readJson, repeatedKeys } from './json-text';

/** One thing that a document tells; several of them make a role or a key. */
export type Found =
  /** A policy of which the document does not say whose it is. */
  | { readonly is: 'policy'; readonly policy: GivenPolicy }
  | { readonly is: 'service control policy'; readonly policy: GivenPolicy }
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
      readonly boundaryArn?: string;
      /** Policies that exist and are not known. */
      readonly missing?: readonly string[];
      /** Whether the document tells every policy of the role. */
      readonly isWhole?: boolean;
    }
  | ({
      readonly is: 'key';
      /** @default - the document does not say it: the policy alone was printed */
      readonly arn?: string;
      /** Of its resource in Terraform. */
      readonly address?: string;
      readonly policy?: GivenPolicy;
      /** Whether the policy is a resource of its own, which knows better than what the key shows. */
      readonly isSeparate?: boolean;
      readonly grants?: readonly EstateGrant[];
      readonly missing?: string;
    } & Pick<EstateKey, 'state' | 'usage'>);

/** Where a document's problems go. */
export interface Reader {
  readonly file: string;
  readonly report: (problem: DocumentProblem) => void;
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
  const repeated = repeatedKeys(read.text);
  if (repeated.length > 0) return report(`${repeated.join(', ')} stands twice, and AWS keeps only one of them. Take the other one out`);
  const isFile = name === reader.file && name !== '-' && read.text === value;
  return checked({ name, json: read.value, text: read.text, ...(isFile && { file: name }) }, report);
}

function checked(policy: GivenPolicy, report: (problem: string) => undefined): GivenPolicy | undefined {
  const { issues } = parsePolicy(policy.name, policy.json);
  if (issues.length === 0) return policy;
  return report(issues.map(({ path, problem }) => `${path === '' ? '' : `${path}: `}${problem}`).join('; '));
}

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
  if (subset === undefined && equals === undefined) return undefined;
  return {
    ...(subset !== undefined && { encryptionContextSubset: subset }),
    ...(equals !== undefined && { encryptionContextEquals: equals }),
  };
}
