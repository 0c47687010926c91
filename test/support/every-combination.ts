/** Every way to choose one value for each name. */
export function everyCombination<T>(choices: Readonly<Record<string, readonly T[]>>): readonly Readonly<Record<string, T>>[] {
  return Object.entries(choices).reduce<readonly Readonly<Record<string, T>>[]>(
    (combinations, [name, values]) => combinations.flatMap((chosen) => values.map((value) => ({ ...chosen, [name]: value }))),
    [{}],
  );
}
