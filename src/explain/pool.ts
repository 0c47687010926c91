/** Values that many subjects share, each once. */
export interface Pool<T> {
  readonly list: readonly T[];
  /** The place of a value; equal ones have one. */
  readonly place: (value: T) => number;
}

/** An empty pool. */
export function pool<T>(): Pool<T> {
  const places = new Map<string, number>();
  const list: T[] = [];
  return {
    list,
    place: (value) => {
      const key = typeof value === 'string' ? value : JSON.stringify(value);
      const known = places.get(key);
      if (known !== undefined) return known;
      const place = list.push(value) - 1;
      places.set(key, place);
      return place;
    },
  };
}
