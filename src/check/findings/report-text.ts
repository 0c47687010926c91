import { textTable } from '../../proof/text-table';
import type { CheckFinding, PlanCheck } from './findings';

/** A check for people: findings, the gravest first, and figures. */
export function checkText({ findings, accepted, platforms, targets, keys, changed }: PlanCheck): string {
  const counted = (severity: CheckFinding['severity']): number => findings.filter((one) => one.severity === severity).length;
  const lines = findings.map((finding) => {
    const { severity, rule, place, message, mend } = finding;
    const heading = `${severity === 'error' ? 'FAILED ' : 'warning'}  ${rule}  ${place}`.trimEnd();
    return [heading, `         ${message}${alikeInWords(finding)}`, `         ${mend}`].map(onOneLine).join('\n');
  });
  const meant = accepted.map(({ rule, place }) => `accepted  ${rule}  ${place}`);
  const figures = textTable([
    ['roles', 'keys', 'changed', 'errors', 'warnings', 'accepted'],
    [platforms.length + targets.length, keys, changed, counted('error'), counted('warning'), accepted.length].map(String),
  ]);
  return [...lines, ...(meant.length === 0 ? [] : [meant.join('\n')]), figures].join('\n\n');
}

/** A line break in a name would begin a line of its own, which a workflow may take for a command. */
const onOneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ');

const MOST_LISTED = 5;

/** Of which other instances of the block the same holds, as a sentence to append. */
export function alikeInWords({ alike }: CheckFinding): string {
  if (alike.length === 0) return '';
  const more = alike.length - MOST_LISTED;
  return `. The same holds for ${alike.slice(0, MOST_LISTED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
