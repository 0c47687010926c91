import { TIGHTENING_LEVELS } from '../policy/guard';
import { statementInWords } from '../proof/verdict-words';
import { rankOf, type Excess } from './beyond-need';
import { count, grouped, some, wrapped } from './report-lines';
import { decidingStatements, missingInWords } from './words';

const MOST_FAMILIES = 8;
const MOST_PATTERNS = 12;
const MOST_ACTIONS = 12;

type OpenAttack = Extract<Excess, { kind: 'attack' }>;

/** What is granted beyond need: by statement, the one that lets the worst through first. */
export function excessText(excess: readonly Excess[]): string {
  if (excess.length === 0) return 'Nothing that was given grants more than imports need.';
  const attacks = excess.filter((one) => one.kind === 'attack');
  const patterns = excess.filter((one) => one.kind !== 'attack');
  const [sure, maybe] = [attacks.filter(({ missing }) => missing === undefined), attacks.filter(({ missing }) => missing !== undefined)];
  return [
    'Granted beyond need, worst first',
    ...attackLines(sure, ([first]) => `${statementsOf(first)} lets through`),
    ...attackLines(maybe, ([first]) => `${statementsOf(first)} may let through`),
    ...dependsLines(maybe),
    ...patternLines(patterns),
  ].join('\n');
}

function statementsOf(one: OpenAttack | undefined): string {
  const [decision] = one?.decisions ?? [];
  const names = decision === undefined ? [] : decidingStatements(decision).map(statementInWords);
  return names.length > 0
    ? names.join(' and ')
    : (decision?.verdict.nearest && statementInWords(decision.verdict.nearest.statement)) || 'AWS itself';
}

/** Attacks by the statement that lets them through, the worst of each family. */
function attackLines(attacks: readonly OpenAttack[], head: (group: readonly OpenAttack[]) => string): readonly string[] {
  return grouped(attacks, (one) => statementsOf(one)).flatMap((group) => {
    const families = grouped(
      group.toSorted((one, other) => rankOf(one.family) - rankOf(other.family)),
      ({ family }) => family,
    );
    return [
      ...wrapped(`${head(group)} ${count(group.length, 'attack')}`, '  ', '    '),
      ...families.slice(0, MOST_FAMILIES).flatMap((family) => familyLines(family)),
      ...(families.length > MOST_FAMILIES ? [`    and ${count(families.length - MOST_FAMILIES, 'more kind', 'more kinds')}`] : []),
    ];
  });
}

function familyLines(attacks: readonly OpenAttack[]): readonly string[] {
  const [worst, ...others] = attacks;
  if (worst === undefined) return [];
  const more = others.length === 0 ? '' : `, and ${others.length} more of this kind`;
  return wrapped(`${worst.family}: ${worst.title}${levelHint(worst.refusedFrom)}${more}`, '    ', '      ');
}

function dependsLines(attacks: readonly OpenAttack[]): readonly string[] {
  const missing = new Map(attacks.flatMap((one) => one.missing ?? []).map((one) => [one.what, one]));
  return [...missing.values()].flatMap((one) => wrapped(`it depends on ${missingInWords(one)}`, '    ', '      '));
}

function patternLines(patterns: readonly Exclude<Excess, OpenAttack>[]): readonly string[] {
  return [
    ...patterns
      .slice(0, MOST_PATTERNS)
      .flatMap(({ statement, actions, kind }) =>
        wrapped(
          `${statementInWords(statement)}: ${some(actions, MOST_ACTIONS)} ${kind === 'wide' ? 'is wider than what imports use' : 'is used by no import'}`,
          '  ',
          '    ',
        ),
      ),
    ...(patterns.length > MOST_PATTERNS ? [`  and ${patterns.length - MOST_PATTERNS} more patterns of actions`] : []),
  ];
}

const levelHint = (from: string | undefined): string =>
  from === undefined || from === TIGHTENING_LEVELS[0] ? '' : ` (our statements refuse it from ${from} on)`;
