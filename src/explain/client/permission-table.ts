import { accountOf, shortName } from './arns';
import { breakableName } from './breakable';
import { element } from './element';
import { scrollArea } from './scroll-area';
import { STATES } from './states';
import { isObject, listOf, statementTitle } from './statement-words';
import type { View, ViewPolicy } from './view';

/** Kinds of policies that grant nothing: nobody may do more than they allow. */
const LIMITS: readonly ViewPolicy['kind'][] = ['permissions boundary', 'service control policy', 'resource control policy'];

/** Who may do what, statement by statement: what grants and denies, then what limits. */
export function permissionTables({ policies }: View): readonly HTMLElement[] {
  const granting = policies.filter(({ kind }) => !LIMITS.includes(kind));
  const limiting = policies.filter(({ kind }) => LIMITS.includes(kind));
  return [
    table('What policies and grants allow and deny', 'Who', granting),
    ...(limiting.length === 0
      ? []
      : [table('Limits: they grant nothing, and nobody whom they are for may do more than they allow', 'For whom', limiting)]),
  ];
}

const HEADS = ['Effect', 'Actions', 'On', 'Only if', 'Kind', 'Statement'] as const;

/** A cell that says what it is about where there is no room for columns. */
function cell(head: (typeof HEADS)[number], value: string, style = 'name'): HTMLElement {
  const one = element('td', { class: style }, ...breakableName(value));
  one.dataset['head'] = head;
  return one;
}

function table(caption: string, who: string, policies: readonly ViewPolicy[]): HTMLElement {
  const heads = [who, ...HEADS];
  return scrollArea(
    caption,
    element(
      'table',
      { class: 'wide' },
      element('caption', {}, caption),
      element('thead', {}, element('tr', {}, ...heads.map((name) => element('th', { scope: 'col' }, name)))),
      element('tbody', {}, ...policies.flatMap((policy) => policy.statements.map((_, index) => row(policy, index)))),
    ),
  );
}

function row(policy: ViewPolicy, index: number): HTMLElement {
  const { who, effect, actions, on, onlyIf } = permission(policy, policy.statements[index]);
  const { kind, of, name } = policy;
  return element(
    'tr',
    {},
    element('th', { scope: 'row', class: 'name' }, ...breakableName(who)),
    cell('Effect', effect, `verdict ${effect === 'Deny' ? STATES[2].style : ''}`),
    cell('Actions', actions),
    cell('On', on),
    cell('Only if', onlyIf),
    cell(
      'Kind',
      kind === 'policy' || kind === 'trust policy' || kind === 'permissions boundary'
        ? `${kind} of the ${of} role`
        : of === 'AWS'
          ? 'policy of AWS'
          : kind,
      '',
    ),
    cell('Statement', `${statementTitle(policy, index)}${kind === 'grants' ? '' : ` of ${name}`}`),
  );
}

/** A statement in the words of the table. */
interface Permission {
  readonly who: string;
  readonly effect: string;
  readonly actions: string;
  readonly on: string;
  readonly onlyIf: string;
}

function permission(policy: ViewPolicy, statement: unknown): Permission {
  const members = isObject(statement) ? statement : {};
  return policy.kind === 'grants' ? ofGrant(policy, members) : ofStatement(policy, members);
}

type Members = Readonly<Record<string, unknown>>;

function ofStatement({ kind, of, owner, name }: ViewPolicy, members: Members): Permission {
  const { Principal, NotPrincipal, Effect, Action, NotAction, Resource, NotResource, Condition } = members;
  const holder = of === 'organisation' ? 'every role of the organisation that it is attached to' : owner;
  return {
    who:
      Principal !== undefined ? principals(Principal) : NotPrincipal !== undefined ? `everybody but ${principals(NotPrincipal)}` : holder,
    effect: words(Effect),
    actions: Action === undefined ? `everything but ${words(NotAction)}` : words(Action),
    on: of === 'AWS' ? `the AWS managed key ${name}` : onWhat(kind, owner, Resource, NotResource),
    onlyIf: Object.entries(isObject(Condition) ? Condition : {})
      .flatMap(([operator, keys]) =>
        Object.entries(isObject(keys) ? keys : {}).map(([key, value]) => `${operator} ${key}: ${words(value)}`),
      )
      .join('; '),
  };
}

/** In a key policy `*` is the key itself; a trust policy has no resource, as it is about its role. */
function onWhat(kind: ViewPolicy['kind'], owner: string, resource: unknown, notResource: unknown): string {
  if (kind === 'trust policy') return `the role ${shortName(owner)} in ${accountOf(owner)}`;
  if (notResource !== undefined) return `everything but ${words(notResource)}`;
  if (kind === 'key policy' && (resource === undefined || listOf(resource).every((one) => one === '*')))
    return `this key, ${shortName(owner)}`;
  return words(resource) === '*' ? 'everything (*)' : words(resource);
}

function ofGrant({ owner }: ViewPolicy, { GranteePrincipal, Operations, Constraints, RetiringPrincipal }: Members): Permission {
  const { EncryptionContextSubset: subset, EncryptionContextEquals: equals } = isObject(Constraints) ? Constraints : {};
  const conditions = [
    ...(subset === undefined ? [] : [`the encryption context holds ${words(subset)}`]),
    ...(equals === undefined ? [] : [`the encryption context is ${words(equals)} and no more`]),
  ];
  const retired = RetiringPrincipal === undefined ? [] : [`${words(RetiringPrincipal)} may retire the grant`];
  return {
    who: words(GranteePrincipal),
    effect: 'Allow',
    actions: listOf(Operations)
      .map((one) => `kms:${words(one)}`)
      .join(', '),
    on: `this key, ${shortName(owner)}`,
    onlyIf: [...conditions, ...retired].join('; '),
  };
}

/** Principals by their kind, but for those of AWS. */
const principals = (value: unknown): string =>
  (isObject(value) ? Object.entries(value) : [['AWS', value] as const])
    .map(([kind, names]) => `${kind === 'AWS' ? '' : `${kind}: `}${words(names) === '*' ? 'everybody (*)' : words(names)}`)
    .join(', ');

/** A value of JSON as people read it. */
function words(value: unknown): string {
  if (Array.isArray(value)) return value.map(words).join(', ');
  if (isObject(value))
    return Object.entries(value)
      .map(([name, inner]) => `${name}: ${words(inner)}`)
      .join(', ');
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}
