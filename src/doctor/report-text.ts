import type { EstateRole } from '../estate/estate';
import { TIGHTENING_LEVELS } from '../policy/guard';
import type { RoleSide } from '../proof/claims/world';
import { statementInWords } from '../proof/verdict-words';
import type { Excess } from './beyond-need';
import type { Decision } from './decide';
import type { PathResult } from './examine';
import type { Findings } from './findings';
import { awsCliForm, diffForm, laidOut, onOneLine } from './patch/patch-forms';
import { printable } from './printable';
import { accountOf } from './scene';
import { tryAttacks } from './tried-attacks';
import { decidingStatements, reasonInWords, whoInWords } from './words';

const MOST_CALLS = 6;
const MOST_EXCESS = 12;
const MARKS: Readonly<Record<PathResult['state'], string>> = { works: 'works  ', blocked: 'BLOCKED', depends: 'depends' };

/** What was found, for people: paths, what mends them, what still blocks, what is granted beyond need. */
export function findingsText(findings: Findings, folder = ''): string {
  const parts = [heading(findings), pathsText(findings), patchText(findings, folder), blockersText(findings), excessText(findings)];
  return printable(parts.filter((part) => part !== '').join('\n\n'));
}

function heading({ scene }: Findings): string {
  const { subject, platformRegion, evidenceRegions } = scene;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Key', subject.key?.arn],
    ['Platform role', subject.platform?.arn],
    ['Target role', subject.target?.arn],
    ['Regions', `${platformRegion} (platform), ${evidenceRegions.join(', ')} (evidence)`],
    ['Not given', notGiven(scene.subject).join(', ') || undefined],
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(14)} ${value}`])).join('\n');
}

/** What would say more, had it been given. A key in the platform's account is used without another role. */
export function notGiven({ key, platform, target, serviceControl }: Findings['scene']['subject']): readonly string[] {
  const needsTarget = key !== undefined && accountOf(key.arn) !== accountOf(platform?.arn);
  return [
    ...(key !== undefined && key.policy === undefined ? ['the key policy'] : []),
    ...(platform === undefined ? ['the platform role'] : notGivenOf(platform, 'platform')),
    ...(target === undefined ? (needsTarget ? ['the target role'] : []) : notGivenOf(target, 'target')),
    ...(serviceControl.length === 0 ? ['service control policies'] : []),
  ];
}

const notGivenOf = ({ identity, trust }: EstateRole, side: RoleSide): readonly string[] => [
  ...(identity === undefined ? [`the ${side} role's policies`] : []),
  ...(trust === undefined ? [`the ${side} role's trust policy`] : []),
];

function pathsText({ paths }: Findings): string {
  if (paths.length === 0) return 'No import path asks anything of what was given.';
  return [
    'Import paths',
    ...paths.flatMap(({ title, state, decisions }) => [
      `  ${MARKS[state]}  ${title}`,
      ...callLines(decisions, state === 'depends' ? 'depends' : 'refused'),
    ]),
  ].join('\n');
}

/** Calls of one role that are decided for one reason, together. */
function callLines(decisions: readonly Decision[], state: Decision['state']): readonly string[] {
  const groups = new Map<string, Decision[]>();
  for (const one of decisions.filter((decision) => decision.state === state)) {
    const key = `${whoInWords(one)}\n${reasonInWords(one)}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const lines = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const actions = actionsOf(group).join(', ');
    return state === 'depends'
      ? [`           ${reasonInWords(first)}: ${actions} must be allowed there`]
      : [`           ${whoInWords(first)}: ${actions}`, `             ${reasonInWords(first)}`];
  });
  const most = 2 * MOST_CALLS;
  return [...lines.slice(0, most), ...(lines.length > most ? [`           and more calls: --json has all of them`] : [])];
}

const count = (number: number, one: string, several = `${one}s`): string => `${number} ${number === 1 ? one : several}`;

function patchText({ paths, patch, documents, problems, scene }: Findings, folder: string): string {
  if (paths.every(({ state }) => state !== 'blocked'))
    return paths.some(({ state }) => state === 'depends') ? 'Nothing has to be added to what was given.' : 'Nothing has to be added.';
  if (documents.length === 0) return 'Nothing that could be added mends this: see what blocks it.';
  const mended = patch.paths.filter(
    ({ title, state }) => state !== 'blocked' && paths.some((path) => path.title === title && path.state === 'blocked'),
  );
  const statements = documents.reduce((sum, document) => sum + document.statements.length, 0);
  const tried = tryAttacks(scene).reduce((sum, { decisions }) => sum + decisions.length, 0);
  if (problems.length > 0) return ['What would mend it must not be used:', ...problems.map((problem) => `  ${problem}`)].join('\n');
  return [
    `What mends it: ${count(statements, 'statement')} (kms_tightening ${patch.level}), the least that does`,
    '',
    ...(documents.some(onOneLine)
      ? ['Policies on one line are laid out for reading; --patch diff prints what applies to the files.', '']
      : []),
    diffForm(laidOut(documents)),
    '',
    folder === '' ? 'With --out DIR, which writes these files:' : `Written to ${folder}:`,
    ...awsCliForm(documents, folder === '' ? 'DIR' : folder)
      .split('\n')
      .map((line) => `  ${line}`),
    '',
    `Proved: ${count(mended.length, 'path')} mended; none of ${count(tried, 'call')} of attacks that was refused gets through; no statement of yours is changed.`,
  ].join('\n');
}

function blockersText({ patch }: Findings): string {
  const reasons = new Map<string, Decision[]>();
  for (const blocker of patch.blockers) {
    const reason = reasonInWords(blocker);
    reasons.set(reason, [...(reasons.get(reason) ?? []), blocker]);
  }
  if (reasons.size === 0) return '';
  return [
    patch.additions.length === 0 ? 'What blocks, and no statement of ours mends' : 'What still blocks after it',
    ...[...reasons]
      .slice(0, MOST_EXCESS)
      .flatMap(([reason, decisions]) => [`  ${actionsOf(decisions).join(', ')}: ${reason}`, `    ${adviceFor(decisions)}`]),
    ...(reasons.size > MOST_EXCESS ? [`  and ${reasons.size - MOST_EXCESS} more reasons`] : []),
  ].join('\n');
}

const actionsOf = (decisions: readonly Decision[]): readonly string[] => [...new Set(decisions.map(({ call }) => call.action))];

/** What the owner of a policy that blocks can do about it. @param decisions blocked for one reason */
export function adviceFor(decisions: readonly Decision[]): string {
  const [first] = decisions;
  if (first === undefined) return '';
  const { verdict, request } = first;
  const roles = [...new Set(decisions.map((decision) => decision.request.principal))];
  const actions = actionsOf(decisions).join(', ');
  if (verdict.outcome === 'denied explicitly') {
    const [denied] = verdict.because;
    const name = denied === undefined ? 'the statement' : statementInWords(denied);
    const condition = JSON.stringify({ ArnNotEquals: { 'aws:PrincipalArn': roles.length === 1 ? roles[0] : roles } });
    return `A Deny wins over every Allow. Except the ${roles.length === 1 ? 'role' : 'roles'} in ${name}: "Condition": ${condition} beside the conditions it has`;
  }
  switch (verdict.missing) {
    case 'service control':
      return `Let a service control policy of the account allow ${actions}`;
    case 'boundary':
      return `Let the permissions boundary of ${roles.join(' and ')} allow ${actions} on ${request.resource}`;
    case 'resource':
      return `The owner of ${request.resource} has to allow ${actions} in its policy`;
    default:
      return `A policy of ${roles.join(' and ')} has to allow ${actions} on ${request.resource}`;
  }
}

function excessText({ excess }: Findings): string {
  if (excess.length === 0) return 'Nothing that was given grants more than imports need.';
  const through = new Map<string, Extract<Excess, { kind: 'attack' }>[]>();
  for (const one of excess) {
    if (one.kind !== 'attack') continue;
    const [decision] = one.decisions;
    const statement = decision === undefined ? '' : decidingStatements(decision).map(statementInWords).join(' and ');
    through.set(statement, [...(through.get(statement) ?? []), one]);
  }
  const lines = [...through].flatMap(([statement, attacks]) => [
    `  ${statement} lets through ${count(attacks.length, 'attack')}`,
    ...attacks.slice(0, MOST_CALLS).map(({ title, family, refusedFrom }) => `    ${family}: ${title}${levelHint(refusedFrom)}`),
    ...(attacks.length > MOST_CALLS ? [`    and ${attacks.length - MOST_CALLS} more`] : []),
  ]);
  const patterns = excess.flatMap((one) =>
    one.kind === 'attack'
      ? []
      : [
          `  ${statementInWords(one.statement)}: ${one.actions.join(', ')} ${one.kind === 'wide' ? 'is wider than what imports use' : 'is used by no import'}`,
        ],
  );
  const shown = patterns.slice(0, MOST_EXCESS);
  return [
    'Granted beyond need, worst first',
    ...lines,
    ...shown,
    ...(patterns.length > shown.length ? [`  and ${patterns.length - shown.length} more`] : []),
  ].join('\n');
}

const levelHint = (from: string | undefined): string =>
  from === undefined || from === TIGHTENING_LEVELS[0] ? '' : ` (our statements refuse it from ${from} on)`;
