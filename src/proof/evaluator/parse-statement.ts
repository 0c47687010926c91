import { parseConditions } from './parse-condition';
import { parsePrincipals } from './parse-principal';
import { kindOf, memberPath, membersOf, strings, type Report } from './policy-issues';
import { parseText, piecesOf, type TextRules } from './policy-text';
import type { Principals } from './principal';
import type { Statement, Texts } from './statement';
import { compileValue, LIKE, type ValueTest } from './value-test';

const ELEMENTS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** What statements of a policy share. */
export interface StatementPlace {
  /** Whether `${…}` is a variable. */
  readonly variables: boolean;
  readonly report: Report;
  /** Compiled lists by their texts: many statements of a policy have the same, and one of them is sooner at hand than many. */
  readonly compiled: Map<string, Texts>;
}

/** A statement, and where it stands. */
interface Place extends StatementPlace {
  readonly elements: ReadonlyMap<string, unknown>;
  readonly path: string;
}

/**
 * Compiles a statement; undefined where it is no object. Whatever is wrong is reported, and the result then of no use.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parseStatement(value: unknown, path: string, index: number, shared: StatementPlace): Statement | undefined {
  const { report } = shared;
  const elements = membersOf(value);
  if (elements === undefined) {
    report(path, `${kindOf(value)} is no statement`);
    return undefined;
  }
  const place: Place = { ...shared, elements, path };
  for (const name of elements.keys()) if (!ELEMENTS.has(name)) report(memberPath(path, name), 'a statement has no such element');
  const [sid, effect] = [elements.get('Sid'), elements.get('Effect')];
  if (sid !== undefined && typeof sid !== 'string') report(memberPath(path, 'Sid'), `${kindOf(sid)} is no string`);
  if (effect !== 'Allow' && effect !== 'Deny') report(memberPath(path, 'Effect'), 'a statement says Allow or Deny');
  const principals = principalsOf(place);
  const resources = resourcesOf(place);
  const conditions = elements.get('Condition');
  return {
    index,
    ...(typeof sid === 'string' && { sid }),
    effect: effect === 'Deny' ? 'Deny' : 'Allow',
    ...(principals !== undefined && { principals }),
    actions: actionsOf(place),
    ...(resources !== undefined && { resources }),
    conditions: elements.has('Condition') ? parseConditions(conditions, memberPath(path, 'Condition'), place, report) : [],
  };
}

/** The name of the one of two elements that a statement has; undefined where it has neither. */
function eitherOf({ elements, path, report }: Place, name: string): string | undefined {
  const [has, hasNot] = [elements.has(name), elements.has(`Not${name}`)];
  if (has && hasNot) report(memberPath(path, `Not${name}`), `a statement has ${name} or Not${name}, not both`);
  if (has) return name;
  return hasNot ? `Not${name}` : undefined;
}

/** `NotPrincipal` goes with Deny only. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html */
function principalsOf(place: Place): Principals | undefined {
  const { elements, path, report } = place;
  const name = eitherOf(place, 'Principal');
  if (name === undefined) return undefined;
  const negated = name === 'NotPrincipal';
  if (negated && elements.get('Effect') === 'Allow') report(memberPath(path, name), 'NotPrincipal goes with Deny only');
  return parsePrincipals(elements.get(name), memberPath(path, name), negated, report);
}

/** Actions have no variables. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
function actionsOf(place: Place): Texts {
  const { elements, path, report } = place;
  const name = eitherOf(place, 'Action');
  if (name === undefined) report(path, 'a statement has Action or NotAction');
  const wanted = name === undefined ? [] : strings(elements.get(name), memberPath(path, name), report);
  for (const action of wanted) {
    if (!/^(\*+|[^:]+:.+)$/s.test(action))
      report(memberPath(path, name ?? ''), `${JSON.stringify(action)} is no action, such as kms:Decrypt`);
  }
  return compileTexts(place, name === 'NotAction' ? 'NotAction' : 'Action', wanted);
}

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
function resourcesOf(place: Place): Texts | undefined {
  const { elements, path, report } = place;
  const name = eitherOf(place, 'Resource');
  if (name === undefined) return undefined;
  const wanted = strings(elements.get(name), memberPath(path, name), report);
  for (const resource of wanted) {
    if (!/^(arn:|[*?]|\$\{)/.test(resource)) report(memberPath(path, name), `${JSON.stringify(resource)} is neither an ARN nor *`);
  }
  return compileTexts(place, name === 'NotResource' ? 'NotResource' : 'Resource', wanted);
}

type TextsElement = 'Action' | 'NotAction' | 'Resource' | 'NotResource';

function compileTexts({ compiled, variables }: Place, element: TextsElement, wanted: readonly string[]): Texts {
  const key = JSON.stringify([element, wanted]);
  const isOfActions = element === 'Action' || element === 'NotAction';
  const fold = (text: string): string => (isOfActions ? text.toLowerCase() : text);
  const texts =
    compiled.get(key) ??
    newTexts(wanted.map(fold), wanted, element.startsWith('Not'), { wildcards: true, variables: variables && !isOfActions });
  compiled.set(key, texts);
  return texts;
}

/** Texts without wildcards and variables are looked up, all others tried one by one. */
function newTexts(texts: readonly string[], wanted: readonly string[], negated: boolean, rules: TextRules): Texts {
  const parsed = texts.map((text) => ({ text, pieces: piecesOf(parseText(text, rules)) }));
  const isExact = ({ pieces }: (typeof parsed)[number]): boolean => pieces?.every((piece) => typeof piece === 'string') === true;
  return {
    negated,
    wanted,
    exact: new Set(parsed.filter(isExact).map(({ pieces = [] }) => pieces.join(''))),
    patterns: parsed
      .filter((text) => !isExact(text))
      .map(({ text }) => compileValue(text, LIKE, rules))
      .filter((test): test is ValueTest => test !== undefined),
  };
}
