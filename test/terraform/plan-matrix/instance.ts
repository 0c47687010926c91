import type { InputValues } from '../../../src/policy/guard';
import { withDefaults } from '../../../src/policy/input-spec';
import type { Json } from '../../../src/policy/policy-json';
import type { Choices } from './choices';
import type { MatrixModule } from './matrix-module';
import { coveringRows } from './pairwise';
import { placeOf, type Place } from './places';
import type { Row } from './tuples';

/** Arguments of a module block; what is left out takes its default. */
export type Arguments = Readonly<Record<string, Json>>;

/** One instance of a module in the root. */
export interface Instance {
  readonly name: string;
  readonly module: MatrixModule;
  readonly row: Row;
  readonly place: Place;
  readonly arguments: Arguments;
  /** Every input, defaults filled in. */
  readonly inputs: InputValues;
}

/** The instances that cover a module's goal. */
export function instancesOf(module: MatrixModule): readonly Instance[] {
  return coveringRows(module.goal).map((row, index) => {
    const place = placeOf(row['provider']);
    const given = argumentsOf(row, module.choices, place);
    const name = `case_${String(index).padStart(3, '0')}`;
    return { name, module, row, place, arguments: given, inputs: withDefaults(module.inputs, given) };
  });
}

/** Name of the module block that an instance belongs to. */
export function blockOf({ module, row }: Instance): string {
  return blockName(module, row['source'] ?? '', row['provider'] ?? '');
}

/** Name of the block with a module's instances in one form and place. */
export function blockName({ prefix }: MatrixModule, form: string, region: string): string {
  return `${prefix}_${form}_${region}`;
}

/** Address of an instance in the root. */
export function addressOf(instance: Instance): string {
  return `module.${blockOf(instance)}["${instance.name}"]`;
}

function argumentsOf(row: Row, choices: Choices, place: Place): Arguments {
  const entries = Object.entries(choices).flatMap(([name, byLabel]) => {
    const value = byLabel[row[name] ?? '']?.(place);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}
