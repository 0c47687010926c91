import type { JsonObject } from '../policy/policy-json';

/** What was released so far. A release writes it; emission only reads it. */
export interface ReleaseRecord {
  /** `manifest.json` as it stands; emission renews its table of limits and nothing else. */
  readonly manifest: string;
  /** Released versions by module name, newest last. */
  readonly versions: Readonly<Record<string, readonly string[]>>;
  /** CHANGELOG.md by module name. */
  readonly changelogs: Readonly<Record<string, string>>;
  /** The licence that every module carries. */
  readonly license: string;
}

/** The manifest of a project that has released nothing yet. */
export const EMPTY_MANIFEST: JsonObject = { modules: {} };

/** The CHANGELOG of a module that was never released. */
export const EMPTY_CHANGELOG = '# Changelog\n\nNothing is released yet.\n';

/** The version that a README shows; undefined before the first release. */
export function latestVersion(record: ReleaseRecord, module: string): string | undefined {
  return record.versions[module]?.at(-1);
}
