import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { jsonTree } from '../estate/json-text';
import type { Json } from '../policy/policy-json';

/** What becomes of the statements of a policy's text. */
export interface StatementEdit {
  /** Whether a statement goes, by its place among all of them. */
  readonly removes: (statement: Json, index: number) => boolean;
  /** What a statement becomes where it stands. @default - what it is */
  readonly replaces?: (statement: Json) => Json | undefined;
  /** Statements that are put at the end. */
  readonly appended: readonly Json[];
}

/** A stretch of text that is replaced. */
interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Edits the statements of a policy as text: everything else stays as it is to the letter, numbers and whitespace included. New
 * statements are indented as those that are there. One statement in place of a list becomes a list where another joins it.
 *
 * @param text JSON of a policy with `Statement`
 * @throws Error if the text is no such JSON
 */
export function editStatements(text: string, { removes, replaces = () => undefined, appended }: StatementEdit): string {
  const root = jsonTree(text);
  const list = root === undefined ? undefined : findNodeAtLocation(root, ['Statement']);
  if (root === undefined || list === undefined) throw new Error('the text is no policy with Statement');
  const isOne = list.type !== 'array';
  const elements = isOne ? [list] : (list.children ?? []).flatMap(flattened);
  const kept = elements.filter((element, index) => !removes(JSON.parse(textOf(text, element)) as Json, index));
  const style = styleOf(text, root, list, isOne);
  const replaced = new Map(
    kept.flatMap((element) => {
      const statement = replaces(JSON.parse(textOf(text, element)) as Json);
      return statement === undefined ? [] : [[element, printed(statement, style)] as const];
    }),
  );
  if (kept.length === elements.length && replaced.size + appended.length === 0) return text;
  const inner = [
    ...kept.map((element) => replaced.get(element) ?? (isOne ? deeper(textOf(text, element), style) : textOf(text, element))),
    ...appended.map((statement) => printed(statement, style)),
  ];
  const splices =
    isOne || isNested(list)
      ? [whole(list, inner, style)]
      : [...inPlace(list, elements, kept, appended, style), ...[...replaced].map(inItsPlace)].toSorted(
          (one, other) => one.from - other.from || one.to - other.to,
        );
  return spliced(text, splices);
}

/** The text with stretches replaced, in one pass. @param splices in order, none of which reaches into the next */
function spliced(text: string, splices: readonly Splice[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { from, to, text: put } of splices) {
    parts.push(text.slice(at, from), put);
    at = to;
  }
  return [...parts, text.slice(at)].join('');
}

const textOf = (text: string, { offset, length }: Node): string => text.slice(offset, offset + length);
const end = ({ offset, length }: Node): number => offset + length;
const isNested = ({ children = [] }: Node): boolean => children.some(({ type }) => type === 'array');
const flattened = (node: Node): readonly Node[] => (node.type === 'array' ? (node.children ?? []).flatMap(flattened) : [node]);

/** How the text is laid out. */
interface Style {
  /** Line break and indentation before each statement; empty where the policy is on one line. */
  readonly before: string;
  /** Line break and indentation before the end of the list. */
  readonly after: string;
  /** One more level. @default - '' on one line */
  readonly step: string;
}

function styleOf(text: string, root: Node, list: Node, isOne: boolean): Style {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const [first] = isOne ? [] : (list.children ?? []);
  const own = indentation(text, list.offset);
  if (!textOf(text, root).includes('\n')) return { before: '', after: '', step: '' };
  const start = first === undefined ? undefined : leading(text, first.offset);
  const step = start !== undefined && start.length > own.length ? start.slice(own.length) : own === '' ? '  ' : own;
  return { before: eol + (start ?? own + step), after: eol + own, step };
}

/** Whitespace that the line of a place begins with. */
function indentation(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** Whitespace before a place, where it is the first thing on its line. */
function leading(text: string, offset: number): string | undefined {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ \t]*$/.test(line) && text.lastIndexOf('\n', offset - 1) >= 0 ? line : undefined;
}

function printed(statement: Json, { before, step }: Style): string {
  return before === '' ? JSON.stringify(statement) : reindented(JSON.stringify(statement, null, step), { before });
}

/** A statement that becomes an element of a list stands one level deeper. */
const deeper = (text: string, { step }: Style): string => text.replaceAll(/\n/g, `\n${step}`);

/** Continuation lines get the indentation of the statement. */
const reindented = (text: string, { before }: Pick<Style, 'before'>): string => text.replaceAll(/\r?\n/g, before);

/** The list written anew, its statements as they are: where it was one statement, or lists in a list. */
function whole(list: Node, inner: readonly string[], { before, after }: Style): Splice {
  return { from: list.offset, to: end(list), text: inner.length === 0 ? '[]' : `[${inner.map((one) => before + one).join(',')}${after}]` };
}

const inItsPlace = ([element, text]: readonly [Node, string]): Splice => ({ from: element.offset, to: end(element), text });

/** Takes statements out with the comma beside them, and puts new ones behind the last that stays. */
function inPlace(list: Node, elements: readonly Node[], kept: readonly Node[], appended: readonly Json[], style: Style): readonly Splice[] {
  const last = kept.at(-1);
  const added = appended.map((statement) => style.before + printed(statement, style));
  if (last === undefined) {
    return [{ from: list.offset, to: end(list), text: added.length === 0 ? '[]' : `[${added.join(',')}${style.after}]` }];
  }
  const splices: Splice[] = [];
  const stays = new Set(kept);
  elements.forEach((element, index) => {
    if (stays.has(element)) return;
    const [before, after] = [elements[index - 1], elements[index + 1]];
    // Behind the last that stays, everything up to the end of the list goes at once.
    if (element.offset > last.offset) {
      splices.push({ from: before === undefined ? element.offset : end(before), to: end(element), text: '' });
    } else {
      splices.push({ from: element.offset, to: after?.offset ?? end(element), text: '' });
    }
  });
  const at = end(last);
  const insertion = added.length === 0 ? [] : [{ from: at, to: at, text: added.map((one) => `,${one}`).join('') }];
  return [...splices, ...insertion].toSorted((one, other) => one.from - other.from || one.to - other.to);
}
