import { isJsonObject, type Json, type JsonObject } from '../policy/policy-json';
import { asList, statementsOf } from '../policy/key-policy';
import { fromAwsCli } from './aws-cli';
import { collect } from './collect';
import type { DocumentProblem, Estate, GivenPolicy } from './estate';
import { policyIn, type Found, type Reader } from './found';
import { readJson } from './json-text';
import { fromTerraform } from './terraform';
import { terraformDocument } from './terraform-document';
import type { Whereabouts } from './whereabouts';

/** A document as it was given. */
export interface Document {
  /** Its path, or `-`. */
  readonly file: string;
  readonly text: string;
}

/** What all documents tell together. */
export interface ReadDocuments extends Estate {
  /** Policies of which no document says whose they are. */
  readonly unclaimed: readonly GivenPolicy[];
  readonly problems: readonly DocumentProblem[];
}

const ACCEPTED =
  'Accepted: a policy, what aws kms get-key-policy, aws iam get-account-authorization-details and their like print, or terraform show -json of a state or plan';

/** Reads documents of every kind that is accepted; what is wrong with any of them is told, and never thrown. */
export function readDocuments(documents: readonly Document[], usual: Whereabouts): ReadDocuments {
  const problems: DocumentProblem[] = [];
  const report = (problem: DocumentProblem): void => void problems.push(problem);
  const found = documents.flatMap(({ file, text }) => foundIn(text, { file, report }, usual));
  return { ...collect(found), problems };
}

function foundIn(text: string, reader: Reader, usual: Whereabouts): readonly Found[] {
  const read = readJson(text);
  const refused = (problem: string): readonly Found[] => {
    reader.report({ file: reader.file, problem });
    return [];
  };
  if (read.problem !== undefined) return refused(`this is no JSON: ${read.problem}. ${ACCEPTED}`);
  if (isPolicy(read.value)) {
    const policy = policyIn(text, reader.file, reader);
    return policy === undefined ? [] : [{ is: 'policy', policy }];
  }
  const terraform = terraformDocument(read.value);
  if (terraform !== undefined) return fromTerraform(terraform, reader, usual);
  return (
    fromAwsCli(read.value, reader) ??
    (Array.isArray(read.value) ? severalIn(read.value, reader, usual) : refused(`this is no document with policies. ${ACCEPTED}`))
  );
}

/** A list of documents, as `jq -s` makes one. */
function severalIn(values: readonly Json[], reader: Reader, usual: Whereabouts): readonly Found[] {
  return values.flatMap((value, index) =>
    Array.isArray(value) ? [] : foundIn(JSON.stringify(value), { ...reader, file: `${reader.file}[${index}]` }, usual),
  );
}

const isPolicy = (value: Json): value is JsonObject => isJsonObject(value) && 'Statement' in value;

/** What kind of policy somebody gave, as its statements tell. */
export type GivenKind = 'key' | 'trust' | 'identity';

/** A key policy and a trust policy name principals, and differ in what they let them do. */
export function kindOfPolicy({ json }: GivenPolicy): GivenKind {
  const statements = statementsOf(json).filter(isJsonObject);
  const hasPrincipals = statements.some((statement) => 'Principal' in statement || 'NotPrincipal' in statement);
  if (!hasPrincipals) return 'identity';
  const actions = statements.flatMap((statement) => asList(statement['Action']));
  return actions.some((action) => typeof action === 'string' && /^sts:/i.test(action)) ? 'trust' : 'key';
}
