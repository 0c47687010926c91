import type { Change } from '../change';
import type { Branches } from '../expression/branches';
import { textsIn, type Expression } from '../expression/expression';
import { everyPart, normalForm } from '../expression/normal-form';
import type { Configuration } from '../tree/configuration';
import { expressionsIn, type Fingerprints } from './fingerprint';
import type { RenderedModule } from './rendered-module';

const undecided = (text: string): Change => ({
  level: 'major',
  kind: 'access',
  direction: 'undecided',
  text: `undecided, so counted as widened: ${text}`,
});

/** What cannot be told of the newer version, where the older one does not say the same. */
export function undecidedPlaces(
  one: RenderedModule,
  other: RenderedModule,
  before: Configuration,
  after: Configuration,
  old: Fingerprints,
  now: Fingerprints,
): readonly Change[] {
  const outputs = (configuration: Configuration, place: string): string => {
    const output = configuration.outputs.find(({ name }) => `output.${name}` === place);
    return output === undefined ? '' : normalForm(output.value);
  };
  return [...other.undecided].flatMap(([place, reason]) => {
    const resource = place.split('.').slice(0, 2).join('.').replace(/\[.*$/, '');
    const isSame =
      one.undecided.get(place) === reason &&
      (place.startsWith('output.') ? outputs(before, place) === outputs(after, place) : old.get(resource) === now.get(resource));
    return isSame ? [] : [undecided(`${place}: ${reason}`)];
  });
}

/** Tests in what the newer version says otherwise, of which no setting showed both outcomes; and patterns that it did not have. */
export function untakenBranches(before: Configuration, after: Configuration, branches: Branches): readonly Change[] {
  const expressions = expressionsOf(before);
  const old = new Set(expressions.map(normalForm));
  const patterns = new Set(expressions.flatMap(patternsIn));
  const names = new Set(before.variables.map(({ name }) => name));
  const changed = expressionsOf(after).filter((expression) => !old.has(normalForm(expression)));
  const oldParts = new Set(expressions.flatMap(everyPart).map(normalForm));
  const isNew = (expression: Expression): boolean =>
    everyPart(expression).some(
      (part) => part.kind === 'attribute' && part.of.kind === 'name' && part.of.name === 'var' && !names.has(part.name),
    );
  const tests = changed
    .flatMap(testsIn)
    .filter((test) => !branches.isDecided(test) && !oldParts.has(normalForm(test)) && !isNew(test))
    .map((test) => undecided(`no setting shows both outcomes of ${short(normalForm(test))}`));
  const fresh = changed
    .flatMap(patternsIn)
    .filter((pattern) => !patterns.has(pattern))
    .map((pattern) => undecided(`the pattern ${short(pattern)} is new`));
  return [...new Map([...tests, ...fresh].map((change) => [change.text, change])).values()];
}

const short = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text);

const expressionsOf = (configuration: Configuration): readonly Expression[] => [
  ...configuration.locals.values(),
  ...[...configuration.data, ...configuration.resources].flatMap(({ body }) => expressionsIn(body)),
  ...configuration.outputs.map(({ value }) => value),
];

/** What an expression tests: each must be seen both ways before its value is known for every input. */
function testsIn(expression: Expression): readonly Expression[] {
  return everyPart(expression).flatMap((part): readonly Expression[] => {
    if (part.kind === 'conditional') return [part.test];
    if (part.kind === 'binary' && ['&&', '||'].includes(part.operator)) return [part.left, part.right];
    if (part.kind === 'for' && part.condition !== undefined) return [part.condition];
    if (part.kind !== 'call' || (part.name !== 'try' && part.name !== 'can')) return [];
    return part.args.slice(0, part.name === 'can' ? 1 : -1).filter((arg) => !isHarmless(part.args.at(-1)) && !isUnmarking(arg));
  });
}

/** What nothing follows from: a constant that is empty or false. */
const isHarmless = (fallback: Expression | undefined): boolean =>
  (fallback?.kind === 'literal' && (fallback.value === false || fallback.value === null || fallback.value === '')) ||
  (fallback?.kind === 'tuple' && fallback.items.length === 0);
const isUnmarking = (expression: Expression): boolean => expression.kind === 'call' && expression.name === 'nonsensitive';

/** Patterns that texts are matched with: those of regex, and of replace between slashes. */
function patternsIn(expression: Expression): readonly string[] {
  const given = everyPart(expression).flatMap((part) =>
    part.kind === 'call' && /^(regex|regexall|replace)$/.test(part.name) ? part.args.flatMap(textsIn) : [],
  );
  return [
    ...given,
    ...everyPart(expression)
      .flatMap(textsIn)
      .filter((text) => text.startsWith('^')),
  ];
}
