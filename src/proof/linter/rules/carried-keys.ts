import { covers, overlaps } from '../../../policy/globs';
import type { ConditionView, PolicyView, StatementView } from '../policy-view';
import { listed, type Complaint, type Rule } from '../rule';
import { CARRIED_ELSEWHERE, CARRIED_KEYS, OWN_KEYS } from '../tables/condition-keys';
import { RESOURCES_OF_ACTION, TAKES_TAGS, WITHOUT_RESOURCE } from '../tables/known-actions';

const REFERENCE =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html';

/** A condition on a key that some action of the statement never carries: the condition never holds there, or always. */
export const CARRIED_KEY_RULE: Rule = {
  name: 'condition-key-not-carried',
  source: REFERENCE,
  lint: ({ statements }) =>
    statements.flatMap((statement) => statement.conditions.flatMap((condition) => notCarried(condition, statement) ?? [])),
};

function notCarried(condition: ConditionView, { actions, effect }: StatementView): Complaint | undefined {
  const { base, set, ifExists } = condition.operator;
  if (base === undefined || ifExists || (base === 'Null' && condition.ofAbsentKey === 'holds')) return undefined;
  const lacking = actions.flatMap(({ text }) => {
    const source = lacks(text.toLowerCase(), condition.key);
    return source === undefined ? [] : [{ action: text, source }];
  });
  const [first] = lacking;
  if (first === undefined) return undefined;
  const names = listed(lacking.map(({ action }) => action));
  const place = { path: condition.path, source: first.source };
  const verb = effect === 'Deny' ? 'denies' : 'allows';
  return condition.ofAbsentKey === 'holds'
    ? {
        ...place,
        severity: 'warning',
        problem: `No request for ${names} carries ${condition.name}, so ${set ?? base} holds in each and asks for nothing.`,
        mend: `Give ${names} a statement without this condition.`,
      }
    : {
        ...place,
        severity: 'error',
        problem: `No request for ${names} carries ${condition.name}, so the statement never ${verb} it.`,
        mend: `Give ${names} a statement of its own, without this condition.`,
      };
}

/** The page that says that no request for an action carries a key; undefined where requests may. */
function lacks(action: string, key: string): string | undefined {
  const row = CARRIED_KEYS.find(({ keys }) => keys.some((pattern) => covers(pattern, key)));
  if (row?.on?.some((carrier) => overlaps(carrier, action)) === false) return row.source;
  if (row?.except?.some((pattern) => covers(pattern, action)) === true) return row.source;
  return isOfAnotherService(action, key) || lacksTags(action, key) ? REFERENCE : undefined;
}

function isOfAnotherService(action: string, key: string): boolean {
  const [owner = ''] = key.split(':');
  if (!OWN_KEYS.has(owner) || CARRIED_ELSEWHERE.some((pattern) => covers(pattern, key)) || !action.includes(':')) return false;
  return !overlaps(action.split(':')[0] ?? '', owner);
}

function lacksTags(action: string, key: string): boolean {
  if (/^[a-z0-9]+:resourcetag\//.test(key)) return WITHOUT_RESOURCE.has(action) && !TAKES_TAGS.has(action);
  const known = RESOURCES_OF_ACTION.has(action) || WITHOUT_RESOURCE.has(action);
  return (key.startsWith('aws:requesttag/') || key === 'aws:tagkeys') && known && !TAKES_TAGS.has(action);
}

const ALIAS_ACTIONS: readonly string[] = ['kms:createalias', 'kms:deletealias', 'kms:updatealias'];

/** The aliases of a key are no property of an alias, nor known in a key policy. */
export const KEY_ALIASES_RULE: Rule = {
  name: 'key-aliases-not-known',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html',
  lint: (view) =>
    view.statements.flatMap((statement) =>
      statement.conditions
        .filter(({ key, ofAbsentKey }) => key === 'kms:resourcealiases' && ofAbsentKey === 'fails')
        .flatMap(({ path }) => aliasComplaint(path, statement, view) ?? []),
    ),
};

function aliasComplaint(path: string, { actions, resources }: StatementView, { policy }: PolicyView): Complaint | undefined {
  if (policy.kind === 'key') {
    return {
      severity: 'error',
      path,
      problem: 'KMS reads kms:ResourceAliases in policies of IAM only, so this statement of a key policy never holds.',
      mend: 'Use kms:RequestAlias, or put the condition into the policy of the role.',
    };
  }
  const onAlias = actions.filter(({ text }) => ALIAS_ACTIONS.some((action) => covers(text.toLowerCase(), action)));
  const aliases = resources.filter(({ text }) => covers(text, '*') || /:alias\//.test(text));
  if (onAlias.length === 0 || aliases.length === 0) return undefined;
  const names = listed(onAlias.map(({ text }) => text));
  return {
    severity: 'error',
    path,
    problem: `${names} is decided for the alias too, of which kms:ResourceAliases is not known, so the call is refused.`,
    mend: 'Allow it on the ARNs of aliases without the condition, and on the ARNs of keys with it.',
  };
}
