/** The values in an order that depends on nothing but the seed. */
export function shuffled<Value>(values: readonly Value[], seed: number): readonly Value[] {
  const order = [...values];
  let state = seed >>> 0;
  for (let last = order.length - 1; last > 0; last -= 1) {
    // A linear congruential generator; its high bits are the good ones.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const chosen = Math.floor((state / 2 ** 32) * (last + 1));
    [order[last], order[chosen]] = [order[chosen] as Value, order[last] as Value];
  }
  return order;
}
