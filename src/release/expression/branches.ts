import type { Expression } from './expression';

/** Which outcomes of the tests in expressions were seen. What no setting reached is not known to be harmless. */
export class Branches {
  readonly #seen = new Map<Expression, Set<boolean>>();

  public take(test: Expression, outcome: boolean): void {
    const seen = this.#seen.get(test);
    if (seen === undefined) this.#seen.set(test, new Set([outcome]));
    else seen.add(outcome);
  }

  /** Whether a test was seen both ways. */
  public isDecided(test: Expression): boolean {
    return this.#seen.get(test)?.size === 2;
  }
}
