import { type JsonObject, plainText } from '../../policy/policy-json';
import type { Change, ChangeLevel } from '../change';
import { normalForm } from '../expression/normal-form';
import { typeChange } from './compare-types';
import { bound } from './lower-bound';
import { ruleChanges } from './compare-rules';
import { listed, preconditionsOf, type Configuration, type Output, type Rule, type Variable } from '../tree/configuration';

const said = (level: ChangeLevel, text: string): Change => ({ level, kind: 'interface', text });

/** What callers of a module would notice: inputs, outputs, what they accept, bounds, addresses. */
export function compareInterface(before: Configuration, after: Configuration): readonly Change[] {
  return [
    ...matched(before.variables, after.variables, inputAdded, inputRemoved, inputChanged),
    ...matched(before.outputs, after.outputs, outputAdded, outputRemoved, outputChanged),
    ...boundChanges(before, after),
    ...blockRules(before, after),
    ...addressChanges(before, after),
    ...after.otherBlocks
      .filter((block) => !before.otherBlocks.includes(block))
      .map((block): Change => ({
        level: 'major',
        kind: 'access',
        direction: 'undecided',
        text: `undecided, so counted as widened: the module has a block ${block}`,
      })),
  ];
}

interface Named {
  readonly name: string;
}

function matched<T extends Named>(
  before: readonly T[],
  after: readonly T[],
  added: (one: T) => readonly Change[],
  removed: (one: T) => readonly Change[],
  changed: (one: T, other: T) => readonly Change[],
): readonly Change[] {
  const find = (all: readonly T[], name: string): T | undefined => all.find((one) => one.name === name);
  return [
    ...before.flatMap((one) => {
      const other = find(after, one.name);
      return other === undefined ? removed(one) : changed(one, other);
    }),
    ...after.filter(({ name }) => find(before, name) === undefined).flatMap(added),
  ];
}

const inputAdded = ({ name, fallback }: Variable): readonly Change[] => [
  fallback === undefined
    ? said('major', `input ${name} is new and must be given`)
    : said('minor', `input ${name} is new; by default ${JSON.stringify(fallback)}`),
];
const inputRemoved = ({ name }: Variable): readonly Change[] => [said('major', `input ${name} is gone`)];

function inputChanged(one: Variable, other: Variable): readonly Change[] {
  const { name } = one;
  return [
    ...typeChange(name, one.type, other.type),
    ...defaultChange(one, other),
    ...(one.isNullable === other.isNullable
      ? []
      : [other.isNullable ? said('minor', `input ${name} accepts null`) : said('major', `input ${name} no longer accepts null`)]),
    ...(one.isSensitive === other.isSensitive
      ? []
      : [
          other.isSensitive
            ? said('major', `input ${name} is sensitive, and so is what is made of it`)
            : said('minor', `input ${name} is no longer sensitive`),
        ]),
    ...ruleChanges(`input ${name}`, one.validations, other.validations),
  ];
}

/** What a new default lets happen is a change of access; that it is another one is told here. */
function defaultChange({ name, fallback }: Variable, other: Variable): readonly Change[] {
  if (JSON.stringify(fallback) === JSON.stringify(other.fallback)) return [];
  if (other.fallback === undefined) return [said('major', `input ${name} must be given; it was ${JSON.stringify(fallback)} by default`)];
  if (fallback === undefined) return [said('minor', `input ${name} need not be given; by default ${JSON.stringify(other.fallback)}`)];
  return [said('minor', `input ${name} is ${JSON.stringify(other.fallback)} by default instead of ${JSON.stringify(fallback)}`)];
}

const outputAdded = ({ name }: Output): readonly Change[] => [said('minor', `output ${name} is new`)];
const outputRemoved = ({ name }: Output): readonly Change[] => [said('major', `output ${name} is gone`)];

function outputChanged(one: Output, other: Output): readonly Change[] {
  return [
    ...(one.isSensitive === other.isSensitive
      ? []
      : [
          other.isSensitive ? said('major', `output ${one.name} is sensitive`) : said('minor', `output ${one.name} is no longer sensitive`),
        ]),
    ...ruleChanges(`output ${one.name}`, one.preconditions, other.preconditions),
  ];
}

function boundChanges(before: Configuration, after: Configuration): readonly Change[] {
  const providers = [...new Set([...Object.keys(before.providers), ...Object.keys(after.providers)])];
  return [
    ...bound('Terraform', before.requiredVersion, after.requiredVersion),
    ...providers.flatMap((name) => {
      const [one, other] = [before.providers[name], after.providers[name]];
      if (one === undefined) return [said('major', `the provider ${name} is needed`)];
      if (other === undefined) return [said('minor', `the provider ${name} is no longer needed`)];
      const source = (provider: JsonObject): string => plainText(provider['source'] ?? '');
      return [
        ...(source(one) === source(other)
          ? []
          : [said('major', `the provider ${name} comes from ${source(other)} instead of ${source(one)}`)]),
        ...bound(`the provider ${name}`, plainText(one['version'] ?? ''), plainText(other['version'] ?? '')),
      ];
    }),
  ];
}

/** Preconditions of resources and data sources. */
function blockRules(before: Configuration, after: Configuration): readonly Change[] {
  const rules = (configuration: Configuration): ReadonlyMap<string, readonly Rule[]> =>
    new Map([
      ...configuration.data.map((block) => [`data.${block.type}.${block.name}`, preconditionsOf(block)] as const),
      ...configuration.resources.map((block) => [`${block.type}.${block.name}`, preconditionsOf(block)] as const),
    ]);
  const [old, now] = [rules(before), rules(after)];
  // A rule that stands elsewhere now is none that was lost.
  const everywhere = (all: ReadonlyMap<string, readonly Rule[]>): readonly Rule[] => [...all.values()].flat();
  const known = (rule: Rule, all: readonly Rule[]): boolean =>
    all.some((other) => normalForm(other.condition) === normalForm(rule.condition));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((place) => {
    const gone = (old.get(place) ?? []).filter((rule) => !known(rule, everywhere(now)));
    const fresh = (now.get(place) ?? []).filter((rule) => !known(rule, everywhere(old)));
    return ruleChanges(place, gone, fresh);
  });
}

function addressChanges(before: Configuration, after: Configuration): readonly Change[] {
  const addresses = (configuration: Configuration): readonly string[] => configuration.resources.map(({ type, name }) => `${type}.${name}`);
  const moved = (address: string): string => {
    const step = after.moved.find(([from]) => from === address);
    return step === undefined || step[1] === address ? address : moved(step[1]);
  };
  const now = addresses(after);
  const gone = addresses(before).filter((address) => !now.includes(moved(address)));
  const targets = new Set(addresses(before).map(moved));
  return [
    ...gone.map((address) => said('major', `${address} is gone without moved, so Terraform destroys it`)),
    ...addresses(before)
      .filter((address) => now.includes(moved(address)) && moved(address) !== address)
      .map((address) => said('patch', `${address} is ${moved(address)} now, with moved`)),
    ...now.filter((address) => !targets.has(address)).map((address) => said('minor', `${address} is new`)),
    ...keyChanges(before, after, moved),
    ...lifecycleChanges(before, after, moved),
  ];
}

/** What Terraform does with a resource besides its rules, such as `ignore_changes`, which leaves a policy as somebody made it. */
function lifecycleChanges(before: Configuration, after: Configuration, moved: (address: string) => string): readonly Change[] {
  const rest = (blocks: Configuration['resources'], address: string): string => {
    const block = blocks.find(({ type, name }) => `${type}.${name}` === address);
    const kept = listed(block?.body['lifecycle']).map((lifecycle) =>
      Object.entries(lifecycle).filter(([key]) => key !== 'precondition' && key !== '//'),
    );
    return JSON.stringify(kept.flat().toSorted(([one], [other]) => (one < other ? -1 : 1)));
  };
  return before.resources.flatMap(({ type, name }) => {
    const [address, target] = [`${type}.${name}`, moved(`${type}.${name}`)];
    const isThere = after.resources.some((one) => `${one.type}.${one.name}` === target);
    const [one, other] = [rest(before.resources, address), rest(after.resources, target)];
    return !isThere || one === other ? [] : [said('major', `${target} has the lifecycle ${other} instead of ${one}`)];
  });
}

/** `for_each` and `count`: whether a resource has keys, since an address with a key is another one than without. */
function keyChanges(before: Configuration, after: Configuration, moved: (address: string) => string): readonly Change[] {
  return before.resources.flatMap(({ type, name, body }) => {
    const address = moved(`${type}.${name}`);
    const other = after.resources.find((one) => `${one.type}.${one.name}` === address);
    const form = ({ for_each: each, count }: JsonObject): string =>
      each !== undefined ? 'for_each' : count !== undefined ? 'count' : 'one';
    if (other === undefined || form(body) === form(other.body)) return [];
    return [said('major', `${address} has ${form(other.body)} instead of ${form(body)}, so its addresses are others`)];
  });
}
