/**
 * Guards: for which inputs a statement, a condition or a list of actions exists.
 *
 * The grammar is closed on purpose. A guard is data, so every reader of a policy template (the resolver, the
 * Terraform construct, the access diff) can decide it, and nothing but these forms can ever appear in a module.
 */
export type Guard =
  | { readonly kind: 'at_least'; readonly level: TighteningLevel }
  | { readonly kind: 'has'; readonly input: string; readonly value: string }
  | { readonly kind: 'equals'; readonly input: string; readonly value: string }
  | { readonly kind: 'given'; readonly input: string }
  | { readonly kind: 'empty'; readonly input: string }
  | { readonly kind: 'enabled'; readonly input: string }
  | { readonly kind: 'several'; readonly inputs: readonly string[] }
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'all'; readonly guards: readonly Guard[] }
  | { readonly kind: 'any'; readonly guards: readonly Guard[] }
  | { readonly kind: 'not'; readonly guard: Guard };

/** The ladder of `kms_tightening`, loosest first; each level includes the ones before it. */
export const TIGHTENING_LEVELS = ['documented', 'aws_resources', 'via_service', 'encryption_context', 'pinned'] as const;

/** One rung of {@link TIGHTENING_LEVELS}. */
export type TighteningLevel = (typeof TIGHTENING_LEVELS)[number];

/** The input that {@link atLeast} reads. */
export const TIGHTENING_INPUT = 'kms_tightening';

/** Values of a module's inputs, by Terraform name. Sets and lists are arrays; null is "not given". */
export type InputValues = Readonly<Record<string, unknown>>;

/** The value of an input, or of an attribute of an object input: `temporary_key.enabled`. */
export function inputValue(inputs: InputValues, name: string): unknown {
  if (!name.includes('.')) return inputs[name];
  return name
    .split('.')
    .reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as InputValues)[key] : undefined), inputs);
}

/** Guards by name. A named guard becomes one local of the module, and other guards may refer to it. */
export type NamedGuards = Readonly<Record<string, Guard>>;

/** Holds when `kms_tightening` is `level` or a tighter one. */
export const atLeast = (level: TighteningLevel): Guard => ({ kind: 'at_least', level });
/** Holds when the set input contains `value`. A null set contains nothing. */
export const has = (input: string, value: string): Guard => ({ kind: 'has', input, value });
/** Holds when the string input equals `value`. */
export const equals = (input: string, value: string): Guard => ({ kind: 'equals', input, value });
/** Holds when the input is not null. */
export const given = (input: string): Guard => ({ kind: 'given', input });
/** Holds when the set input is given and has no element. */
export const empty = (input: string): Guard => ({ kind: 'empty', input });
/** Holds when the boolean input is true. */
export const enabled = (input: string): Guard => ({ kind: 'enabled', input });
/** Holds when the string and list inputs have more than one value together; null is none. */
export const several = (...inputs: readonly string[]): Guard => ({ kind: 'several', inputs });
/** Refers to a guard of the module's {@link NamedGuards}. */
export const named = (name: string): Guard => ({ kind: 'named', name });
/** Holds when every one of `guards` does. */
export const all = (...guards: readonly Guard[]): Guard => ({ kind: 'all', guards });
/** Holds when at least one of `guards` does. */
export const any = (...guards: readonly Guard[]): Guard => ({ kind: 'any', guards });
/** Holds when `guard` does not. */
export const not = (guard: Guard): Guard => ({ kind: 'not', guard });

/** The levels at which `atLeast(level)` holds, loosest first. */
export function levelsFrom(level: TighteningLevel): readonly TighteningLevel[] {
  return TIGHTENING_LEVELS.slice(TIGHTENING_LEVELS.indexOf(level));
}

/**
 * Decides a guard for given inputs.
 *
 * @param decided named guards that these inputs have decided already. @default - none
 * @throws Error when the guard names a guard that `names` does not hold.
 */
export function holds(guard: Guard, inputs: InputValues, names: NamedGuards, decided = new Map<string, boolean>()): boolean {
  const decide = (inner: Guard): boolean => holds(inner, inputs, names, decided);
  switch (guard.kind) {
    case 'at_least':
      return (levelsFrom(guard.level) as readonly unknown[]).includes(inputs[TIGHTENING_INPUT]);
    case 'has':
      return elements(inputValue(inputs, guard.input)).includes(guard.value);
    case 'equals':
      return inputValue(inputs, guard.input) === guard.value;
    case 'given':
      return (inputValue(inputs, guard.input) ?? null) !== null;
    case 'empty':
      return Array.isArray(inputValue(inputs, guard.input)) && elements(inputValue(inputs, guard.input)).length === 0;
    case 'enabled':
      return inputValue(inputs, guard.input) === true;
    case 'several':
      return new Set(guard.inputs.flatMap((name) => inputValue(inputs, name) ?? [])).size > 1;
    case 'named': {
      const known = decided.get(guard.name) ?? decide(guardNamed(guard.name, names));
      decided.set(guard.name, known);
      return known;
    }
    case 'all':
      return guard.guards.every(decide);
    case 'any':
      return guard.guards.some(decide);
    case 'not':
      return !decide(guard.guard);
  }
}

/**
 * The guard that `names` holds under `name`.
 *
 * @throws Error when there is none.
 */
export function guardNamed(name: string, names: NamedGuards): Guard {
  const guard = names[name];
  if (guard === undefined) throw new Error(`There is no guard named "${name}"; known: ${Object.keys(names).join(', ')}`);
  return guard;
}

/**
 * The inputs on whose value a guard depends. `given` asks only for presence, `empty` and `several` only for length, so their
 * inputs are not among them.
 */
export function inputsOf(guard: Guard, names: NamedGuards): readonly string[] {
  return leavesOf(guard, names).flatMap((leaf) => {
    if (leaf.kind === 'at_least') return [TIGHTENING_INPUT];
    return leaf.kind === 'given' || leaf.kind === 'empty' || leaf.kind === 'several' ? [] : [leaf.input];
  });
}

/** The list inputs on whose length a guard depends; `several` counts what is written differently as different. */
export function countedInputsOf(guard: Guard, names: NamedGuards): readonly string[] {
  return leavesOf(guard, names).flatMap((leaf) => {
    if (leaf.kind === 'several') return leaf.inputs;
    return leaf.kind === 'empty' ? [leaf.input] : [];
  });
}

type LeafGuard = Exclude<Guard, { readonly kind: 'named' | 'all' | 'any' | 'not' }>;

function leavesOf(guard: Guard, names: NamedGuards): readonly LeafGuard[] {
  switch (guard.kind) {
    case 'named':
      return leavesOf(guardNamed(guard.name, names), names);
    case 'all':
    case 'any':
      return guard.guards.flatMap((inner) => leavesOf(inner, names));
    case 'not':
      return leavesOf(guard.guard, names);
    default:
      return [guard];
  }
}

function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
