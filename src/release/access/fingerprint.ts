import { createHash } from 'node:crypto';
import { isJsonObject, type Json } from '../../policy/policy-json';
import type { Expression } from '../expression/expression';
import { everyPart, normalForm } from '../expression/normal-form';
import { expressionOf, type Configuration } from '../tree/configuration';

/** Digests of what things of a module say, with everything they refer to: equal ones give equal values. */
export type Fingerprints = ReadonlyMap<string, string>;

const KNOWN = new WeakMap<Configuration, Fingerprints>();

/** Digests of locals, data sources and inputs of a module, by address. Kept, since a version is compared with many. */
export function fingerprintsOf(configuration: Configuration): Fingerprints {
  const known = KNOWN.get(configuration) ?? digestsOf(configuration);
  KNOWN.set(configuration, known);
  return known;
}

function digestsOf(configuration: Configuration): Fingerprints {
  const bodies = new Map<string, { readonly text: string; readonly parts: readonly Expression[] }>();
  for (const { name, type, fallback, isNullable } of configuration.variables) {
    bodies.set(`var.${name}`, { text: `${normalForm(type)} ${JSON.stringify(fallback)} ${isNullable}`, parts: [] });
  }
  for (const [name, expression] of configuration.locals) bodies.set(`local.${name}`, { text: normalForm(expression), parts: [expression] });
  for (const { type, name, body } of configuration.data) {
    const expressions = expressionsIn(body);
    bodies.set(`data.${type}.${name}`, { text: withoutComments(body), parts: expressions });
  }
  for (const { type, name, body } of configuration.resources)
    bodies.set(`${type}.${name}`, { text: withoutComments(body), parts: expressionsIn(body) });
  const known = new Map<string, string>();
  const digest = (address: string, seen: readonly string[]): string => {
    const found = known.get(address);
    if (found !== undefined) return found;
    const body = bodies.get(address);
    if (body === undefined || seen.includes(address)) return address;
    const references = [...new Set(body.parts.flatMap(referencesIn))].toSorted();
    const text = [body.text, ...references.map((reference) => `${reference} ${digest(reference, [...seen, address])}`)].join('\n');
    const result = createHash('sha256').update(text).digest('hex');
    known.set(address, result);
    return result;
  };
  for (const address of bodies.keys()) digest(address, []);
  return known;
}

const withoutComments = (body: Json): string =>
  JSON.stringify(body, (key, value: unknown) => (key === '//' || key === 'lifecycle' ? undefined : value));

/** The expressions of a body in Terraform's JSON syntax, comments and rules left out. */
export function expressionsIn(value: Json): readonly Expression[] {
  if (typeof value === 'string') return [expressionOf(value)];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(expressionsIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === '//' || key === 'lifecycle' ? [] : expressionsIn(inner)));
}

/** Addresses that an expression refers to. */
export function referencesIn(expression: Expression): readonly string[] {
  return everyPart(expression).flatMap((part): readonly string[] => {
    if (part.kind !== 'attribute') return [];
    const chain = chainOf(part);
    if (chain === undefined) return [];
    const [root = '', first = '', second = ''] = chain;
    if (root === 'var' || root === 'local') return [`${root}.${first}`];
    if (root === 'data') return chain.length >= 3 ? [`data.${first}.${second}`] : [];
    return [`${root}.${first}`];
  });
}

function chainOf(expression: Expression): readonly string[] | undefined {
  if (expression.kind === 'name') return [expression.name];
  if (expression.kind === 'index') return chainOf(expression.of);
  if (expression.kind !== 'attribute') return undefined;
  const of = chainOf(expression.of);
  return of === undefined ? undefined : [...of, expression.name];
}
