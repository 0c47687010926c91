import { statementsOf } from '../policy/key-policy';
import { isJsonObject, type Json, type JsonObject } from '../policy/policy-json';
import { fromAwsCli } from './aws/aws-cli';
import { whatLacks } from './aws/lacking';
import { collect, type Collected, type Told } from './collect';
import { namesTwice } from './count-members';
import type { DocumentProblem, GivenPolicy } from './estate';
import { policyIn, policyOfFile, repeatedInWords, type Found, type Reader } from './found';
import { readJson, repeatedKeys } from './json-text';
import { outputFormatOf } from './output-format';
import { kindOfPolicy, KIND_IN_WORDS } from './policy-kind';
import { fromTerraform } from './terraform/terraform';
import { terraformDocument } from './terraform/document';
import type { Whereabouts } from './whereabouts';

/** A document as it was given. */
export interface Document {
  /** Its path, or `-`. */
  readonly file: string;
  readonly text: string;
  /** Whether it was found in a folder: what is no document of ours is passed over there. @default false */
  readonly isFound?: boolean;
}

const ACCEPTED =
  'Accepted: a policy, what aws kms get-key-policy, aws iam get-account-authorization-details and their like print, or terraform show -json of a state or plan';

/**
 * Reads documents of every kind that is accepted; what is wrong with any of them is told, and never thrown.
 *
 * @param keyArn a key that is known besides. @default - none
 */
export function readDocuments(documents: readonly Document[], usual: Whereabouts, keyArn?: string): Collected {
  const problems: DocumentProblem[] = [];
  const notes: DocumentProblem[] = [];
  const passed: DocumentProblem[] = [];
  const found = documents.flatMap(({ file, text, isFound }) => {
    const reader: Reader = {
      file,
      report: (problem) => void problems.push(problem),
      note: (note) => void notes.push(note),
      pass: (problem) => void (isFound === true ? passed : problems).push(problem),
    };
    return foundIn(text, reader, usual)
      .filter((one) => isOfKeyOrRole(one, reader))
      .map((one): Told => ({ ...one, document: file }));
  });
  const { problems: unclear, notes: left, ...collected } = collect(found, keyArn);
  const isNothing = found.length === 0 && problems.length === 0;
  return {
    ...collected,
    problems: [...problems, ...unclear, ...(isNothing ? passed : [])],
    notes: [...notes, ...left, ...(isNothing ? [] : passed.map(({ file, problem }) => ({ file, problem: `passed over: ${problem}` })))],
  };
}

/** Whether a policy is one that has a say; one of another service's resource is passed over. */
function isOfKeyOrRole(found: Found, reader: Reader): boolean {
  if (found.is !== 'policy' || kindOfPolicy(found.policy.json) !== 'resource') return true;
  passedOver(reader, `this is ${KIND_IN_WORDS.resource}. ${ACCEPTED}`);
  return false;
}

/** What a text tells, by itself. */
export function foundIn(text: string, reader: Reader, usual: Whereabouts): readonly Found[] {
  const read = readJson(text);
  if (read.problem !== undefined) return refused(reader, noJson(text, read.problem));
  if (isPolicy(read.value)) return unclaimed(policyOfFile(text, reader), reader);
  const terraform = fromTerraformIn(read.value, reader, usual);
  if (terraform !== undefined) return terraform;
  // Terraform writes no key twice, and its documents are large.
  const repeated = namesTwice(read.text, read.value) ? repeatedKeys(read.text) : [];
  return repeated.length > 0 ? refused(reader, repeatedInWords(repeated)) : foundInValue(read.value, reader, usual);
}

function refused({ file, report }: Reader, problem: string): readonly Found[] {
  report({ file, problem });
  return [];
}

function noJson(text: string, problem: string): string {
  const format = outputFormatOf(text);
  return `this is no JSON: ${problem}. ${format === undefined ? ACCEPTED : `It looks like --output ${format} of the AWS CLI. Use --output json`}`;
}

function fromTerraformIn(value: Json, reader: Reader, usual: Whereabouts): readonly Found[] | undefined {
  const terraform = terraformDocument(value);
  if (terraform === undefined) return undefined;
  return fromTerraform(terraform, reader, usual);
}

/** What a value tells: a document, a list of them as `jq -s` makes one, or a text that holds one. */
function foundInValue(value: Json, reader: Reader, usual: Whereabouts): readonly Found[] {
  if (Array.isArray(value)) return foundInList(value, reader, usual);
  if (isPolicy(value)) return unclaimed(policyIn(value, reader.file, reader), reader);
  const inner = typeof value === 'string' ? readJson(value) : undefined;
  if (inner?.problem === undefined && inner !== undefined)
    return isPolicy(inner.value) ? unclaimed(policyIn(value, reader.file, reader), reader) : foundInValue(inner.value, reader, usual);
  return (
    fromTerraformIn(value, reader, usual) ??
    fromAwsCli(value, reader) ??
    passedOver(reader, whatLacks(value) ?? `${unknownIn(value)}. ${ACCEPTED}`)
  );
}

/** Of a list of what is no document, the first is told. */
function foundInList(values: readonly Json[], reader: Reader, usual: Whereabouts): readonly Found[] {
  if (values.length === 0) return passedOver(reader, `this is an empty list. ${ACCEPTED}`);
  let passed = 0;
  const pass: Reader['pass'] = (problem) => {
    passed += 1;
    if (passed === 1) passedOver(reader, problem.problem, problem.file);
  };
  return values.flatMap((value, index) => foundInValue(value, { ...reader, file: `${reader.file}[${index}]`, pass }, usual));
}

function passedOver({ file, report, pass = report }: Reader, problem: string, place = file): readonly Found[] {
  pass({ file: place, problem });
  return [];
}

/** Members of AWS's answers begin with capitals. */
const unknownIn = (value: Json): string =>
  isEvent(value)
    ? 'this is an event of CloudTrail, which cado-response diagnose reads'
    : isJsonObject(value) && Object.keys(value).some((member) => /^[A-Z]/.test(member))
      ? 'this is no document with policies. If the AWS CLI printed it, leave --query out'
      : 'this is no document with policies';

const isEvent = (value: Json): boolean => isJsonObject(value) && 'eventName' in value && 'eventSource' in value;

const isPolicy = (value: Json): value is JsonObject => isJsonObject(value) && 'Statement' in value;

/** A policy of which the document does not say whose it is. */
function unclaimed(policy: GivenPolicy | undefined, reader: Reader): readonly Found[] {
  if (policy === undefined) return [];
  if (statementsOf(policy.json).length === 0)
    return refused(reader, 'this policy has no statement, so that it allows and denies nothing. Give one that has');
  return [{ is: 'policy', policy }];
}
