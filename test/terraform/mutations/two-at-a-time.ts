/** Runs `task` for every item, two of them at the same time, and gives the results by item. */
export async function twoAtATime<Item, Result>(
  items: readonly Item[],
  task: (item: Item) => Promise<Result>,
): Promise<ReadonlyMap<Item, Result>> {
  const results = new Map<Item, Result>();
  const queue = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (const item of queue) results.set(item, await task(item));
  };
  await Promise.all([worker(), worker()]);
  return results;
}
