import type { JsonObject } from '../policy/policy-json';
import { compareAccess } from './access/compare-access';
import { levelOfAll, type Change, type ChangeLevel } from './change';
import { compareInterface } from './interface/compare-interface';
import { configurationOf, type Configuration } from './tree/configuration';

/** How two versions of a module differ. */
export interface ModuleDiff {
  readonly name: string;
  /** Highest level first. */
  readonly changes: readonly Change[];
  /** Undefined where nothing differs. */
  readonly level: ChangeLevel | undefined;
}

/** A version of a module: its document and, where they are known, its files. */
export interface ModuleVersion {
  readonly name: string;
  readonly document: JsonObject;
  /** Content by path. @default - unknown: files beside the document are not compared */
  readonly files?: ReadonlyMap<string, string>;
}

const CONFIGURATIONS = new WeakMap<JsonObject, Configuration>();

function configured(document: JsonObject): Configuration {
  const known = CONFIGURATIONS.get(document) ?? configurationOf(document);
  CONFIGURATIONS.set(document, known);
  return known;
}

/** Every difference between two versions of a module, with the level that it asks of the next version. */
export function diffModules(before: ModuleVersion, after: ModuleVersion): ModuleDiff {
  const [old, now] = [configured(before.document), configured(after.document)];
  const found = [...compareInterface(old, now), ...compareAccess(before.name, old, now)];
  const distinct = [...new Map(found.map((change) => [`${change.level} ${change.direction ?? ''} ${change.text}`, change])).values()];
  const changes = distinct.length > 0 ? distinct : textChanges(before, after);
  const order: readonly ChangeLevel[] = ['major', 'minor', 'patch'];
  return {
    name: before.name,
    changes: changes.toSorted((one, other) => order.indexOf(one.level) - order.indexOf(other.level)),
    level: levelOfAll(changes),
  };
}

/** What neither access nor interface is: descriptions, messages, README. */
function textChanges(before: ModuleVersion, after: ModuleVersion): readonly Change[] {
  const text = (level: ChangeLevel, what: string): Change => ({ level, kind: 'text', text: what });
  const document =
    JSON.stringify(before.document) === JSON.stringify(after.document)
      ? []
      : [text('patch', 'texts or the order of things in the configuration')];
  const [one, other] = [before.files, after.files];
  if (one === undefined || other === undefined) return document;
  const differing = [...new Set([...one.keys(), ...other.keys()])]
    .filter((path) => one.get(path) !== other.get(path) && !/(\.tf|\.tf\.json)$/.test(path) && path !== 'CHANGELOG.md')
    .toSorted();
  return [...document, ...(differing.length === 0 ? [] : [text('patch', `files: ${differing.join(', ')}`)])];
}
