import fc from 'fast-check';
import type { InputSpec } from '../../src/policy/input-spec';
import { isJsonObject, type Json, type JsonObject } from '../../src/policy/policy-json';
import { capabilityNames, type RoleSide } from '../support/role-cases';
import { acceptedText, everyFragment, everySign, valueWith } from '../support/slot-texts';
import { TEXT_SLOTS, type TextSlot } from '../support/text-slots';

/** Sets of inputs for each module. */
const CALLS = 12;

/** An existing policy has a suite of its own, since it holds text of any kind anywhere. */
const ELSEWHERE = 'existing_policy_json';

const SIDES: Readonly<Record<string, RoleSide>> = { 'cado-role': 'platform', 'cado-cross-account-trust': 'target' };

/**
 * Inputs of a module that hold text wherever it takes any: first every fragment and sign that is taken there, then texts of a seed.
 * Every other call is at the tightest level, where most inputs count; grants are only in those between.
 */
export function hostileCalls(module: string, inputs: readonly InputSpec[], seed: number): readonly JsonObject[] {
  const side = SIDES[module];
  const basis: JsonObject = side === undefined ? { protects: ['ebs', 's3'] } : { capabilities: capabilityNames(side) };
  const values = inputs.flatMap((spec) => slotsOf(spec).map((slot) => valuesByCall(spec, slot, seed)));
  return Array.from({ length: CALLS }, (_unused, call) =>
    [
      { kms_tightening: levelOf(call), principal_match: MATCHES[call % MATCHES.length] ?? null },
      ...values.flatMap((ofCalls) => ofCalls[call] ?? []),
    ].reduce((given: JsonObject, value) => joined(given, value) as JsonObject, basis),
  );
}

const MATCHES = ['role_arn', 'role_arn', 'principal_arn', 'principal_arn'] as const;
const levelOf = (call: number): string => (call % 2 === 0 ? 'pinned' : 'aws_resources');

/** The places of an input where these calls hold text. */
export function slotsOf({ name }: InputSpec): readonly TextSlot[] {
  return TEXT_SLOTS.filter(({ input, takes }) => input === name && input !== ELSEWHERE && takes.source !== '(?!)');
}

/** For each call what a slot gives to its inputs: two texts where there is room for two. */
function valuesByCall(spec: InputSpec, slot: TextSlot, seed: number): readonly (readonly JsonObject[])[] {
  const count = slot.place === 'key' || Array.isArray(slot.value('')) ? 2 : 1;
  const chosen = fc.uniqueArray(fc.noBias(acceptedText(spec, slot)), {
    minLength: count,
    maxLength: count,
    selector: (text) => `${slot.before}${text}`.normalize('NFC'),
  });
  const listed = [...everyFragment(spec, slot), ...everySign(slot)];
  const texts = fc
    .sample(chosen, { numRuns: CALLS, seed: seed + TEXT_SLOTS.indexOf(slot) })
    .map((some, index) => [...new Set(some.with(0, listed[index] ?? some[0] ?? ''))]);
  const given = texts.map((some) => some.map((text): JsonObject => ({ [spec.name]: valueWith(slot, text) })));
  return spec.name === 'grants' ? given.flatMap((some) => [[], some]) : given;
}

/** Lists one after the other, objects in one another; of two other values the later one. */
function joined(one: Json, other: Json): Json {
  if (Array.isArray(one) && Array.isArray(other)) return [...(one as readonly Json[]), ...(other as readonly Json[])];
  if (!isJsonObject(one) || !isJsonObject(other)) return other;
  const entries = Object.entries(other).map(([key, value]) => [key, key in one ? joined(one[key] ?? null, value) : value] as const);
  return { ...one, ...Object.fromEntries(entries) };
}
