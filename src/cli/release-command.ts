import { MODULE_NAMES } from '../module-names';
import { latestReleases, writeRelease } from '../disk/releases';
import { readReleaseRecord } from '../disk/release-record';
import { planRelease, type ReleasePlan } from '../release/plan-release';
import { isClone } from './clone';
import { diffText } from './diff-command';
import { UsageError } from './errors';
import type { CommandContext } from './synth-command';

/** Options of `cado-response release`, as given. */
export interface ReleaseOptions {
  readonly dryRun?: boolean;
  /** @default - the lowest that the changes allow */
  readonly version?: string;
  /** @default - every module that changed */
  readonly module?: readonly string[];
}

/**
 * `cado-response release`: gives each module that changed its next version, and writes CHANGELOG, manifest, checksums and archives.
 *
 * @throws UsageError outside of a clone of the project, or for an unknown module; Error for a version below what the changes ask for
 */
export function releaseCommand(options: ReleaseOptions, { projectFolder, print, documents }: CommandContext): void {
  const names: readonly string[] = MODULE_NAMES;
  const unknown = (options.module ?? []).filter((name) => !names.includes(name));
  const problems = [
    ...(unknown.length > 0
      ? [`--module: ${unknown.map((name) => JSON.stringify(name)).join(', ')} is unknown. Accepted: ${names.join(', ')}`]
      : []),
    ...(isClone(projectFolder)
      ? []
      : ['release works in a clone of cdktf-cado-response, since it writes its modules, CHANGELOG and manifest']),
  ];
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const modules = options.module ?? names;
  const record = readReleaseRecord(projectFolder, names);
  const plan = planRelease({
    documents: documents(),
    record,
    released: latestReleases(projectFolder),
    modules,
    ...(options.version !== undefined && { wanted: { version: options.version, modules } }),
  });
  if (options.dryRun !== true && plan.releases.length > 0) writeRelease(projectFolder, plan, names);
  print(releaseText(plan, options.dryRun === true));
}

function releaseText({ releases, archives }: ReleasePlan, isDryRun: boolean): string {
  if (releases.length === 0) return 'Nothing changed since the latest release of each module';
  const parts = releases.map(({ name, latest, version, diff }) =>
    [`${name} ${latest === undefined ? '' : `${latest} -> `}${version}`, diff === undefined ? '  first release' : diffText(diff)].join(
      '\n',
    ),
  );
  const files = [...archives.keys()].map((file) => `releases/${file}`);
  const tags = releases.map(({ name, version }) => `git tag ${name}/v${version}`);
  const rest = isDryRun
    ? ['Nothing was written (--dry-run)']
    : [`Written: modules/, ${files.join(', ')}`, `Commit them, then\n  ${tags.join('\n  ')}`];
  return [...parts, ...rest].join('\n\n');
}
