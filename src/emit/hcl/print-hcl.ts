import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import type { TerraformDocument } from '../../module-document';
import { BLOCK_TYPES, type BlockType } from './block-types';
import { alignedAssignments, indented, printValue, type Assignment } from './print-value';

const COMMENT = '//';
const COMMENT_WIDTH = 110;
const FIRST = ['for_each', 'count', 'provider', 'source', 'version', 'command'];
const ENDS_GROUP = ['for_each', 'count', 'command', 'version'];
const LAST = ['lifecycle', 'depends_on'];

/**
 * Prints configuration in Terraform's JSON syntax as HCL, the way `terraform fmt` leaves it.
 *
 * @param only root block types to print. @default - all
 * @throws Error for a block or attribute that the table of block types does not know.
 */
export function printHcl(document: TerraformDocument, only?: readonly string[]): string {
  const chunks = Object.entries(document)
    .filter(([type]) => type !== COMMENT && (only === undefined || only.includes(type)))
    .flatMap(([type, value]) => rootBlocks(type, value));
  return chunks.length === 0 ? '' : `${chunks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** A comment as lines that begin with `#`. */
export function commentLines(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= COMMENT_WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`# ${word}`);
  }
  return lines;
}

type Lines = readonly string[];

function rootBlocks(type: string, value: Json): readonly Lines[] {
  const plain = own(BLOCK_TYPES, type);
  const labels = plain?.labels ?? 2;
  return bodies(value, labels, [type]).map(({ path, body }) => {
    const name = plain === undefined ? `${type}.${path[0] ?? ''}` : type;
    return printBlock([type, ...path.map((label) => JSON.stringify(label))].join(' '), body, name, [type, ...path].join('.'));
  });
}

/** The bodies in a value, each with its labels; `place` is what encloses them, for messages. */
function bodies(value: Json, labels: number, place: readonly string[]): readonly { path: readonly string[]; body: JsonObject }[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((element) => bodies(element, labels, place));
  if (!isJsonObject(value)) throw new Error(`${place.join('.')}: a block must be an object, not ${JSON.stringify(value)}`);
  if (labels === 0) return [{ path: [], body: value }];
  return Object.entries(value)
    .filter(([label]) => label !== COMMENT)
    .flatMap(([label, inner]) => bodies(inner, labels - 1, [...place, label]).map(({ path, body }) => ({ path: [label, ...path], body })));
}

function printBlock(header: string, body: JsonObject, typeName: string, place: string): Lines {
  const type = own(BLOCK_TYPES, typeName);
  if (type === undefined) throw new Error(`${place}: the block type "${typeName}" is not in the printer's table`);
  const comment = body[COMMENT];
  const inner = printBody(body, type, place);
  return [
    ...(typeof comment === 'string' ? commentLines(comment) : []),
    ...(inner.length === 0 ? [`${header} {}`] : [`${header} {`, ...indented(inner), '}']),
  ];
}

function printBody(body: JsonObject, type: BlockType, place: string): Lines {
  const keys = Object.keys(body).filter((key) => key !== COMMENT);
  const sorted = keys.toSorted((left, right) => order(left, type) - order(right, type));
  const attributes = sorted.filter((key) => kindOf(type, key) !== undefined);
  const blocks = sorted.filter((key) => kindOf(type, key) === undefined);
  return separated([
    ...attributeGroups(attributes, body, type),
    ...blocks.flatMap((key) => nestedBlocks(key, body[key] ?? null, type, place)),
  ]);
}

/** Meta-arguments first, lifecycle last, attributes as the table lists them, blocks as the document does. */
function order(key: string, type: BlockType): number {
  const known = Object.keys(type.attributes);
  if (FIRST.includes(key)) return -1;
  if (LAST.includes(key)) return known.length + 1;
  return known.includes(key) ? known.indexOf(key) : known.length;
}

function kindOf(type: BlockType, key: string): BlockType['attributes'][string] | undefined {
  if (Object.hasOwn(type.blocks, key) || (key === 'dynamic' && type.dynamic === true)) return undefined;
  return own(type.attributes, key) ?? type.attributes['*'];
}

/** Attributes in groups: a blank line before a comment, after the meta-arguments and around values of several lines. */
function attributeGroups(keys: readonly string[], body: JsonObject, type: BlockType): readonly Lines[] {
  const comments = isJsonObject(body[COMMENT]) ? body[COMMENT] : {};
  const groups: { comment: Lines; assignments: Assignment[]; open: boolean }[] = [];
  for (const key of keys) {
    const assignment: Assignment = { name: key, lines: printValue(body[key] ?? null, kindOf(type, key) ?? 'expression') };
    const comment = comments[key];
    const group = groups.at(-1);
    const alone = assignment.lines.length > 1;
    const afterSource = group?.assignments.at(-1)?.name === 'source' && key !== 'version';
    if (group === undefined || !group.open || alone || afterSource || typeof comment === 'string') {
      groups.push({
        comment: typeof comment === 'string' ? commentLines(comment) : [],
        assignments: [assignment],
        open: !alone && !ENDS_GROUP.includes(key),
      });
    } else group.assignments.push(assignment);
  }
  return groups.map(({ comment, assignments }) => [...comment, ...alignedAssignments(assignments)]);
}

function nestedBlocks(key: string, value: Json, type: BlockType, place: string): readonly Lines[] {
  if (key === 'dynamic' && type.dynamic === true && isJsonObject(value)) {
    return Object.entries(value).flatMap(([inner, entries]) => dynamicBlocks(inner, entries, type, place));
  }
  const inner = own(type.blocks, key);
  if (inner === undefined) throw new Error(`${place}: "${key}" is not in the printer's table`);
  return bodies(value, 0, [place, key]).map(({ body }) => printBlock(key, body, inner, `${place}.${key}`));
}

function dynamicBlocks(key: string, entries: Json, type: BlockType, place: string): readonly Lines[] {
  const inner = own(type.blocks, key);
  if (inner === undefined) throw new Error(`${place}: dynamic "${key}" is not in the printer's table`);
  return bodies(entries, 0, [place, 'dynamic', key]).map(({ body }) => {
    const content = body['content'];
    if (!isJsonObject(content)) throw new Error(`${place}: dynamic "${key}" has no content`);
    const comment = body[COMMENT];
    return [
      ...(typeof comment === 'string' ? commentLines(comment) : []),
      `dynamic "${key}" {`,
      ...indented([
        ...alignedAssignments([{ name: 'for_each', lines: printValue(body['for_each'] ?? null, 'expression') }]),
        '',
        ...printBlock('content', content, inner, `${place}.${key}`),
      ]),
      '}',
    ];
  });
}

function separated(groups: readonly Lines[]): Lines {
  return groups.flatMap((group, index) => (index === 0 ? group : ['', ...group]));
}

/** What a table itself holds: names such as `constructor`, which every object has, are not in it. */
function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
