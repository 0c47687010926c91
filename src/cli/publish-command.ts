import { resolve } from 'node:path';
import { publications, type Publication } from '../disk/publications';
import { publishArchives } from '../disk/publish-archives';
import { publishGit } from '../disk/publish-git';
import { publishStatic } from '../disk/publish-static';
import { MODULE_NAMES } from '../module-names';
import { NAMESPACE } from '../release/registry';
import { generatedFiles } from '../synthesize';
import { UsageError } from './errors';
import type { CommandContext } from './synth-command';

/** Options of `cado-response publish`, as given. */
export interface PublishOptions {
  readonly git?: string;
  readonly static?: string;
  readonly archives?: string;
  /** @default 'cado' */
  readonly namespace?: string;
  /** @default - all modules */
  readonly module?: readonly string[];
}

/**
 * `cado-response publish`: puts released versions into git repositories, a static registry or a folder of archives.
 *
 * @throws UsageError for options that make no sense; Error that lists what is there with another content
 */
export function publishCommand(options: PublishOptions, { projectFolder, workingFolder, print, documents }: CommandContext): void {
  const names: readonly string[] = MODULE_NAMES;
  const problems = problemsOf(options, names);
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const all = publications(projectFolder, generatedFiles(documents(), projectFolder), options.module ?? names);
  if (options.archives !== undefined) print(archivesText(options.archives, publishArchives(resolve(workingFolder, options.archives), all)));
  if (options.git !== undefined) {
    for (const { repository, tag, isNew } of publishGit(options.git, workingFolder, all))
      print(`${repository} ${tag}${isNew ? '' : ': already there'}`);
  }
  if (options.static !== undefined) {
    const added = publishStatic(resolve(workingFolder, options.static), options.namespace ?? 'cado', all);
    for (const { namespace, module, version } of added) print(`${namespace}/${module}/aws ${version}`);
    if (added.length === 0) print(`${options.static}: every version is there already`);
  }
}

function problemsOf(options: PublishOptions, names: readonly string[]): readonly string[] {
  const targets = [options.git, options.static, options.archives];
  const unknown = (options.module ?? []).filter((name) => !names.includes(name));
  return [
    ...(targets.every((target) => target === undefined) ? ['Say where to: --git DIR, --static DIR or --archives DIR'] : []),
    ...(targets.some((target) => target?.trim() === '') ? ['The target is empty. Accepted: a folder, e.g. --static registry'] : []),
    ...(options.namespace !== undefined && !NAMESPACE.test(options.namespace)
      ? [`--namespace is ${JSON.stringify(options.namespace)}, but must be letters, digits, - and _, at most 64. Accepted: cado`]
      : []),
    ...(unknown.length > 0
      ? [`--module: ${unknown.map((name) => JSON.stringify(name)).join(', ')} is unknown. Accepted: ${names.join(', ')}`]
      : []),
  ];
}

const archivesText = (folder: string, all: readonly Publication[]): string =>
  all.map(({ module, version, sha256 }) => `${sha256}  ${folder}/${module}-${version}.tar.gz`).join('\n');
