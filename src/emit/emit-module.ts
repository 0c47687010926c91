import type { ModuleExample, PrintedDocument, TerraformDocument } from '../module-document';
import { printHcl } from './hcl/print-hcl';
import { printReadme } from './readme';
import { EMPTY_CHANGELOG, latestVersion, type ReleaseRecord } from './release-record';

const HCL_FILES: readonly (readonly [file: string, blocks: readonly string[]])[] = [
  ['main.tf', ['data', 'locals', 'resource']],
  ['variables.tf', ['variable']],
  ['outputs.tf', ['output']],
  ['versions.tf', ['terraform']],
];

/** Every file of one module, paths relative to its folder. */
export function moduleFiles(document: PrintedDocument, record: ReleaseRecord): readonly (readonly [path: string, content: string])[] {
  const { name, terraform, testFiles, examples } = document;
  return [
    ...HCL_FILES.map(([file, blocks]) => [file, printHcl(terraform, blocks)] as const),
    ['json/main.tf.json', jsonFile(terraform)] as const,
    ['README.md', printReadme(document, latestVersion(record, name))] as const,
    ['CHANGELOG.md', record.changelogs[name] ?? EMPTY_CHANGELOG] as const,
    ['LICENSE', record.license] as const,
    ...Object.entries(testFiles).map(([file, content]) => [`tests/${file}`, content] as const),
    ...examples.flatMap((example) => exampleFiles(example, terraform)),
  ];
}

function jsonFile(document: TerraformDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

function exampleFiles(example: ModuleExample, terraform: TerraformDocument): readonly (readonly [string, string])[] {
  const folder = `examples/${example.name}`;
  const frame: TerraformDocument = {
    terraform: terraform['terraform'] ?? {},
    provider: { aws: { region: 'eu-west-1' } },
    ...example.terraform,
  };
  return [
    [`${folder}/main.tf`, printHcl(frame)],
    ...Object.entries(example.files ?? {}).map(([file, content]) => [`${folder}/${file}`, content] as const),
  ];
}
