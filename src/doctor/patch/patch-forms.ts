import { createTwoFilesPatch } from 'diff';
import { KEY_ARN } from '../../catalogue/arn-patterns';
import { printHcl } from '../../emit/hcl/print-hcl';
import type { TighteningLevel } from '../../policy/guard';
import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import { escapeTemplate } from '../../policy/terraform-literal';
import type { RoleSide } from '../../proof/claims/world';
import type { Scene } from '../scene';
import { keyModuleInputs, roleModuleInputs } from './additions';
import type { ChangedDocument } from './changed-documents';
import { INLINE_POLICY_NAME } from './patched';

/** Ways in which a patch is printed. */
export const PATCH_FORMS = ['statements', 'documents', 'diff', 'aws-cli', 'module'] as const;
/** One of {@link PATCH_FORMS}. */
export type PatchForm = (typeof PATCH_FORMS)[number];

/** The statements that are added, by document. */
export const statementsForm = (documents: readonly ChangedDocument[]): string =>
  JSON.stringify(
    documents.map(({ place, owner, statements }) => ({ document: place, owner, statements })),
    null,
    2,
  );

/** The documents whole, as they will be. */
export const documentsForm = (documents: readonly ChangedDocument[]): string =>
  JSON.stringify(
    documents.map(({ place, owner, file, after }) => ({ document: place, owner, file, policy: JSON.parse(after) as Json })),
    null,
    2,
  );

/** A unified diff of each document, as `patch` and `git apply` take it. */
export const diffForm = (documents: readonly ChangedDocument[]): string =>
  documents
    .map(({ file, given = file, before, after }) => ({ name: given.replace(/^(\.?\/)+/, ''), before, after }))
    .map(({ name, before, after }) =>
      createTwoFilesPatch(before === '' ? '/dev/null' : `a/${name}`, `b/${name}`, before, after, undefined, undefined, { context: 3 })
        .replace(/^=+\n/, '')
        .trimEnd(),
    )
    .join('\n');

/** Whether a document that is changed is on one line, as Terraform and the AWS CLI write policies. */
export const onOneLine = ({ before }: ChangedDocument): boolean => before !== '' && !before.trim().includes('\n');

/** The documents with those laid out that are on one line: a diff of one line tells a reader nothing. Only for reading. */
export const laidOut = (documents: readonly ChangedDocument[]): readonly ChangedDocument[] =>
  documents.map((document) =>
    onOneLine(document) ? { ...document, before: overLines(document.before), after: overLines(document.after) } : document,
  );

const overLines = (text: string): string => `${JSON.stringify(JSON.parse(text), null, 2)}\n`;

/** Commands of the AWS CLI that put the documents in place. */
export const awsCliForm = (documents: readonly ChangedDocument[], folder: string): string =>
  documents.map((document) => awsCommand(document, `file://${folder === '' ? '' : `${folder}/`}${document.file}`)).join('\n');

function awsCommand({ place, owner }: ChangedDocument, source: string): string {
  const name = owner.slice(owner.lastIndexOf('/') + 1);
  const file = shellQuoted(source);
  if (place === 'key policy' && !HAS_ID.test(owner)) return `# --key-arn tells the key, for the command that puts ${file} in place`;
  if (place === 'key policy')
    return `aws kms put-key-policy --region ${shellQuoted(owner.split(':')[3] ?? '')} --key-id ${shellQuoted(owner)} --policy-name default --policy ${file}`;
  if (place.endsWith('trust')) return `aws iam update-assume-role-policy --role-name ${shellQuoted(name)} --policy-document ${file}`;
  return `aws iam put-role-policy --role-name ${shellQuoted(name)} --policy-name ${INLINE_POLICY_NAME} --policy-document ${file}`;
}

const HAS_ID = new RegExp(KEY_ARN);

/** A word that no shell reads anything into. */
export const shellQuoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

const MODULES: Readonly<Record<RoleSide, string>> = { platform: 'cado-role', target: 'cado-cross-account-trust' };

/**
 * Calls of the modules that give the same and all that belongs to it; the key policy as it is lies beside, in `key-policy.json`.
 *
 * @param versions the latest release of each module
 */
export function moduleForm(
  scene: Scene,
  level: TighteningLevel,
  documents: readonly ChangedDocument[],
  versions: Readonly<Record<string, string>>,
): string {
  const call = (name: string, inputs: object): JsonObject => ({
    source: `<registry>/cado/${name}/aws`,
    ...(versions[name] !== undefined && { version: `~> ${versions[name]}` }),
    ...(escaped(inputs as JsonObject) as JsonObject),
  });
  const sides = (['platform', 'target'] as const).filter((side) => documents.some(({ place }) => place.startsWith(side)));
  const calls = {
    ...(documents.some(({ place }) => place === 'key policy') && {
      cado_key_policy: call('cado-kms-key-policy', {
        ...keyModuleInputs(scene, level),
      }),
    }),
    ...Object.fromEntries(
      sides.map((side) => [MODULES[side].replaceAll('-', '_'), call(MODULES[side], roleModuleInputs(scene, level, side))]),
    ),
  };
  const withPolicy = Object.fromEntries(
    Object.entries(calls).map(([name, body]) => [name, name === 'cado_key_policy' ? { ...body, existing_policy_json: EXISTING } : body]),
  ) as JsonObject;
  return Object.keys(calls).length === 0 ? '' : printHcl({ module: withPolicy }).trimEnd();
}

const EXISTING = '${file("${path.module}/key-policy.json")}';

/** Names come out of documents: none of them may become an expression. */
function escaped(value: Json): Json {
  if (typeof value === 'string') return escapeTemplate(value.toWellFormed().replaceAll('\r', ''));
  if (Array.isArray(value)) return (value as readonly Json[]).map(escaped);
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, escaped(inner)])) : value;
}
