import { asList } from './key-policy';
import { isJsonObject, type Json, type JsonObject } from './policy-json';

/**
 * What any release of this project ever emitted under one Sid: the outermost shape of its statements. A statement
 * under that Sid that goes beyond the shape was written by somebody else.
 */
export interface OwnStatementShape {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** `<operator> <condition key>` → the pattern of every value. */
  readonly conditions: Readonly<Record<string, string>>;
  /** Conditions without which no release wrote the statement, each `<operator> <condition key>`. @default - none */
  readonly required?: readonly string[];
}

/** The closed table of Sids. */
export type OwnStatements = Readonly<Record<string, OwnStatementShape>>;

/** Shapes of the principals that our statements name. */
export interface OwnPrincipals {
  readonly role: string;
  readonly uniqueId: string;
  readonly root: string;
}

/** The elements a statement of ours has; `Condition` may be missing. */
export const OWN_ELEMENTS = ['Action', 'Condition', 'Effect', 'Principal', 'Resource', 'Sid'] as const;

/** The Sid of a statement when it is one of `own`. */
export function ownSid(statement: Json, own: OwnStatements): string | undefined {
  const sid = isJsonObject(statement) ? statement['Sid'] : undefined;
  return typeof sid === 'string' && Object.hasOwn(own, sid) ? sid : undefined;
}

/** Whether a statement under one of our Sids is one that a release of this project can have written. */
export function isShapedLikeOurs(statement: JsonObject, shape: OwnStatementShape, principals: OwnPrincipals): boolean {
  const within = (values: readonly Json[], allowed: readonly string[]): boolean =>
    values.length > 0 && values.every((value) => (allowed as readonly Json[]).includes(value));
  return (
    Object.keys(statement).every((key) => (OWN_ELEMENTS as readonly string[]).includes(key)) &&
    statement['Effect'] === shape.effect &&
    isEveryResource(asList(statement['Resource'])) &&
    within(asList(statement['Action']), shape.actions) &&
    hasOurPrincipals(statement, principals) &&
    hasOurConditions(statement['Condition'], shape)
  );
}

function isEveryResource(resources: readonly Json[]): boolean {
  return resources.length === 1 && resources[0] === '*';
}

function hasOurPrincipals(statement: JsonObject, patterns: OwnPrincipals): boolean {
  const principal = statement['Principal'];
  if (!isJsonObject(principal) || Object.keys(principal).join() !== 'AWS') return false;
  const names = asList(principal['AWS']);
  const matches = (name: Json, pattern: string): boolean => typeof name === 'string' && new RegExp(pattern).test(name);
  const condition = statement['Condition'];
  const arnEquals = isJsonObject(condition) ? condition['ArnEquals'] : undefined;
  const narrowed = isJsonObject(arnEquals) && 'aws:PrincipalArn' in arnEquals;
  return (
    names.length > 0 &&
    names.every((name) => (narrowed ? matches(name, patterns.root) : matches(name, patterns.role) || matches(name, patterns.uniqueId)))
  );
}

/** Ours ask for something in every block and under every key, as no release wrote an empty one. */
function hasOurConditions(condition: Json | undefined, { conditions, required = [] }: OwnStatementShape): boolean {
  if (condition === undefined) return required.length === 0;
  const blocks = isJsonObject(condition) ? Object.entries(condition) : [];
  const asked = blocks.flatMap(([operator, block]) =>
    isJsonObject(block) ? Object.entries(block).map(([key, values]) => [`${operator} ${key}`, asList(values)] as const) : [],
  );
  return (
    blocks.length > 0 &&
    blocks.every(([, block]) => isJsonObject(block) && Object.keys(block).length > 0) &&
    asked.every(([name, values]) => values.length > 0 && values.every((value) => isWithin(value, conditions[name]))) &&
    required.every((name) => asked.some(([found]) => found === name))
  );
}

const isWithin = (value: Json, pattern: string | undefined): boolean =>
  pattern !== undefined && typeof value !== 'object' && new RegExp(pattern).test(String(value));
