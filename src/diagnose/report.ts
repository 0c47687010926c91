import { printable } from '../doctor/printable';
import type { CallDiagnosis } from './diagnose-call';

/** What a refused call was for, and what lets it through, for people. */
export function diagnosisText({ denied, side, paths, changes, hint }: CallDiagnosis): string {
  const { action, principal, resource, via, encryptionContext, refusedBy, isExplicit } = denied;
  const context = Object.entries(encryptionContext ?? {}).map(([key, value]) => `${key}=${value}`);
  const rows: readonly (readonly [string, string])[] = [
    ['Call', `${action}${via === undefined ? '' : ` through ${via}`}${context.length === 0 ? '' : ` for ${context.join(', ')}`}`],
    ['On', resource],
    ['By', `${principal} (taken for the ${side} role)`],
    [
      'Refused by',
      `${refusedBy === 'unknown' ? 'a policy that AWS does not name' : `${refusedBy} policy`}${isExplicit ? ', with a Deny' : ''}`,
    ],
  ];
  const parts = [
    rows.map(([name, value]) => `${name.padEnd(11)} ${value}`).join('\n'),
    paths.length === 0
      ? 'No import path makes this call.'
      : ['Import paths that make it', ...paths.map((title) => `  ${title}`)].join('\n'),
    ...changes.map(({ policy, statements }) => `Add to ${policy}\n${JSON.stringify(statements, null, 2)}`),
    ...(changes.length === 0
      ? []
      : ['These paths make other calls too: cado-response doctor, with the policy as it is, adds everything that they lack at once.']),
    ...(hint === undefined ? [] : [hint]),
  ];
  return printable(parts.join('\n\n'));
}
