import { TIGHTENING_LEVELS } from '../../src/policy/guard';
import { type Json, type JsonObject, plainText } from '../../src/policy/policy-json';
import { documentOf } from './modules';

/** A module that lets one thing more happen, and what that is. */
export interface Widening {
  readonly name: string;
  readonly document: () => JsonObject;
}

type Body = Record<string, Json>;
type Mutation = readonly [name: string, mutate: (statement: Body) => void];

const bodies = (value: Json | undefined): readonly Body[] => (Array.isArray(value) ? (value as readonly Body[]) : []);
const dynamic = (body: Body, kind: string): readonly Body[] => bodies((body['dynamic'] as Body | undefined)?.[kind]);

/** A value with something added at one level of `kms_tightening`; a plain list and an expression alike. */
const withMore = (value: Json, more: string, test: string): Json => `\${concat(${expressionOf(value)}, ${test} ? ["${more}"] : [])}`;
const expressionOf = (value: Json): string =>
  typeof value === 'string'
    ? value.slice(2, -1)
    : `[${(value as readonly string[]).map((element) => (element.startsWith('${') ? element.slice(2, -1) : templated(element))).join(', ')}]`;
const templated = (text: string): string => `"${text}"`;

/** How statements of a document may be widened, one thing at a time. */
function mutationsOf(statement: Body, level: (name: string) => string): readonly Mutation[] {
  const isAllow = statement['effect'] === 'Allow';
  const atEach = (element: string, more: string): readonly Mutation[] =>
    TIGHTENING_LEVELS.map((name) => [
      `${element} at ${name}`,
      (body) => void (body[element] = withMore(body[element] ?? [], more, level(name))),
    ]);
  const isAnything = JSON.stringify(statement['resources']) === '["*"]' || statement['resources'] === undefined;
  return [
    ...(isAllow ? atEach('actions', 'sts:Mutant') : lessOf(statement)),
    ...(isAllow && !isAnything ? atEach('resources', '*') : []),
    ...bodies(statement['principals']).flatMap((_, index): readonly Mutation[] =>
      isAllow ? [[`principal ${index}`, (body) => void (at(body, 'principals', index)['identifiers'] = ['*'])]] : [],
    ),
    ...bodies(statement['condition']).flatMap((condition, index) =>
      conditionMutations(condition, index, isAllow, (body) => at(body, 'condition', index), level),
    ),
    ...dynamic(statement, 'condition').flatMap((condition, index) =>
      conditionMutations(
        condition['content'] as Body,
        index,
        isAllow,
        (body) => dynamic(body, 'condition')[index]?.['content'] as Body,
        level,
        (body) => dynamic(body, 'condition')[index] as Body,
        condition['for_each'],
      ),
    ),
  ];
}

const at = (body: Body, kind: string, index: number): Body => bodies(body[kind])[index] ?? {};

function lessOf(statement: Body): readonly Mutation[] {
  const actions = Array.isArray(statement['actions']) ? (statement['actions'] as readonly string[]) : [];
  return actions.map((action) => [`no Deny of ${action}`, (body) => void (body['actions'] = actions.filter((other) => other !== action))]);
}

/** Levels at which a guard lets something be. */
function levelsOf(guard: string): readonly string[] {
  const lowest = TIGHTENING_LEVELS.findIndex((name) => guard.includes(`at_least_${name}`));
  return TIGHTENING_LEVELS.slice(Math.max(lowest, 0));
}

function conditionMutations(
  condition: Body,
  index: number,
  isAllow: boolean,
  find: (statement: Body) => Body,
  level: (name: string) => string,
  block?: (statement: Body) => Body,
  guard?: Json,
): readonly Mutation[] {
  const [test, key] = [plainText(condition['test']), plainText(condition['variable'])];
  const more = test === 'Bool' || test === 'Null' ? (JSON.stringify(condition['values']).includes('true') ? 'false' : 'true') : 'mutant';
  const isNegated = test.includes('Not');
  const levels = levelsOf(plainText(guard));
  const value: readonly Mutation[] =
    isAllow === !isNegated
      ? levels.map((name) => [
          `value of ${test} ${key} (${index}) at ${name}`,
          (body) => void (find(body)['values'] = withMore(find(body)['values'] ?? [], more, level(name))),
        ])
      : [];
  if (!isAllow) return value;
  const dropped: readonly Mutation[] =
    block === undefined
      ? [
          [
            `no ${test} ${key} (${index})`,
            (body) => void (body['condition'] = bodies(body['condition']).filter((_, other) => other !== index) as unknown as Json),
          ],
        ]
      : levels.map((name) => [
          `no ${test} ${key} (${index}) at ${name}`,
          (body) => void (block(body)['for_each'] = `\${${level(name)} ? [] : ${plainText(block(body)['for_each']).slice(2, -1)}}`),
        ]);
  return [...value, ...dropped];
}

/** Every widening of a single element of every statement of a module. */
export function wideningsOf(module: string): readonly Widening[] {
  const document = documentOf(module);
  const documents = (document['data'] as Body)['aws_iam_policy_document'] as Body;
  const level = (name: string): string => `var.kms_tightening == "${name}"`;
  return Object.entries(documents).flatMap(([policy, body]) => {
    const places = [
      ...bodies((body as Body)['statement']).map(
        (statement, index) => [statement, (root: Body) => bodies(root['statement'])[index] as Body] as const,
      ),
      ...dynamic(body as Body, 'statement').map(
        (block, index) => [block['content'] as Body, (root: Body) => dynamic(root, 'statement')[index]?.['content'] as Body] as const,
      ),
    ];
    return places.flatMap(([statement, find]) =>
      mutationsOf(statement, level).map(([name, mutate]) => ({
        name: `${policy} ${plainText(statement['sid'])}: ${name}`,
        document: () => {
          const copy = structuredClone<JsonObject>(document);
          const kinds = copy['data'] as Readonly<Record<string, Readonly<Record<string, Body>>>>;
          mutate(find(kinds['aws_iam_policy_document']?.[policy] ?? {}));
          return copy;
        },
      })),
    );
  });
}
