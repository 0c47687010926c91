import type { PlanCheck } from './findings';
import { alikeInWords } from './report-text';

/** Annotations of a workflow. Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
export function checkAnnotations({ findings, accepted, platforms, targets, keys, changed }: PlanCheck, file: string): string {
  const text = (value: string): string => value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (value: string): string => text(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const name = file === '-' ? 'plan.json' : file;
  return [
    ...findings.map(
      (finding) =>
        `::${finding.severity} file=${property(name)},title=${property(`${finding.rule} ${finding.place}`.trimEnd())}::${text(`${finding.message}${alikeInWords(finding)}. ${finding.mend}`)}`,
    ),
    `::notice title=cado-response check::roles looked at: ${platforms.length + targets.length}, keys: ${keys}, changed: ${changed}, accepted: ${accepted.length}`,
  ].join('\n');
}
