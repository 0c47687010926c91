import { writeConditions, variableText, type Draft } from './conditions';
import { VARIABLE_KEYS } from './operators';
import type { PrincipalJson, StatementJson } from './pair';
import type { Random } from './random';

/** What a statement is written about. */
export interface Subject {
  readonly action: string;
  readonly resource: string;
  /** Whether the policy belongs to the resource, and its `Resource` may say `*` for it. */
  readonly ofResource: boolean;
}

const OTHER_ACTIONS = ['logs:PutLogEvents', 'dynamodb:GetItem', 'iam:*', 's3:List*'];

/** A statement that speaks of the subject; with `meet` false, a condition keeps it from applying. */
export function statementAbout(
  draft: Draft,
  subject: Subject,
  effect: StatementJson['Effect'],
  { meet = true, principal }: { readonly meet?: boolean; readonly principal?: PrincipalJson } = {},
): StatementJson {
  const { random } = draft;
  const resources = resourceElement(draft, subject);
  const count = meet ? random.pick([0, 0, 1, 1, 1, 2]) : random.pick([1, 1, 2]);
  const conditions = writeConditions(draft, count, meet);
  const isUnmet = meet || Object.keys(conditions).length > 0;
  return {
    Effect: effect,
    ...(principal !== undefined && { Principal: principal }),
    ...(isUnmet ? actionElement(random, subject.action) : { Action: ['logs:PutLogEvents'] }),
    ...resources,
    ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
  };
}

function actionElement(random: Random, action: string): Pick<StatementJson, 'Action' | 'NotAction'> {
  if (random.chance(0.12)) return { NotAction: random.chance(0.5) ? [random.pick(OTHER_ACTIONS.slice(0, 2))] : OTHER_ACTIONS.slice(0, 2) };
  const [service, name = ''] = action.split(':');
  const at = random.below(name.length);
  const written = random.pick([
    action,
    action,
    action,
    action.toLowerCase(),
    `${service}:*`,
    `${service}:${name.slice(0, 3)}*`,
    `${service}:*${name.slice(-4)}`,
    `${service}:${name.slice(0, at)}?${name.slice(at + 1)}`,
    '*',
  ]);
  return { Action: random.chance(0.3) ? [random.pick(OTHER_ACTIONS), written] : [written] };
}

function resourceElement(draft: Draft, { resource, ofResource }: Subject): Pick<StatementJson, 'Resource' | 'NotResource'> {
  const { random } = draft;
  if (resource === '*') return { Resource: ['*'] };
  if (random.chance(0.12)) return { NotResource: [resource.replace(/.{3}$/, 'zzz')] };
  if (random.chance(ofResource ? 0.5 : 0.15)) return { Resource: ['*'] };
  const written = random.pick([
    resource,
    resource,
    `${resource.slice(0, -4)}*`,
    `${resource.slice(0, -1)}?`,
    resource.replace(/:eu-west-1:/, ':*:'),
    resource.replace(/(\/)[^/]*$/, '$1*'),
    withVariable(draft, resource),
  ]);
  return { Resource: random.chance(0.2) ? [`${resource}-other`, written] : [written] };
}

/** The ARN with a variable for a part of its name that has the value of one. */
function withVariable(draft: Draft, resource: string): string {
  const part = /(?:red|green)(?=[/.-])/.exec(resource);
  if (part === null) return resource;
  const source = draft.random.pick(VARIABLE_KEYS);
  const known = draft.context.get(source);
  if (known !== undefined && known !== part[0]) return resource;
  draft.context.set(source, part[0]);
  const { text, value } = variableText({ random: draft.random, context: draft.context }, source);
  return value === part[0] ? resource.replace(part[0], text) : resource;
}
