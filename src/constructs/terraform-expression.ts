import { Token, Tokenization, type IResolvable, type IResolveContext } from 'cdktf';
import type { Json } from '../policy/policy-json';
import { escapeTemplate, literal, objectKey, quoteTemplate, soleExpression } from '../policy/terraform-literal';

const TOKEN = /(\$\{TfToken\[[A-Za-z0-9:._-]+\]\})/;

/**
 * A Terraform expression given as text in which references are cdktf tokens. Resolves to `${…}`; each token becomes
 * the expression it stands for, without braces of its own.
 */
export function terraformExpression(text: string): string | IResolvable {
  return TOKEN.test(text) ? expressionToken(text) : `\${${text}}`;
}

/** {@link terraformExpression} as a token, whatever it holds: what `Token` makes numbers and strings of. */
export function expressionToken(text: string): IResolvable {
  return resolvable((context) => `\${${inlineTokens(text, context)}}`);
}

/** A Terraform template (the text between quotes) whose interpolations may hold cdktf tokens. */
export function terraformTemplate(text: string): string | IResolvable {
  if (!TOKEN.test(text)) return text;
  return resolvable((context) => inlineTokens(text, context));
}

/**
 * A value of a construct's props as expression text for {@link terraformExpression}: literals are escaped, so that text
 * never becomes syntax, and tokens stay references.
 */
export function propExpression(value: unknown): string {
  if (isToken(value)) return tokenText(value);
  if (typeof value === 'string') return stringExpression(value);
  if (Array.isArray(value)) return `[${value.map((element) => propExpression(element)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).map(([key, element]) => `${objectKey(key)} = ${propExpression(element)}`);
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
  }
  return literal((value ?? null) as Json);
}

/** Whether an expression refers to anything; Terraform refuses a check of constants, which synth has decided already. */
export function isConstant(text: string): boolean {
  return !TOKEN.test(text) && !/\b(var|each|local)\./.test(text.replace(/"(?:[^"\\]|\\.)*"/g, ''));
}

/** Whether a prop, or an element of it, is a token: a value that only Terraform knows. */
export function holdsToken(value: unknown): boolean {
  if (isToken(value)) return true;
  if (typeof value === 'string') return TOKEN.test(value);
  if (Array.isArray(value)) return value.some(holdsToken);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsToken);
}

/** Whether a prop as a whole is a token; a list of tokens is not, since its length is known. */
export function isToken(value: unknown): boolean {
  if (Array.isArray(value)) return Tokenization.isResolvable(value) || Tokenization.reverseList(value as string[]) !== undefined;
  if (typeof value === 'string') return value.split(TOKEN).filter((part) => part !== '').length === 1 && TOKEN.test(value);
  return Tokenization.isResolvable(value) || (typeof value === 'number' && Tokenization.reverseNumber(value) !== undefined);
}

function tokenText(value: unknown): string {
  if (typeof value === 'string') return value;
  const token = Array.isArray(value)
    ? Tokenization.reverseList(value as string[])
    : typeof value === 'number'
      ? Tokenization.reverseNumber(value)
      : (value as IResolvable);
  return Token.asString(token);
}

function stringExpression(text: string): string {
  const body = text
    .split(TOKEN)
    .map((part, index) => (index % 2 === 1 ? `\${${part}}` : escapeBeforeToken(part)))
    .join('');
  return quoteTemplate(body);
}

/** A `$` or `%` that ends a literal would escape the interpolation that follows it. */
function escapeBeforeToken(text: string): string {
  return escapeTemplate(text).replace(/[$%]+$/, (run) => `\${"${run}"}`);
}

function inlineTokens(text: string, context: IResolveContext): string {
  return text
    .split(TOKEN)
    .map((part, index) => (index % 2 === 1 ? resolvedExpression(context.resolve(part) as Json) : part))
    .join('');
}

function resolvedExpression(value: Json): string {
  if (typeof value === 'string') return soleExpression(value) ?? quoteTemplate(value);
  if (Array.isArray(value)) return `[${value.map((element: Json) => resolvedExpression(element)).join(', ')}]`;
  return literal(value);
}

function resolvable(resolve: (context: IResolveContext) => string): IResolvable {
  const self: IResolvable = {
    creationStack: [],
    resolve,
    toString: () => {
      throw new Error('An expression of this package is placed as it is, never inside a string');
    },
  };
  return self;
}
