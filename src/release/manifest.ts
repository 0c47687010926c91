import { isJsonObject, type Json, type JsonObject } from '../policy/policy-json';

/** A released version of a module. */
export interface Release {
  readonly version: string;
  /** SHA-256 of its archive, in hexadecimal. */
  readonly sha256: string;
}

/** Released versions by module, oldest first. */
export type Releases = Readonly<Record<string, readonly Release[]>>;

/** The releases that a manifest lists. @throws Error that says what is wrong with it */
export function releasesIn(manifest: string, place: string): Releases {
  const mend = 'Restore it from git, e.g. git checkout -- modules/manifest.json';
  const read = jsonIn(manifest, place, mend);
  const modules = isJsonObject(read) ? read['modules'] : undefined;
  if (!isJsonObject(modules)) throw new Error(`${place} is not a manifest of releases: it has no "modules". ${mend}`);
  const problems: string[] = [];
  const releases = Object.entries(modules).map(([name, module]) => {
    if (!isJsonObject(module)) problems.push(`modules.${name} is no object`);
    const list = isJsonObject(module) && Array.isArray(module['releases']) ? (module['releases'] as readonly Json[]) : [];
    return [
      name,
      list.flatMap(
        (release, index) =>
          releaseIn(release) ?? (problems.push(`modules.${name}.releases[${index}] needs a version and the sha256 of its archive`), []),
      ),
    ] as const;
  });
  if (problems.length > 0) throw new Error(`${place} is not a manifest of releases: ${problems.join(', ')}. ${mend}`);
  return Object.fromEntries(releases);
}

function jsonIn(text: string, place: string, mend: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new Error(`${place} is not a manifest of releases: it is no JSON. ${mend}`, { cause: error });
  }
}

function releaseIn(value: Json): Release | undefined {
  if (!isJsonObject(value)) return undefined;
  const { version, sha256 } = value;
  if (typeof version !== 'string' || typeof sha256 !== 'string') return undefined;
  return /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version) && /^[0-9a-f]{64}$/.test(sha256) ? { version, sha256 } : undefined;
}

/** A manifest with further releases; everything else in it stays. */
export function manifestWith(manifest: string, added: Readonly<Record<string, Release>>): string {
  const read = JSON.parse(manifest) as JsonObject;
  const modules = isJsonObject(read['modules']) ? read['modules'] : {};
  const names = [...new Set([...Object.keys(modules), ...Object.keys(added)])].toSorted();
  const merged = names.map((name) => {
    const module = isJsonObject(modules[name]) ? modules[name] : {};
    const before = Array.isArray(module['releases']) ? (module['releases'] as readonly Json[]) : [];
    const release = added[name];
    return [
      name,
      { ...module, releases: release === undefined ? before : [...before, { version: release.version, sha256: release.sha256 }] },
    ] as const;
  });
  return `${JSON.stringify({ ...read, modules: Object.fromEntries(merged) }, null, 2)}\n`;
}
