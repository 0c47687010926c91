import type { NamedPolicies } from '../doctor/subject/examined-roles';
import type { GivenPolicy } from '../estate/estate';
import { namedPolicies, type Wanted } from '../estate/named-policy';
import { estateFiles, isFolder } from './estate-files';

/** Policies that options give, as given. */
export interface PolicyOptions {
  readonly keyPolicy?: string;
  readonly platformPolicy?: readonly string[];
  readonly platformTrust?: string;
  readonly platformBoundary?: string;
  readonly targetPolicy?: readonly string[];
  readonly targetTrust?: string;
  readonly targetBoundary?: string;
  readonly scp?: readonly string[];
  readonly rcp?: readonly string[];
}

/** Policies that options gave, read. */
export interface ReadPolicies {
  readonly keyPolicy?: GivenPolicy;
  readonly of: Readonly<Record<'platform' | 'target', NamedPolicies>>;
  readonly serviceControl: readonly GivenPolicy[];
  readonly resourceControl: readonly GivenPolicy[];
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

/** Options that give policies, with what each takes. */
const OPTIONS: readonly (readonly [option: keyof PolicyOptions, label: string, wanted: Wanted, side?: 'platform' | 'target'])[] = [
  ['keyPolicy', '--key-policy', 'key policy'],
  ['platformPolicy', '--platform-policy', 'role policy', 'platform'],
  ['platformTrust', '--platform-trust', 'trust policy', 'platform'],
  ['platformBoundary', '--platform-boundary', 'boundary', 'platform'],
  ['targetPolicy', '--target-policy', 'role policy', 'target'],
  ['targetTrust', '--target-trust', 'trust policy', 'target'],
  ['targetBoundary', '--target-boundary', 'boundary', 'target'],
  ['scp', '--scp', 'service control policy'],
  ['rcp', '--rcp', 'resource control policy'],
];

/** Files that options name, one name for each time. */
export const policyFiles = (given: PolicyOptions): readonly string[] => OPTIONS.flatMap(([option]) => given[option] ?? []);

/**
 * Reads the policies that options name, each as what the option says that it is.
 *
 * @param roles ARNs of the roles, where they were named
 */
export function readPolicies(given: PolicyOptions, roles: Readonly<Partial<Record<'platform' | 'target', string>>>): ReadPolicies {
  const problems: string[] = [];
  const notes: string[] = [];
  const read = new Map(
    OPTIONS.map(([option, label, wanted, side]) => {
      const files = given[option];
      const policies = filesOf(files, label, problems, notes).flatMap(({ file, text }) =>
        namedPolicies(
          text,
          wanted,
          {
            file,
            report: ({ problem }) => problems.push(`${label} ${file}: ${problem}${typeof files === 'string' ? '' : swallows(label)}`),
            note: ({ problem }) => notes.push(`${label} ${file}: ${problem}`),
          },
          side === undefined ? undefined : roles[side],
        ),
      );
      if (typeof files === 'string' && policies.length > 1)
        problems.push(`${label} ${files}: this holds ${policies.length} policies, and one is asked for. Give a file with one`);
      return [option, policies] as const;
    }),
  );
  const all = (option: keyof PolicyOptions): readonly GivenPolicy[] => read.get(option) ?? [];
  const side = (identity: keyof PolicyOptions, trustOption: keyof PolicyOptions, boundaryOption: keyof PolicyOptions): NamedPolicies => {
    const [[trust], [boundary]] = [all(trustOption), all(boundaryOption)];
    return { identity: all(identity), ...(trust !== undefined && { trust }), ...(boundary !== undefined && { boundary }) };
  };
  const [keyPolicy] = all('keyPolicy');
  return {
    ...(keyPolicy !== undefined && { keyPolicy }),
    of: {
      platform: side('platformPolicy', 'platformTrust', 'platformBoundary'),
      target: side('targetPolicy', 'targetTrust', 'targetBoundary'),
    },
    serviceControl: all('scp'),
    resourceControl: all('rcp'),
    problems,
    notes,
  };
}

/** Documents behind such an option would be taken for what it gives. */
const swallows = (label: string): string => `. ${label} takes every file up to the next option`;

/** Files of an option: a folder's too where it takes several. */
function filesOf(
  files: string | readonly string[] | undefined,
  label: string,
  problems: string[],
  notes: string[],
): ReturnType<typeof estateFiles>['documents'] {
  if (typeof files === 'string' && isFolder(files)) {
    problems.push(`${label} takes one file, and ${files} is a folder. Give the file`);
    return [];
  }
  const read = estateFiles(typeof files === 'string' ? [files] : (files ?? []));
  problems.push(...read.problems.map((problem) => `${label}: ${problem}`));
  notes.push(...read.notes);
  return read.documents;
}
