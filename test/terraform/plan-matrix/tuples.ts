/** A value's label for some or all parameters. */
export type Row = Readonly<Record<string, string>>;

/** Every part of a row with `size` parameters. */
export function tuplesOf(row: Row, size: number): readonly Row[] {
  return subsets(Object.keys(row).toSorted(), size).map((names) => part(row, names));
}

/** Keys of the parts of a row with `size` parameters, `name` among them. */
export function tuplesWith(row: Row, name: string, size: number): readonly string[] {
  const others = Object.keys(row)
    .filter((other) => other !== name)
    .toSorted();
  return subsets(others, size - 1).map((names) => tupleKey(part(row, [name, ...names])));
}

/** A text that is equal for equal tuples, whatever their order, and reads well. */
export function tupleKey(tuple: Row): string {
  return Object.keys(tuple)
    .toSorted()
    .map((name) => `${name}=${tuple[name]}`)
    .join(', ');
}

/** A row's values of some parameters. */
export function part(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(names.map((name) => [name, row[name] ?? '']));
}

function subsets(names: readonly string[], size: number): readonly (readonly string[])[] {
  if (size === 0) return [[]];
  return names.flatMap((name, index) => subsets(names.slice(index + 1), size - 1).map((rest) => [name, ...rest]));
}
