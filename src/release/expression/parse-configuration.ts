import { Undecided } from './expression';
import { normalForm } from './normal-form';
import { readExpression, TokenReader } from './parse-expression';
import { tokensOf } from './tokens';

/** A body of HCL in a form that is equal for equal configurations: attributes by name, blocks in order by type. */
export interface NormalBody {
  readonly attributes: Readonly<Record<string, string>>;
  readonly blocks: readonly { readonly header: string; readonly body: NormalBody }[];
}

/**
 * Reads files of HCL as one body: blocks of the root in order of their headers, `locals` of all files as one.
 *
 * @throws Error that names the file for what is no HCL, or beyond what modules of this project use
 */
export function parseConfiguration(files: readonly (readonly [path: string, text: string])[]): NormalBody {
  const bodies = files.map(([path, text]) => {
    try {
      const reader = new TokenReader(tokensOf(text));
      const body = readBody(reader);
      reader.expectEnd();
      return body;
    } catch (error) {
      if (!(error instanceof Undecided)) throw error;
      throw new Error(`${path}, ${error.message}`, { cause: error });
    }
  });
  const blocks = bodies.flatMap((body) => body.blocks);
  const locals = blocks.filter(({ header }) => header === 'locals');
  const merged = {
    header: 'locals',
    body: { attributes: Object.assign({}, ...locals.map(({ body }) => body.attributes)) as Readonly<Record<string, string>>, blocks: [] },
  };
  const others = blocks.filter(({ header }) => header !== 'locals');
  return {
    attributes: Object.assign({}, ...bodies.map(({ attributes }) => attributes)) as Readonly<Record<string, string>>,
    blocks: [...others, ...(locals.length === 0 ? [] : [merged])].toSorted((one, other) => (one.header < other.header ? -1 : 1)),
  };
}

function readBody(reader: TokenReader): NormalBody {
  const attributes: Record<string, string> = {};
  const blocks: { header: string; body: NormalBody }[] = [];
  reader.skipNewlines();
  while (reader.next.kind === 'name') {
    const line = reader.next.line;
    const name = reader.name();
    if (reader.isAt('=')) {
      reader.take();
      if (Object.hasOwn(attributes, name)) throw new Undecided(`line ${line}: ${name} is given twice`);
      attributes[name] = normalForm(readExpression(reader, false));
    } else blocks.push({ header: [name, ...labels(reader)].join(' '), body: readBlock(reader) });
    reader.skipNewlines();
  }
  return {
    attributes: Object.fromEntries(Object.entries(attributes).toSorted(([one], [other]) => (one < other ? -1 : 1))),
    blocks: blocks.toSorted((one, other) =>
      kindOf(one.header) < kindOf(other.header) ? -1 : kindOf(one.header) > kindOf(other.header) ? 1 : 0,
    ),
  };
}

const kindOf = (header: string): string => header.split(' ')[0] ?? header;

function labels(reader: TokenReader): readonly string[] {
  const found: string[] = [];
  while (!reader.isAt('{')) {
    const token = reader.take();
    if (token.kind !== 'string' && token.kind !== 'name') throw new Undecided(`line ${token.line}: a block has no body`);
    found.push(token.kind === 'string' ? token.text : JSON.stringify(token.text));
  }
  return found;
}

function readBlock(reader: TokenReader): NormalBody {
  reader.expect('{');
  const body = readBody(reader);
  reader.expect('}');
  return body;
}

/** Blocks and attributes that only one of two configurations has, or that differ, for people. */
export function differences(one: NormalBody, other: NormalBody, place = ''): readonly string[] {
  const at = (name: string): string => (place === '' ? name : `${place}: ${name}`);
  const names = [...new Set([...Object.keys(one.attributes), ...Object.keys(other.attributes)])];
  const attributes = names.filter((name) => one.attributes[name] !== other.attributes[name]).map(at);
  const headers = (body: NormalBody): readonly string[] => body.blocks.map(({ header }) => header);
  if (JSON.stringify(headers(one)) !== JSON.stringify(headers(other))) {
    const only = [
      ...headers(one).filter((header) => !headers(other).includes(header)),
      ...headers(other).filter((header) => !headers(one).includes(header)),
    ];
    return [...attributes, ...(only.length > 0 ? [...new Set(only)] : ['the number or order of its blocks']).map(at)];
  }
  return [
    ...attributes,
    ...one.blocks.flatMap(({ header, body }, index) =>
      differences(body, other.blocks[index]?.body ?? { attributes: {}, blocks: [] }, at(header)),
    ),
  ];
}
