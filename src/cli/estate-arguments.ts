import { policyIn, type Reader } from '../estate/found';
import type { GivenPolicy } from '../estate/estate';
import { readDocuments } from '../estate/read-documents';
import { importOf, optionProblems, type ImportOptions } from '../doctor/options';
import { subjectsOf, type NamedPolicies } from '../doctor/subjects';
import type { Subject } from '../doctor/subject';
import { readJson } from '../estate/json-text';
import { isJsonObject } from '../policy/policy-json';
import { documentFile, documentFiles } from './documents';
import { UsageError } from './errors';

/** What tells of roles, keys and policies, as given. */
export interface EstateArguments extends ImportOptions {
  readonly keyPolicy?: string;
  readonly platformPolicy?: readonly string[];
  readonly platformTrust?: string;
  readonly platformBoundary?: string;
  readonly targetPolicy?: readonly string[];
  readonly targetTrust?: string;
  readonly targetBoundary?: string;
  readonly scp?: readonly string[];
}

/** Where a document does not tell its account. */
const NOWHERE = { partition: 'aws', account: '000000000000', region: 'us-east-1' } as const;

/**
 * Reads everything that was named, and puts together what is examined.
 *
 * @throws UsageError with all that is wrong, at once
 */
export function subjectsFrom(paths: readonly string[], given: EstateArguments): readonly Subject[] {
  const problems: string[] = [...optionProblems(given)];
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const { documents, problems: unread } = documentFiles(paths);
  problems.push(...unread);
  const named = namedPolicies(given, problems);
  const read = readDocuments(documents, { ...NOWHERE, ...(given.platformRegion !== undefined && { region: given.platformRegion }) });
  problems.push(...read.problems.map(({ file, problem }) => `${file}: ${problem}`));
  const { subjects, problems: unclear } = subjectsOf(read, { ...importOf(given), ...named });
  problems.push(...unclear);
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return subjects;
}

function namedPolicies(
  given: EstateArguments,
  problems: string[],
): Pick<Parameters<typeof subjectsOf>[1], 'of' | 'serviceControl'> & { readonly keyPolicy?: GivenPolicy } {
  const read = (file: string | undefined): GivenPolicy | undefined => (file === undefined ? undefined : policyFile(file, problems));
  const side = (identity: readonly string[] = [], trustFile?: string, boundaryFile?: string): NamedPolicies => {
    const [trust, boundary] = [read(trustFile), read(boundaryFile)];
    return {
      identity: identity.flatMap((file) => read(file) ?? []),
      ...(trust !== undefined && { trust }),
      ...(boundary !== undefined && { boundary }),
    };
  };
  const keyPolicy = read(given.keyPolicy);
  return {
    ...(keyPolicy !== undefined && { keyPolicy }),
    of: {
      platform: side(given.platformPolicy, given.platformTrust, given.platformBoundary),
      target: side(given.targetPolicy, given.targetTrust, given.targetBoundary),
    },
    serviceControl: (given.scp ?? []).flatMap((file) => read(file) ?? []),
  };
}

/** One policy in a file: by itself, or within what the AWS CLI prints around it. */
function policyFile(file: string, problems: string[]): GivenPolicy | undefined {
  const { documents, problems: unread } = documentFile(file);
  problems.push(...unread);
  const [document] = documents;
  if (document === undefined) return undefined;
  const reader: Reader = { file, report: ({ problem }) => problems.push(problem) };
  const json = readJson(document.text);
  if (json.problem === undefined && isJsonObject(json.value) && !('Statement' in json.value)) {
    const { value } = json;
    const version = value['PolicyVersion'];
    const inner = value['Policy'] ?? value['PolicyDocument'] ?? (isJsonObject(version) ? version['Document'] : undefined);
    if (inner !== undefined) return policyIn(isJsonObject(inner) && 'Content' in inner ? inner['Content'] : inner, file, reader);
  }
  return policyIn(document.text, file, reader);
}
