import { isJsonObject, type JsonObject } from '../../policy/policy-json';
import { printHcl } from '../../emit/hcl/print-hcl';
import type { FileTree } from '../../emit/file-tree';
import { differences, parseConfiguration } from '../expression/parse-configuration';

/** Where a module has its document. */
export const DOCUMENT_FILE = 'json/main.tf.json';

/** A module as files, and the document that its HCL was checked against. */
export interface ModuleTree {
  readonly name: string;
  readonly files: FileTree;
  readonly document: JsonObject;
}

/** Outputs by which a module is told, whatever its folder or archive is called. */
const SIGNS: readonly (readonly [name: string, sign: (document: JsonObject) => boolean])[] = [
  ['cado-kms-key-policy', (document) => has(document, 'output', 'statements_json')],
  ['cado-cross-account-trust', (document) => has(document, 'output', 'platform_assume_role_policy_json')],
  ['cado-role', (document) => has(document, 'output', 'role_unique_id')],
];

const has = (document: JsonObject, kind: string, name: string): boolean => {
  const blocks = document[kind];
  return isJsonObject(blocks) && Object.hasOwn(blocks, name);
};

/**
 * Reads a module: its document is what is compared, so its HCL must say the same.
 *
 * @param place what the files are of, for messages
 * @throws Error that lists everything wrong: no document, JSON that cannot be read, HCL that differs
 */
export function moduleTree(files: FileTree, place: string, name?: string): ModuleTree {
  const text = files.get(DOCUMENT_FILE);
  if (text === undefined) throw new Error(`${place} has no ${DOCUMENT_FILE}. Accepted: a module of this project, e.g. modules/cado-role`);
  const document = documentIn(text, `${place}/${DOCUMENT_FILE}`);
  const hcl = [...files].filter(([path]) => /^[^/]+\.tf$/.test(path));
  const others = [...files.keys()].filter(
    (path) => /^[^/]+\.tf\.json$/.test(path) || /^json\/(?!main\.tf\.json$).*\.tf(\.json)?$/.test(path),
  );
  if (others.length > 0)
    throw new Error(`${place}: Terraform would read ${others.join(', ')} too, which a module does not have. Take it out`);
  const differing = differences(
    parseConfiguration(hcl.map(([path, content]) => [`${place}/${path}`, content])),
    parseConfiguration([[`${place}/${DOCUMENT_FILE}`, printed(document, place)]]),
  );
  if (differing.length > 0) {
    throw new Error(
      `${place}: the HCL does not say what ${DOCUMENT_FILE} says, at\n${differing
        .slice(0, 20)
        .map((line) => `  ${line}`)
        .join('\n')}\nGenerate both again, e.g. cado-response synth`,
    );
  }
  return { name: SIGNS.find(([, sign]) => sign(document))?.[0] ?? name ?? place, files, document };
}

function printed(document: JsonObject, place: string): string {
  try {
    return printHcl(document);
  } catch (error) {
    throw new Error(
      `${place}/${DOCUMENT_FILE} is beyond what modules of this project have: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

function documentIn(text: string, place: string): JsonObject {
  try {
    const document: unknown = JSON.parse(text);
    if (isJsonObject(document)) return document;
  } catch (error) {
    throw new Error(`${place} is no JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  throw new Error(`${place} is no JSON object`);
}
