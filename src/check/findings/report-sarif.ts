import { createHash } from 'node:crypto';
import { CHECK_RULES, type CheckFinding, type PlanCheck } from './findings';
import { alikeInWords } from './report-text';

/**
 * SARIF 2.1.0, as code scanning takes it. A plan has no source, so that places are addresses, in the plan's file. The fingerprint, which
 * code scanning takes under one name alone, tells it that a finding of another run is the same: neither words nor the plan's name are in it.
 * Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * Source: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function checkSarif({ findings, accepted }: PlanCheck, file: string, version: string): object {
  const uri = fileUri(file);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cado-response check',
            semanticVersion: version,
            rules: Object.entries(CHECK_RULES).map(([id, { text, help }]) => ({
              id,
              shortDescription: { text },
              fullDescription: { text: help },
              help: { text: help },
            })),
          },
        },
        results: [
          ...findings.map((one) => result(one, uri)),
          ...accepted.map((one) => ({ ...result(one, uri), suppressions: [SUPPRESSION] })),
        ],
      },
    ],
  };
}

const SUPPRESSION = { kind: 'external', justification: 'accepted with --accept' };

const result = (finding: CheckFinding, uri: string): object => {
  const { rule, severity, place, message, mend, alike } = finding;
  return {
    ruleId: rule,
    ruleIndex: Object.keys(CHECK_RULES).indexOf(rule),
    level: severity,
    message: { text: `${message}${alikeInWords(finding)}. ${mend}` },
    partialFingerprints: { primaryLocationLineHash: fingerprintOf(finding) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } },
        ...(place !== '' && {
          logicalLocations: [place, ...alike].map((fullyQualifiedName) => ({ fullyQualifiedName, kind: 'resource' })),
        }),
      },
    ],
  };
};

function fingerprintOf({ rule, place, details }: CheckFinding): string {
  const told = JSON.stringify([rule, place, ...details.map(({ what }) => what).toSorted()]);
  return createHash('sha256').update(told).digest('hex').slice(0, 32);
}

/** A file's name as a URI: relative as it was named, or with its scheme. */
function fileUri(file: string): string {
  if (file === '-') return 'plan.json';
  const path = file.replaceAll('\\', '/');
  const uri = path.split('/').map(encodeURIComponent).join('/');
  if (path.startsWith('/')) return `file://${uri}`;
  return /^[A-Za-z]:\//.test(path) ? `file:///${path.slice(0, 2)}${uri.slice(uri.indexOf('/'))}` : uri;
}
