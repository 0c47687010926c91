/** Some of the items, spread over all of them: the first at a place that the seed says, the others at equal distances. */
export function sample<Item>(items: readonly Item[], { seed, size }: { readonly seed: number; readonly size: number }): readonly Item[] {
  if (items.length <= size) return items;
  const distance = items.length / size;
  const start = seed % Math.floor(distance);
  return Array.from({ length: size }, (_unused, index) => items[start + Math.floor(index * distance)]).filter((item) => item !== undefined);
}
