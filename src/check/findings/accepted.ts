import { CHECK_RULES, type CheckFinding, type CheckRule } from './findings';
import { messageOf } from './outcome';

/** Something that was found and is meant: a rule, and a place or the title of a path or an attack. */
export interface Acceptance {
  readonly rule: CheckRule;
  readonly what: string;
}

const EXAMPLE = '--accept lost-path=aws_kms_key.old';

/** Reads `--accept`. @returns acceptances, and what is wrong with others in sentences */
export function acceptancesIn(given: readonly string[]): {
  readonly acceptances: readonly Acceptance[];
  readonly problems: readonly string[];
} {
  const acceptances: Acceptance[] = [];
  const problems: string[] = [];
  for (const text of given) {
    const at = text.indexOf('=');
    const [name, what] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
    const rule = (Object.keys(CHECK_RULES) as readonly CheckRule[]).find((known) => known === name);
    if (rule === undefined || what === '')
      problems.push(
        `--accept ${JSON.stringify(text)} is no rule with a place or a path. Accepted: ${EXAMPLE}, with one of the rules ${Object.keys(CHECK_RULES).join(', ')}`,
      );
    else acceptances.push({ rule, what });
  }
  return { acceptances, problems };
}

/** Findings that fail, those that are accepted, and acceptances of what is not there. */
export interface Sorted {
  readonly findings: readonly CheckFinding[];
  readonly accepted: readonly CheckFinding[];
  readonly unused: readonly Acceptance[];
}

/** Takes out what is accepted: of a place, or of a path or attack wherever it is. */
export function withoutAccepted(findings: readonly CheckFinding[], acceptances: readonly Acceptance[]): Sorted {
  const used = new Set<Acceptance>();
  const isAccepted = (finding: CheckFinding, title: string): boolean => {
    const found = acceptances.filter(({ rule, what }) => rule === finding.rule && (isPlace(finding.place, what) || isTitle(title, what)));
    for (const one of found) used.add(one);
    return found.length > 0;
  };
  const split = findings.map((finding) => {
    const accepted = finding.details.filter(({ what }) => isAccepted(finding, what));
    return { finding, accepted, left: finding.details.filter((detail) => !accepted.includes(detail)) };
  });
  return {
    findings: split.flatMap(({ finding, left }) => only(finding, left)),
    accepted: split.flatMap(({ finding, accepted }) => only(finding, accepted)),
    unused: acceptances.filter((one) => !used.has(one)),
  };
}

/** A resource stands for its attributes too; a type or a module does not stand for all of its resources. */
const isPlace = (place: string, what: string): boolean =>
  place === what || (RESOURCE.test(what) && (place.startsWith(`${what}.`) || place.startsWith(`${what} `)));

/** Source: https://developer.hashicorp.com/terraform/cli/state/resource-addressing */
const RESOURCE = /^(module\.[^.[]+(\[[^\]]*\])?\.)*(?!module\.)[a-z0-9_]+\.[^.[]+(\[("(\\.|[^"\\])*"|\d+)\])?$/;

/** A path is known by its letter too. */
const isTitle = (title: string, what: string): boolean => title === what || title.startsWith(`${what}: `);

function only(finding: CheckFinding, details: CheckFinding['details']): readonly CheckFinding[] {
  const [first] = details;
  if (first === undefined) return [];
  return [details.length === finding.details.length ? finding : { ...finding, message: messageOf(finding.rule, details), details }];
}
