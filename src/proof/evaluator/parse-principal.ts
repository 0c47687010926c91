import { parseArn } from './arn';
import { kindOf, memberPath, membersOf, strings, type Report } from './policy-issues';
import { compilePrincipals, type Principals } from './principal';

const KINDS: ReadonlySet<string> = new Set(['AWS', 'Service', 'Federated', 'CanonicalUser']);

/**
 * Compiles a `Principal` or `NotPrincipal`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function parsePrincipals(value: unknown, path: string, negated: boolean, report: Report): Principals {
  if (value === '*') return compilePrincipals(['*'], [], ['*'], negated);
  const kinds = membersOf(value);
  if (kinds === undefined) report(path, `${typeof value === 'string' ? 'a string other than *' : kindOf(value)} names no principals`);
  const named = [...(kinds ?? [])].map(([kind, names]) => {
    const place = memberPath(path, kind);
    if (!KINDS.has(kind)) report(place, `there are principals of the kinds ${[...KINDS].join(', ')} only`);
    return { kind, names: KINDS.has(kind) ? strings(names, place, report) : [], place };
  });
  for (const { kind, names, place } of named) if (kind === 'AWS') for (const name of names) checkName(name, place, report);
  const ofKind = (wanted: string): readonly string[] => named.flatMap(({ kind, names }) => (kind === wanted ? names : []));
  return compilePrincipals(
    ofKind('AWS'),
    ofKind('Service'),
    named.flatMap(({ names }) => names),
    negated,
  );
}

/** What AWS shows in place of a role or user that no longer exists. */
const UNIQUE_ID = /^A[A-Z\d]{15,127}$/;

function checkName(name: string, path: string, report: Report): void {
  if (name === '*' || /^\d{12}$/.test(name) || UNIQUE_ID.test(name)) return;
  if (parseArn(name) === undefined) report(path, `${JSON.stringify(name)} is no ARN, account number, unique id or *`);
  else if (/[*?]/.test(name)) report(path, `${JSON.stringify(name)} has a wildcard, and principals are named in full`);
}
