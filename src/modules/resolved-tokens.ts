import { DefaultTokenResolver, StringConcat, Token, Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Json } from '../policy/policy-json';

const resolver = new DefaultTokenResolver(new StringConcat());

/** A value with its tokens resolved; what holds none stays as it is, which is nearly all of a module. */
export function resolvedTokens(scope: IConstruct, value: unknown): Json {
  if (typeof value === 'string' && !value.includes('${TfToken[')) return value;
  if (typeof value === 'boolean' || value === null || value === undefined) return value ?? null;
  if (Token.isUnresolved(value)) return Tokenization.resolve(value, { scope, resolver, preparing: false }) as Json;
  if (Array.isArray(value)) return value.map((element) => resolvedTokens(scope, element));
  if (typeof value !== 'object') return value as Json;
  const given = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(given.map(([key, inner]) => [key, resolvedTokens(scope, inner)]));
}
