import type { Command } from 'commander';
import type { DiffOptions } from './diff-command';
import type { PublishOptions } from './publish-command';
import type { ReleaseOptions } from './release-command';
import type { ServeOptions } from './serve-command';
import type { CommandContext } from './synth-command';
import type { VerifyOptions } from './verify-command';

/** The commands for versions: what they change, how they are made, published and checked. */
export function addReleaseCommands(program: Command, context: CommandContext): void {
  program
    .command('diff <old> <new>')
    .description('what a version changes: who may do what (+ more, - less, ? undecided), and what callers write')
    .option('--json', 'print JSON')
    .allowExcessArguments(false)
    .exitOverride()
    .action(async (before: string, after: string, options: DiffOptions) =>
      (await import('./diff-command.js')).diffCommand(before, after, options, context),
    )
    .addHelpText(
      'after',
      '\nOLD and NEW are folders, archives or git refs such as cado-role/v1.0.0.\n\nExample:\n  cado-response diff releases/cado-role-1.0.0.tar.gz modules/cado-role',
    );
  program
    .command('release')
    .description('give each module that changed its next version: CHANGELOG, manifest, checksums, archive')
    .option('--dry-run', 'write nothing')
    .option('--version <version>', 'instead of the lowest version that the changes allow')
    .option('--module <name...>', 'only these modules (default: all that changed)')
    .allowExcessArguments(false)
    .exitOverride()
    .action(async (options: ReleaseOptions) => (await import('./release-command.js')).releaseCommand(options, context))
    .addHelpText('after', '\nExample:\n  cado-response release --dry-run');
  program
    .command('publish')
    .description('put released versions into git repositories, a static registry or a folder of archives')
    .option('--git <target>', 'a folder of repositories terraform-aws-<module>, or an address with {module}')
    .option('--static <dir>', 'a static registry of modules, for any web server that can add a header')
    .option('--namespace <name>', 'namespace in the static registry (default: cado)')
    .option('--archives <dir>', 'archives and their SHA256SUMS')
    .option('--module <name...>', 'only these modules (default: all)')
    .allowExcessArguments(false)
    .exitOverride()
    .action(async (options: PublishOptions) => (await import('./publish-command.js')).publishCommand(options, context))
    .addHelpText(
      'after',
      '\nAn address of --git is like git@github.com:acme/terraform-aws-{module}.git.\n\nExamples:\n  cado-response publish --static registry --namespace acme\n  cado-response publish --git repositories',
    );
  program
    .command('verify <target>')
    .description(
      'check a folder of modules or archives, an archive or a static registry against checksums; exit 1 and name each file that differs',
    )
    .option('--checksums <file>', 'what sha256sum wrote (default: SHA256SUMS in or beside the target)')
    .allowExcessArguments(false)
    .exitOverride()
    .action(async (target: string, options: VerifyOptions) => (await import('./verify-command.js')).verifyCommand(target, options, context))
    .addHelpText('after', '\nExamples:\n  cado-response verify modules\n  cado-response verify releases/cado-role-1.0.0.tar.gz');
  program
    .command('serve <dir>')
    .description('serve a static registry on 127.0.0.1, to try it out')
    .option('--port <port>', 'default: a free one')
    .allowExcessArguments(false)
    .exitOverride()
    .action(
      async (folder: string, options: ServeOptions) => void (await import('./serve-command.js')).serveCommand(folder, options, context),
    )
    .addHelpText('after', '\nDIR is what cado-response publish --static wrote.\n\nExample:\n  cado-response serve registry');
}
