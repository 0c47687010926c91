import { TIGHTENING_LEVELS } from '../../policy/guard';
import type { Json, JsonObject } from '../../policy/policy-json';
import { lostPaths } from '../../proof/plan/lost-paths';
import type { Change } from '../change';
import { Branches } from '../expression/branches';
import { normalForm } from '../expression/normal-form';
import type { Configuration } from '../tree/configuration';
import { enumeration } from '../tree/enumeration';
import { changedAttribute } from './changed-attribute';
import { comparePolicies, type AccessChange } from './compare-policies';
import { fingerprintsOf, type Fingerprints } from './fingerprint';
import type { Memo, Setting } from './module-scope';
import { plannedModule } from './planned-module';
import { refusal, renderModule, type RenderedModule } from './rendered-module';
import { settingsOf } from './settings';
import { statementsOf } from './statement';
import { undecidedPlaces, untakenBranches } from './undecided';

/** A change of access, and the settings that it is there in. */
interface Found {
  readonly change: Change;
  readonly settings: Setting[];
}

/**
 * Who may do what that could not, and the reverse: both versions are evaluated for each level, method, capability and each
 * other input, and their policies compared by meaning.
 *
 * @param module name of the module, which says what inputs are tried
 * @param isEnough stops at a change for which it holds; @default every change is looked for
 */
export function compareAccess(
  module: string,
  before: Configuration,
  after: Configuration,
  isEnough: (change: Change) => boolean = () => false,
): readonly Change[] {
  const [old, now] = [fingerprintsOf(before), fingerprintsOf(after)];
  if (sameAccess(before, after, old, now)) return [];
  const branches = new Branches();
  const found = new Map<string, Found>();
  const add = (change: Change, setting: Setting, kind = change.text): void => {
    const key = `${change.level} ${kind}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { change, settings: [setting] });
    else known.settings.push(setting);
  };
  const lost = new Map<string, readonly string[]>();
  const tried: Setting[] = [];
  for (const setting of settingsOf(commonInputs(module, before, after))) {
    if ([...found.values()].some(({ change }) => isEnough(change))) break;
    const one = rendered(before, setting);
    // What callers write wrong is compared as rules; whose policy is refused is seen here alone.
    if ('refused' in one && !isOfResult(one.refused)) continue;
    const memo: Memo = new Map([...one.memo].filter(([address]) => unchanged(address, old, now)));
    const refused = refusal(after, setting, { memo, branches });
    if ('refused' in one) {
      if (refused === undefined) add({ ...WIDENED, text: `${one.refused} accepts what it refused` }, setting);
      continue;
    }
    tried.push(setting);
    if (refused !== undefined) {
      add({ ...(isOfResult(refused) ? STRICTER : BROKEN), text: `${refused} refuses what it accepted` }, setting);
      continue;
    }
    const other = renderModule(after, setting, { memo, branches });
    for (const { change, kind } of policyChanges(module, setting, one.module, other, lost)) add(change, setting, kind);
    for (const change of valueChanges(one.module, other, after.moved)) add(change, setting);
    for (const change of undecidedPlaces(one.module, other, before, after, old, now)) add(change, setting);
  }
  return [...[...found.values()].map((one) => described(one, tried)), ...untakenBranches(before, after, branches)];
}

/** A check of an output judges what came out, such as a key policy that locks its owner out, and not what callers write. */
const isOfResult = (place: string): boolean => place.startsWith('output.');

const WIDENED = { level: 'major', kind: 'access', direction: 'widened' } as const;
const STRICTER = { level: 'minor', kind: 'interface' } as const;
const BROKEN = { level: 'major', kind: 'interface' } as const;

const unchanged = (address: string, old: Fingerprints, now: Fingerprints): boolean => {
  const [, type = '', name = ''] = address.split('.');
  const wanted = address.startsWith('data.') ? `data.${type}.${name}` : address;
  return old.get(wanted) === now.get(wanted);
};

function sameAccess(before: Configuration, after: Configuration, old: Fingerprints, now: Fingerprints): boolean {
  const places = (configuration: Configuration): readonly string[] =>
    configuration.resources.map(({ type, name }) => `${type}.${name}`).toSorted();
  const outputs = (configuration: Configuration): string =>
    JSON.stringify(configuration.outputs.map(({ name, value }) => `${name} ${normalForm(value)}`).toSorted());
  return (
    JSON.stringify(places(before)) === JSON.stringify(places(after)) &&
    outputs(before) === outputs(after) &&
    [...new Set([...old.keys(), ...now.keys()])].every((address) => old.get(address) === now.get(address))
  );
}

/** What a version gives for a setting, or where it refuses it; and what was evaluated. */
type Rendered = { readonly memo: Memo } & ({ readonly module: RenderedModule } | { readonly refused: string });

const RENDERED = new Map<Configuration, Map<string, Rendered>>();
/** Each takes tens of megabytes. */
const RENDERED_LIMIT = 2;

/** What the older version gives for a setting. Kept, since it is compared with many. */
function rendered(configuration: Configuration, setting: Setting): Rendered {
  const known = RENDERED.get(configuration) ?? new Map<string, Rendered>();
  if (!RENDERED.has(configuration)) {
    for (const oldest of [...RENDERED.keys()].slice(0, RENDERED.size + 1 - RENDERED_LIMIT)) RENDERED.delete(oldest);
    RENDERED.set(configuration, known);
  }
  const key = JSON.stringify(setting);
  const found = known.get(key) ?? renderedAnew(configuration, setting);
  known.set(key, found);
  return found;
}

function renderedAnew(configuration: Configuration, setting: Setting): Rendered {
  const memo: Memo = new Map();
  const refused = refusal(configuration, setting, { memo });
  return refused === undefined ? { module: renderModule(configuration, setting, { memo }), memo } : { refused, memo };
}

function commonInputs(module: string, before: Configuration, after: Configuration): Parameters<typeof settingsOf>[0] {
  const both = before.variables.filter(({ name }) => after.variables.some((other) => other.name === name));
  const capabilities = (configuration: Configuration): readonly string[] =>
    enumeration(configuration.variables.find(({ name }) => name === 'capabilities'))?.values ?? [];
  return {
    module,
    names: both.map(({ name }) => name),
    required: [...before.variables, ...after.variables].filter(({ fallback }) => fallback === undefined).map(({ name }) => name),
    capabilities: capabilities(before).filter((name) => capabilities(after).includes(name)),
  };
}

function policyChanges(
  module: string,
  setting: Setting,
  before: RenderedModule,
  after: RenderedModule,
  lost: Map<string, readonly string[]>,
): readonly { readonly change: Change; readonly kind: string }[] {
  const kinds = [...new Set([...before.policies.keys(), ...after.policies.keys()])];
  const changes = kinds.flatMap((kind) => {
    const [one, other] = [before.policies.get(kind) ?? [], after.policies.get(kind) ?? []];
    if (areAlike(one, other)) return [];
    // An output that one version does not have is a change of the interface; its policies are told where they are attached.
    if (kind.startsWith('output ') && (one.length === 0 || other.length === 0)) return [];
    return comparePolicies(one, other);
  });
  if (changes.length === 0) return [];
  // A statement that is not among ours is one of the key's owner, and must survive.
  const ours = new Set(statementsOf(before.policies.get('output statements_json') ?? []).map(({ sid }) => sid));
  const isForeign = (sid: string): boolean => module === 'cado-kms-key-policy' && !ours.has(sid) && !sid.startsWith('CadoResponse-');
  const narrowings = changes.filter(({ direction }) => direction === 'narrowed').map(({ sid, kind }) => `${sid} ${kind}`);
  const paths = narrowings.length > 0 ? pathsLost(module, setting, before, after, narrowings, lost) : [];
  return [
    ...changes.map((change) => ({
      change: accessChange(change, paths, isForeign),
      kind: `${change.direction} ${change.sid} ${change.kind}`,
    })),
    ...paths.map((path) => ({ change: pathLost(path), kind: path })),
  ];
}

const areAlike = (one: readonly JsonObject[], other: readonly JsonObject[]): boolean =>
  one.length === other.length &&
  one.every((policy, index) => policy === other[index] || JSON.stringify(policy) === JSON.stringify(other[index]));

const pathLost = (path: string): Change => ({
  level: 'major',
  kind: 'access',
  direction: 'narrowed',
  text: `the import path "${path}" no longer works`,
});

const SHOWN_BY = 3;

function pathsLost(
  module: string,
  setting: Setting,
  before: RenderedModule,
  after: RenderedModule,
  kinds: readonly string[],
  lost: Map<string, readonly string[]>,
): readonly string[] {
  const [one, other] = [plannedModule(module, setting, before), plannedModule(module, setting, after)];
  if (one === undefined || other === undefined) return [];
  // The same differences at the same level and with the same methods lose the same paths; a few settings show them.
  const place = JSON.stringify([setting['kms_tightening'] ?? null, setting['acquisition_methods'] ?? null, ...kinds]);
  const tried = Array.from({ length: SHOWN_BY }, (_, index) => `${index} ${place}`);
  const free = tried.find((key) => !lost.has(key));
  if (free === undefined) return [...new Set(tried.flatMap((key) => lost.get(key) ?? []))];
  const paths = lostPaths(one, other);
  lost.set(free, paths);
  return paths;
}

function accessChange({ direction, sid, of, text }: AccessChange, paths: readonly string[], isForeign: (sid: string) => boolean): Change {
  const level =
    direction === 'widened' || (direction === 'narrowed' && of === 'before' && isForeign(sid)) || paths.length > 0 ? 'major' : 'minor';
  return { level, kind: 'access', direction, text: `${sid === '' ? 'a statement' : sid} ${text}` };
}

function valueChanges(before: RenderedModule, after: RenderedModule, moved: Configuration['moved']): readonly Change[] {
  const named = (text: string): string =>
    moved.reduce((all, [from, to]) => all.replaceAll(`${from}.`, `${to}.`).replaceAll(`${from}[`, `${to}[`), text);
  const old =
    moved.length === 0
      ? before.values
      : new Map([...before.values].map(([place, value]) => [named(place), JSON.parse(named(JSON.stringify(value))) as Json]));
  const places = [...new Set([...old.keys(), ...after.values.keys()])];
  const values = places.flatMap((place) => {
    const [one, other]: readonly (Json | undefined)[] = [old.get(place), after.values.get(place)];
    return one === other || JSON.stringify(one) === JSON.stringify(other) ? [] : changedAttribute(place, one, other);
  });
  const gone = before.addresses.map((address) => named(`${address}.`).slice(0, -1)).filter((address) => !after.addresses.includes(address));
  return [
    ...values,
    ...gone.map((address): Change => ({
      level: 'major',
      kind: 'interface',
      text: `${address} is gone without moved, so Terraform destroys it`,
    })),
  ];
}

const apartFromAxes = (setting: Setting): string => JSON.stringify({ ...setting, acquisition_methods: null, kms_tightening: null });

/** The sentence with the levels and methods that it holds at. */
function described({ change, settings }: Found, tried: readonly Setting[]): Change {
  const of = (all: readonly Setting[], name: string): readonly string[] => [
    ...new Set(all.map((setting) => JSON.stringify(setting[name] ?? null))),
  ];
  const levels = TIGHTENING_LEVELS.filter((level) => of(settings, 'kms_tightening').includes(JSON.stringify(level)));
  const isByDefaultOnly = settings.every((setting) => setting['kms_tightening'] === undefined);
  const everywhere = levels.length === TIGHTENING_LEVELS.length || levels.length === 0;
  const methods = of(settings, 'acquisition_methods').filter((text) => text !== 'null');
  // Not every setting is tried with every method.
  const known = new Set(settings.map(apartFromAxes));
  const alike = tried.filter((setting) => known.has(apartFromAxes(setting)));
  const narrow = methods.length > 0 && methods.length < of(alike, 'acquisition_methods').filter((text) => text !== 'null').length;
  const words = [
    ...(isByDefaultOnly ? ['by default'] : everywhere ? [] : [`at ${levels.join(', ')}`]),
    ...(narrow ? [`with acquisition_methods = ${methods.join(' or ')}`] : []),
  ];
  return words.length === 0 ? change : { ...change, text: `${words.join(', ')}: ${change.text}` };
}
