import { printable } from '../doctor/printable';
import { textTable } from '../proof/text-table';
import { CHECK_RULES, type CheckFinding, type PlanCheck } from './findings';

/** Ways in which a check is printed. */
export const CHECK_FORMATS = ['text', 'json', 'sarif', 'github'] as const;
/** One of {@link CHECK_FORMATS}. */
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** @param file the plan, as it was named */
export function checkReport(check: PlanCheck, format: CheckFormat, file: string, version: string): string {
  switch (format) {
    case 'text':
      return printable(checkText(check));
    case 'json':
      return JSON.stringify(check, null, 2);
    case 'sarif':
      return JSON.stringify(checkSarif(check, file, version), null, 2);
    case 'github':
      return printable(checkAnnotations(check, file));
  }
}

function checkText({ findings, roles, keys, changed }: PlanCheck): string {
  const counted = (severity: CheckFinding['severity']): number => findings.filter((one) => one.severity === severity).length;
  const lines = findings.map(({ severity, rule, place, message, mend }) =>
    [`${severity === 'error' ? 'FAILED ' : 'warning'}  ${rule}  ${place}`, `         ${message}`, `         ${mend}`].join('\n'),
  );
  const figures = textTable([
    ['roles', 'keys', 'changed', 'errors', 'warnings'],
    [roles, keys, changed, counted('error'), counted('warning')].map(String),
  ]);
  const nothing =
    roles === 0
      ? ['The plan has no role of the platform, and no key that names one. Name roles with --platform-role and --target-role']
      : [];
  return [...lines, ...nothing, figures].join('\n\n');
}

/**
 * SARIF 2.1.0, as code scanning takes it. A plan has no source, so that places are addresses, in the plan's file.
 * Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
function checkSarif({ findings }: PlanCheck, file: string, version: string): object {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cado-response check',
            semanticVersion: version,
            rules: Object.entries(CHECK_RULES).map(([id, text]) => ({ id, shortDescription: { text } })),
          },
        },
        results: findings.map(({ rule, severity, place, message, mend }) => ({
          ruleId: rule,
          ruleIndex: Object.keys(CHECK_RULES).indexOf(rule),
          level: severity,
          message: { text: `${message}. ${mend}` },
          partialFingerprints: { place: `${rule} ${place} ${message}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: file === '-' ? 'plan.json' : encodeURI(file.replaceAll('\\', '/')) },
                region: { startLine: 1 },
              },
              ...(place !== '' && { logicalLocations: [{ fullyQualifiedName: place, kind: 'resource' }] }),
            },
          ],
        })),
      },
    ],
  };
}

/** Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
function checkAnnotations({ findings, roles, keys, changed }: PlanCheck, file: string): string {
  const text = (value: string): string => value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (value: string): string => text(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return [
    ...findings.map(
      ({ rule, severity, place, message, mend }) =>
        `::${severity} file=${property(file === '-' ? 'plan.json' : file)},title=${property(`${rule} ${place}`)}::${text(`${message}. ${mend}`)}`,
    ),
    `::notice title=cado-response check::${roles} roles and ${keys} keys looked at, ${changed} of them changed`,
  ].join('\n');
}
