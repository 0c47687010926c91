import { TIGHTENING_LEVELS } from '../../policy/guard';
import { statementInWords } from '../../proof/verdict-words';
import { rankOf, type Excess } from '../beyond-need';
import { count, grouped, some, wrapped } from './report-lines';
import { allowingStatements, missingInWords } from './words';

const MOST_FAMILIES = 8;
const MOST_PATTERNS = 12;
const MOST_ACTIONS = 12;

type OpenAttack = Extract<Excess, { kind: 'attack' }>;

/** What is granted beyond need: by statement, the one that lets the worst through first. */
export function excessText(excess: readonly Excess[]): string {
  if (excess.length === 0) return 'Nothing that was given grants more than imports need.';
  const attacks = excess.filter((one) => one.kind === 'attack');
  const patterns = excess.filter((one) => one.kind !== 'attack');
  return [
    'Granted beyond need, worst first',
    ...attackLines(
      attacks.filter(({ missing }) => missing === undefined),
      ['lets through', 'let through'],
    ),
    ...attackLines(
      attacks.filter(({ missing }) => missing !== undefined),
      ['may let through', 'may let through'],
    ),
    ...patternLines(patterns),
  ].join('\n');
}

/** An attack with one of the statements, or pairs of them, that let it through. */
interface Opening {
  readonly statements: string;
  readonly attack: OpenAttack;
}

const openingsOf = (attack: OpenAttack): readonly Opening[] =>
  [...new Set(attack.decisions.map((decision) => allowingStatements(decision).map(statementInWords).join(' and ')))].map((statements) => ({
    statements: statements === '' ? 'AWS itself' : statements,
    attack,
  }));

/** Attacks by the statement that lets them through, the worst of each family. */
function attackLines(attacks: readonly OpenAttack[], [verb, severalVerb]: readonly [string, string]): readonly string[] {
  return grouped(attacks.flatMap(openingsOf), ({ statements }) => statements).flatMap((openings) => {
    const group = openings.map(({ attack }) => attack);
    const statements = openings[0]?.statements ?? '';
    const families = grouped(
      group.toSorted((one, other) => rankOf(one) - rankOf(other)),
      ({ family }) => family,
    );
    return [
      ...wrapped(`${statements} ${statements.includes(' and ') ? severalVerb : verb} ${count(group.length, 'attack')}`, '  ', '    '),
      ...families.slice(0, MOST_FAMILIES).flatMap((family) => familyLines(family)),
      ...(families.length > MOST_FAMILIES ? [`    and ${count(families.length - MOST_FAMILIES, 'more kind', 'more kinds')}`] : []),
      ...dependsLines(group),
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
