import {
  inputProblems,
  isObject,
  terraformValidation,
  type CrossInputRule,
  type InputSpec,
  type TerraformValidation,
} from '../policy/input-spec';
import { everyGuard, type PolicyTemplate } from '../policy/template';
import { UnencodableTextError } from '../policy/terraform-literal';
import { holdsToken, isToken, propExpression } from './terraform-expression';
import { undecidedInputs, type Bindings } from './template-scope';

/** What a construct's props are checked against. */
export interface PropSpec {
  readonly inputs: readonly InputSpec[];
  /** Rules across inputs. */
  readonly rules: readonly CrossInputRule[];
  /** The templates whose guards must be decided at synth. */
  readonly templates: readonly PolicyTemplate[];
}

/** Props that passed their checks. */
export interface BoundProps {
  readonly bindings: Bindings;
  /** The checks of tokens, whose values only Terraform knows. */
  readonly tokenChecks: readonly TokenCheck[];
}

/** A check of a prop that holds a token, and the input behind the prop. */
export interface TokenCheck extends TerraformValidation {
  readonly input: string;
}

/**
 * Binds a construct's props to the inputs of its template, defaults filled in, and checks them.
 *
 * @param path of the construct, for the message.
 * @throws Error that lists everything wrong with the props.
 */
export function boundProps({ inputs, rules, templates }: PropSpec, props: object, path: string): BoundProps {
  const values = Object.fromEntries(inputs.map((spec) => [spec.name, propValue(spec, props)]));
  const problems = [
    ...unknownProps(inputs, props),
    ...inputs.flatMap((spec) => propProblems(spec, values[spec.name])),
    ...literalProblems(templates, values),
    ...rules.flatMap((rule) => ruleProblems(rule, values)).map((problem) => withPropNames(problem, inputs)),
  ];
  if (problems.length > 0) {
    const header = `${path} has ${problems.length} wrong ${problems.length === 1 ? 'prop' : 'props'}:`;
    throw new Error([header, ...problems.map((problem) => `- ${problem}`)].join('\n'));
  }
  return {
    bindings: Object.fromEntries(inputs.map((spec) => [spec.name, { prop: values[spec.name] }])),
    tokenChecks: inputs.filter((spec) => holdsToken(values[spec.name])).flatMap((spec) => checksAtPlan(spec, values[spec.name])),
  };
}

function checksAtPlan(spec: InputSpec, value: unknown): readonly TokenCheck[] {
  return spec.rules.map((rule) => ({ input: spec.name, ...terraformValidation(spec, rule, propExpression(value), propName(spec.name)) }));
}

function literalProblems(templates: readonly PolicyTemplate[], values: Readonly<Record<string, unknown>>): readonly string[] {
  const guards = templates.flatMap((template) =>
    everyGuard(template, template.statements).map((guard) => undecidedInputs(guard, template, values)),
  );
  const undecided = new Set(guards.flat());
  return [...undecided].map(
    (name) =>
      `${propName(name)} must be a literal, since it decides which statements exist; a token is known too late. Give the value itself`,
  );
}

/** Rules speak of inputs by their Terraform names; here they are props. */
function withPropNames(problem: string, inputs: readonly InputSpec[]): string {
  return inputs.reduce((text, { name }) => text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), propName(name)), problem);
}

/** `platform_role_arn` as a prop: `platformRoleArn`. */
export function propName(input: string): string {
  return input.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}

function inputName(prop: string): string {
  return prop.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function propValue(spec: InputSpec, props: object): unknown {
  const value = (props as Readonly<Record<string, unknown>>)[propName(spec.name)];
  if (value === undefined || (value === null && !spec.nullable)) return isObject(spec) ? { ...spec.entries } : (spec.default ?? null);
  if (spec.entries === undefined || typeof value !== 'object' || value === null || holdsTokenItself(value)) return value;
  return isObject(spec)
    ? entryValue(value, spec.entries)
    : Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, entryValue(entry, spec.entries ?? {})]));
}

function holdsTokenItself(value: object): boolean {
  return 'resolve' in value;
}

function entryValue(entry: unknown, defaults: Readonly<Record<string, unknown>>): unknown {
  if (typeof entry !== 'object' || entry === null) return entry;
  const given = Object.entries(entry).filter(([, value]) => value !== undefined && value !== null);
  return { ...defaults, ...Object.fromEntries(given.map(([key, value]) => [inputName(key), value as unknown])) };
}

function unknownProps(specs: readonly InputSpec[], props: object): readonly string[] {
  const known = specs.map((spec) => propName(spec.name));
  return Object.keys(props)
    .filter((name) => !known.includes(name))
    .map((name) => `${name} is not a prop. Known: ${known.join(', ')}`);
}

function propProblems(spec: InputSpec, value: unknown): readonly string[] {
  const label = propName(spec.name);
  if (spec.entries !== undefined && typeof value === 'object' && value !== null && holdsTokenItself(value)) {
    return [`${label} must be an object with known names; its values may be tokens. Give the names themselves`];
  }
  const attributes = isObject(spec) ? attributeProblems(spec, value, label) : [];
  if (holdsToken(value)) return attributes;
  try {
    propExpression(value);
  } catch (error) {
    if (error instanceof UnencodableTextError) return [`${label}: ${error.message}`];
    throw error;
  }
  return [...typeProblems(spec, value, label), ...attributes, ...(attributes.length > 0 ? [] : inputProblems(spec, value, label))];
}

/** Attributes of an object prop that are unknown, or of another type than their default. */
function attributeProblems(spec: InputSpec, value: unknown, label: string): readonly string[] {
  const known = spec.entries ?? {};
  return Object.entries((value ?? {}) as Readonly<Record<string, unknown>>).flatMap(([name, attribute]) => {
    if (!(name in known)) return [`${label}.${propName(name)} is not known. Known: ${Object.keys(known).map(propName).join(', ')}`];
    const expected = typeName(known[name]);
    return isToken(attribute) || typeName(attribute) === expected
      ? []
      : [`${label}.${propName(name)} must be of type ${expected}, not ${typeName(attribute)} ${JSON.stringify(attribute)}`];
  });
}

function typeName(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

/** A JavaScript caller has no compiler to say so. */
function typeProblems(spec: InputSpec, value: unknown, label: string): readonly string[] {
  if (value === null) return [];
  const expected = /^(list|set)\(/.test(spec.type)
    ? 'array'
    : /^(map|object)\(/.test(spec.type)
      ? 'object'
      : spec.type === 'bool'
        ? 'boolean'
        : spec.type;
  const actual = typeName(value);
  return actual === expected ? [] : [`${label} must be of type ${expected}, not ${actual} ${JSON.stringify(value)}`];
}

function ruleProblems(rule: CrossInputRule, values: Readonly<Record<string, unknown>>): readonly string[] {
  if (rule.inputs.some((name) => holdsToken(values[name]))) return [];
  const problem = rule.problem(values);
  return problem === undefined ? [] : [problem];
}
