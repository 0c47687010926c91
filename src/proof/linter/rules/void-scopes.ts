import { isJsonObject } from '../../../policy/policy-json';
import { asksNoMore, coversAction, coversPrincipals, coversResource, resourcesOf } from '../coverage';
import { own, type PolicyView, type StatementView } from '../policy-view';
import type { Complaint, Rule } from '../rule';

const EVALUATION = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html';

/** What one statement gives away though another guards it, since one Allow is enough. */
export const VOID_SCOPE_RULE: Rule = {
  name: 'scope-void',
  source: EVALUATION,
  lint: (view) =>
    pairs(view).flatMap(([one, other]) =>
      other.conditions.length > one.conditions.length
        ? shared(one, other, view).map(({ text, path, resource }) => ({
            severity: delegates(one, view) ? 'warning' : 'error',
            path,
            problem: `${one.path} allows ${text} on "${resource}" with fewer conditions, so those of ${other.path} count for nothing${delegates(one, view) ? ' where IAM policies of the account allow it' : ''}.`,
            mend: delegates(one, view)
              ? 'Name the role itself, or add a Deny.'
              : `Take ${text} out of one of the two, or name other resources.`,
          }))
        : [],
    ),
};

/** Whether a statement of a key policy leaves the decision to the IAM policies of accounts. */
const delegates = ({ principals }: StatementView, { policy }: PolicyView): boolean =>
  policy.kind === 'key' && principals.length > 0 && principals.every(({ text }) => text.endsWith(':root'));

/** The same allowed twice. */
export const TWICE_RULE: Rule = {
  name: 'allowed-twice',
  source: EVALUATION,
  lint: (view) =>
    pairs(view).flatMap(([one, other]) =>
      other.conditions.length === one.conditions.length && !(comesFirst(view, other, one) && shared(other, one, view).length > 0)
        ? shared(one, other, view).map(({ text, path, resource }) => ({
            severity: 'warning',
            path,
            problem: `${one.path} allows ${text} on "${resource}" already, under the same conditions.`,
            mend: 'Take it out of one of the two.',
          }))
        : [],
    ),
};

/** Two Allows of which the first asks for no more than the second. */
function pairs({ statements }: PolicyView): readonly (readonly [StatementView, StatementView])[] {
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  return allows.flatMap((other) =>
    allows.filter((one) => one !== other && coversPrincipals(one, other) && asksNoMore(one, other)).map((one) => [one, other] as const),
  );
}

/** The actions of the second statement, each with a resource, that the first allows as well. */
function shared(
  one: StatementView,
  other: StatementView,
  view: PolicyView,
): readonly { readonly text: string; readonly path: string; readonly resource: string }[] {
  const resource = resourcesOf(other, view).find((candidate) => coversResource(one, candidate, view));
  if (resource === undefined) return [];
  return other.actions.filter(({ text }) => coversAction(one, text)).map(({ text, path }) => ({ text, path, resource }));
}

const comesFirst = ({ statements }: PolicyView, one: StatementView, other: StatementView): boolean =>
  statements.indexOf(one) < statements.indexOf(other);

/** An Allow of which a Deny without conditions takes everything away. */
export const DENIED_RULE: Rule = {
  name: 'allow-under-deny',
  source: EVALUATION,
  lint: (view) => {
    const denies = view.statements.filter(
      ({ effect, json, conditions }) => effect === 'Deny' && conditions.length === 0 && isEmpty(own(json, 'Condition')),
    );
    return view.statements.filter(({ effect }) => effect === 'Allow').flatMap((allow) => denied(allow, denies, view));
  },
};

/** Whether there is no condition, not even one that cannot be read. */
const isEmpty = (block: unknown): boolean => block === undefined || (isJsonObject(block) && Object.keys(block).length === 0);

function denied(allow: StatementView, denies: readonly StatementView[], view: PolicyView): readonly Complaint[] {
  const resources = resourcesOf(allow, view);
  if (resources.length === 0) return [];
  return allow.actions.flatMap(({ text, path }): readonly Complaint[] => {
    const deny = denies.find(
      (candidate) =>
        coversAction(candidate, text) &&
        coversPrincipals(candidate, allow) &&
        resources.every((resource) => coversResource(candidate, resource, view)),
    );
    if (deny === undefined) return [];
    return [
      {
        severity: 'error',
        path,
        problem: `${deny.path} denies ${text} on the same resources without a condition, so it is never allowed.`,
        mend: 'Take out the one that is not meant.',
      },
    ];
  });
}
