import { Option, type Command } from 'commander';
import { printable } from '../doctor/report/printable';
import type { CheckOptions } from './check-command';
import type { DiagnoseOptions } from './diagnose-command';
import type { DoctorOptions } from './doctor-command';
import type { ExplainOptions } from './explain-command';
import type { MergeOptions, UnmergeOptions } from './merge-command';
import type { CommandContext } from './synth-command';

/** The commands for keys and roles that exist: what is wrong with them, and what mends it. */
export function addExistingCommands(program: Command, context: CommandContext): void {
  const { print, write, projectFolder } = context;
  const note = (text: string): void => void process.stderr.write(`Note: ${printable(text)}\n`);
  withEstate(
    program
      .command('doctor [documents...]')
      .description(
        'which import paths work with keys and roles as they are, the least that mends the others, and what is granted beyond need',
      ),
  )
    .option('--patch <form>', 'print only what mends, for all keys and roles: statements, documents, diff, aws-cli, module')
    .option('--out <dir>', 'write the patched documents into this folder, never over one that was given')
    .option('--json', 'print JSON')
    .allowExcessArguments(false)
    .exitOverride()
    .action(async (documents: readonly string[], options: DoctorOptions) => {
      const [{ doctorCommand }, { progressOn }] = await Promise.all([import('./doctor-command.js'), import('./progress.js')]);
      doctorCommand(documents, options, { print, projectFolder, now: new Date(), progress: progressOn(process.stderr) });
    })
    .addHelpText(
      'after',
      `
DOCUMENTS are files, folders or -: policies raw or URL-encoded, what aws kms get-key-policy,
aws iam get-account-authorization-details and their like print, Terraform state or plan as JSON.
Of several keys, each in a folder with what aws kms describe-key prints of it.
An option with <file...> takes every file up to the next option: name DOCUMENTS before it.
Exit code 1 when a path is blocked.

Example:
  cado-response doctor examples/doctor/key-policy.json --key-arn arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab --platform-role arn:aws:iam::111122223333:role/CadoResponseRole --target-role arn:aws:iam::444455556666:role/CadoResponseRole --platform-region eu-west-1`,
    );
  program
    .command('check <plan>')
    .description('a gate for CI: exit 1 when a plan would lose an import path, let an attack through, or let somebody else in')
    .option('--format <format>', 'text, json, sarif, github (default: text)')
    .option('--platform-role <arn>', "ARN of the platform's role (default: found by name)")
    .option('--target-role <arn>', 'ARN of the role that the platform assumes (default: found by name)')
    .option('--instance-role <arn>', "ARN of the role of the platform's instance")
    .option('--key-arn <arn>', 'only this key (default: every key of the plan)')
    .option('--platform-region <region>', 'Region of the platform (default: as the policies tell)')
    .option('--evidence-region <region...>', "Regions where evidence lies (default: the keys')")
    .option('--method <method...>', 'create_volume, ebs_direct (default: both)')
    .option('--protects <what...>', 'what keys encrypt: ebs, s3 (default: as our statements of the key tell, otherwise both)')
    .option('--ebs-resource-id <id...>', 'ids of the volumes and snapshots that are evidence (default: any)')
    .option('--source-bucket <arn...>', 'ARNs of the buckets that are evidence (default: any)')
    .option('--external-id <id>', 'what the platform shows (default: what the trust policy asks for before)')
    .option('--organization-id <id>', 'the organisation of the roles')
    .option('--accept <rule=what...>', 'what is meant: a rule with a place, or with the letter or title of a path or attack')
    .option('--account <id>', 'account of the plan, where its resources do not tell')
    .option('--context <key=value...>', 'condition keys of every request')
    .allowExcessArguments(false)
    .exitOverride()
    .action(async (plan: string, options: CheckOptions) => (await import('./check-command.js')).checkCommand(plan, options, print))
    .addHelpText(
      'after',
      `
PLAN is a file, or -: terraform show -json plan.tfplan | cado-response check -

Example:
  cado-response check examples/doctor/plan.json --format github`,
    );
  program
    .command('diagnose <event>')
    .description('an AccessDenied of CloudTrail: which import path it was, which policy must change, and the statement to add')
    .option('--platform-role <arn>', "ARN of the platform's role (default: told by its name and the accounts)")
    .option('--target-role <arn>', 'ARN of the role that the platform assumes (default: told by its name and the accounts)')
    .option('--instance-role <arn>', "ARN of the role of the platform's instance (default: told by its name)")
    .option('--key-arn <arn>', 'ARN of the key, where an event does not name it')
    .option('--platform-region <region>', "Region of the platform (default: the event's)")
    .option('--evidence-region <region...>', "Regions where evidence lies (default: the event's)")
    .option('--level <level>', 'kms_tightening of the statement (default: pinned)')
    .option('--json', 'print JSON')
    .allowExcessArguments(false)
    .exitOverride()
    .action(async (event: string, options: DiagnoseOptions) => {
      const [{ diagnoseCommand }, { progressOn }] = await Promise.all([import('./diagnose-command.js'), import('./progress.js')]);
      diagnoseCommand(event, options, { print, progress: progressOn(process.stderr) });
    })
    .addHelpText(
      'after',
      `
EVENT is a file, a folder or -: an event, log files of CloudTrail (.json.gz too), what aws cloudtrail lookup-events
or aws sts decode-authorization-message prints, events of EventBridge, CloudWatch Logs, SNS or SQS, answers of CloudTrail Lake, Athena
or a log search, or the message of the error.

Example:
  cado-response diagnose examples/doctor/access-denied.json`,
    );
  withEstate(
    program
      .command('explain [documents...]')
      .description('one page for the key owner and the auditor: accounts, roles, keys, import paths, attacks, and which statement decides')
      .option('--html <file>', 'the page to write'),
  )
    .allowExcessArguments(false)
    .exitOverride()
    .action(async (documents: readonly string[], options: ExplainOptions) => {
      const [{ explainCommand }, { progressOn }] = await Promise.all([import('./explain-command.js'), import('./progress.js')]);
      explainCommand(documents, options, { print, progress: progressOn(process.stderr) });
    })
    .addHelpText(
      'after',
      `
Without DOCUMENTS it explains what the modules make, at --level.

Examples:
  cado-response explain --html modules.html --level via_service
  cado-response explain examples/doctor/key-policy.json --html access.html --target-role arn:aws:iam::444455556666:role/CadoResponseRole`,
    );
  program
    .command('merge <policy>')
    .description("a key's policy with our statements, as cado-kms-key-policy merges them; every other statement stays to the letter")
    .option('--platform-role <arn>', "ARN of the platform's role")
    .option('--target-role <arn>', 'ARN of the role that the platform assumes; give one role or both')
    .option('--additional-platform-role <arn...>', 'further roles that act as the platform')
    .option('--platform-region <region>', 'Region of the platform')
    .option('--evidence-region <region...>', 'Regions where evidence lies')
    .option('--method <method...>', 'create_volume, ebs_direct (default: both)')
    .option('--protects <what...>', 'ebs, s3 (default: ebs)')
    .option('--level <level>', 'kms_tightening (default: aws_resources)')
    .option('--create-grant-for <role...>', 'platform, target, or none (default: who uses create_volume)')
    .option('--ebs-resource-id <id...>', 'from encryption_context on, only these volumes and snapshots')
    .option('--source-bucket <arn...>', 'from encryption_context on, only objects of these buckets; none: no objects (default: any bucket)')
    .option('--principal-match <how>', 'principal_arn, role_arn (default: principal_arn)')
    .option('--enforce', 'from via_service on, also deny our roles whatever does not come through these services')
    .option('--account <id>', "the key's account (default: the one whose root may change the policy)")
    .option('--compact', 'without whitespace between tokens, where the policy would be too long')
    .option('--out <file>', 'write to a file; - is standard output (default: -)')
    .allowExcessArguments(false)
    .exitOverride()
    .action(async (policy: string, options: MergeOptions) =>
      (await import('./merge-command.js')).mergeCommand(policy, options, { write, note, now: new Date() }),
    )
    .addHelpText(
      'after',
      `
POLICY is a file, or -, with what aws kms get-key-policy prints.

Example:
  cado-response merge examples/doctor/key-policy.json --target-role arn:aws:iam::444455556666:role/CadoResponseRole --level via_service --platform-region eu-west-1`,
    );
  program
    .command('unmerge <policy>')
    .description("a key's policy without our statements, those of any release; every other statement stays to the letter")
    .option('--account <id>', "the key's account (default: the one whose root may change the policy)")
    .option('--compact', 'without whitespace between tokens, where the policy would be too long')
    .option('--out <file>', 'write to a file; - is standard output (default: -)')
    .allowExcessArguments(false)
    .exitOverride()
    .action(async (policy: string, options: UnmergeOptions) =>
      (await import('./merge-command.js')).unmergeCommand(policy, options, { write, note, now: new Date() }),
    )
    .addHelpText('after', '\nExample:\n  cado-response unmerge examples/doctor/key-policy.json');
}

/** Options that tell of roles, keys and what describes an import. */
export function withEstate(command: Command): Command {
  return command
    .option('--platform-role <arn>', "ARN of the platform's role (default: found by name)")
    .option('--target-role <arn>', 'ARN of the role that the platform assumes (default: found by name)')
    .option('--instance-role <arn>', "ARN of the role of the platform's instance (default: whom the platform's role trusts)")
    .option('--key-arn <arn>', 'ARN of the key (default: every key that documents tell of)')
    .option('--key-policy <file>', "the key's policy")
    .option('--platform-policy <file...>', 'policies of the platform role')
    .option('--platform-trust <file>', 'its trust policy')
    .option('--platform-boundary <file>', 'its permissions boundary')
    .option('--target-policy <file...>', 'policies of the target role')
    .option('--target-trust <file>', 'its trust policy')
    .option('--target-boundary <file>', 'its permissions boundary')
    .option('--scp <file...>', 'service control policies that hold for both roles')
    .option('--rcp <file...>', 'resource control policies that hold for keys, roles and buckets')
    .option('--platform-region <region>', "Region of the platform (default: one that policies name, otherwise the key's)")
    .option('--evidence-region <region...>', "Regions where evidence lies (default: the key's)")
    .option('--method <method...>', 'create_volume, ebs_direct (default: both)')
    .option('--protects <what...>', 'what the key encrypts: ebs, s3 (default: ebs)')
    .option('--level <level>', 'kms_tightening of what is added (default: that of our statements, otherwise pinned)')
    .option('--ebs-resource-id <id...>', 'ids of the volumes and snapshots that are evidence (default: any)')
    .option('--source-bucket <arn...>', 'ARNs of the buckets that are evidence (default: any)')
    .option('--external-id <id>', 'what the platform shows (default: what the trust policy asks for)')
    .option('--organization-id <id>', 'the organisation of the roles')
    .addOption(new Option('--context <key=value...>', 'condition keys of every request, e.g. aws:SourceIp=203.0.113.7'));
}
