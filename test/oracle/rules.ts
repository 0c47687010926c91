import { OPERATORS } from './operators';

/** What policies are made of, beside the operators of conditions; each has to decide verdicts. */
const ELEMENTS = [
  'Null',
  'IfExists',
  'ForAllValues',
  'ForAnyValue',
  'several values of a condition',
  'variable',
  'default of a variable',
  'key that follows from the request',
  'explicit Deny',
  'NotAction',
  'NotResource',
  'NotPrincipal',
  'wildcard in an action',
  'wildcard in a resource',
  'identity policy',
  'policy of the resource',
  'boundary',
  'session policy',
  'service control policy',
  'one level of service control policies',
  'resource control policy',
  'account named by a key or a role',
  'account named by another resource',
  'role named',
  'session named',
  'user named',
  'everybody named',
  'service named',
  'cross account',
  'account root as caller',
  'role without session as caller',
] as const;

/** Every rule that the comparison has to try, by name. */
export const RULES: readonly string[] = [...OPERATORS.map(({ name }) => name), ...ELEMENTS];

/** One of the rules that are no operator. */
export type ElementRule = (typeof ELEMENTS)[number];
