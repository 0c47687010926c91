/** A block of a formatted HCL file. */
export interface HclBlock {
  /** The line that opens it, without indentation and brace, e.g. `dynamic "condition"`. */
  readonly header: string;
  /** First and last line, counted from 0. */
  readonly first: number;
  readonly last: number;
  readonly text: string;
  /** The blocks around it, outermost first. */
  readonly parents: readonly HclBlock[];
}

/** Lines of a file, first and last included, and what stands there instead. */
export interface Edit {
  readonly first: number;
  readonly last: number;
  readonly lines: readonly string[];
}

const OPENING = /^( *)([a-z_]+(?: "[^"]+")*) \{$/;

/** Every block of several lines, in the order of the file. In formatted HCL a block ends at the brace below its first letter. */
export function hclBlocks(file: string): readonly HclBlock[] {
  const lines = file.split('\n');
  const blocks: HclBlock[] = [];
  lines.forEach((line, first) => {
    const [, indentation, header] = OPENING.exec(line) ?? [];
    if (indentation === undefined || header === undefined) return;
    const last = lines.indexOf(`${indentation}}`, first);
    if (last === -1) throw new Error(`The block "${header}" on line ${first + 1} has no end`);
    const parents = blocks.filter((block) => block.last > first);
    blocks.push({ header, first, last, text: lines.slice(first, last + 1).join('\n'), parents });
  });
  return blocks;
}

/** The file with some of its lines changed; edits do not overlap. */
export function edited(file: string, edits: readonly Edit[]): string {
  const lines = file.split('\n');
  for (const { first, last, lines: instead } of edits.toSorted((left, right) => right.first - left.first)) {
    lines.splice(first, last - first + 1, ...instead);
  }
  return lines.join('\n');
}
