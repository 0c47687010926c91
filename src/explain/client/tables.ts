import { element } from './element';
import { STATES } from './states';
import type { View } from './view';

/** Attacks that were tried: those that get through first. */
export function attackTable({ result, text }: View): HTMLElement {
  const open = new Map(result.open.map((attack) => [attack.title, attack.decision]));
  const { tried } = result;
  const rows = tried
    .map(([family, title]) => ({ family, title, decision: open.get(title) }))
    .toSorted((one, other) => (one.decision?.state ?? 2) - (other.decision?.state ?? 2));
  return element(
    'table',
    {},
    element('caption', {}, `${tried.length} attacks tried: ${tried.length - open.size} refused`),
    element('thead', {}, element('tr', {}, ...['Attack', 'About', 'Verdict', 'Why'].map((name) => element('th', { scope: 'col' }, name)))),
    element(
      'tbody',
      {},
      ...rows.map(({ family, title, decision }) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, text(title)),
          element('td', {}, text(family)),
          verdict(decision?.state),
          element('td', {}, decision === undefined ? '' : text(decision.reason)),
        ),
      ),
    ),
  );
}

/** For an attack, being refused is what is wanted. */
function verdict(state: 0 | 1 | 2 | undefined): HTMLElement {
  if (state === 0) return element('td', { class: STATES[2].style }, '✕ gets through');
  if (state === 1) return element('td', { class: STATES[1].style }, '? depends');
  return element('td', { class: STATES[0].style }, '✓ refused');
}

interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Who may do what, statement by statement. */
export function permissionTable({ policies }: View): HTMLElement {
  const rows = policies.flatMap((policy) => {
    return policy.statements.map((text) => {
      const statement = JSON.parse(text) as Statement;
      const who = statement.Principal ?? (statement.NotPrincipal === undefined ? undefined : { except: statement.NotPrincipal });
      return element(
        'tr',
        {},
        element('th', { scope: 'row' }, who === undefined ? policy.owner : words(who)),
        element('td', {}, statement.Effect ?? ''),
        element('td', {}, statement.Action === undefined ? `everything but ${words(statement.NotAction)}` : words(statement.Action)),
        element(
          'td',
          {},
          Object.entries(statement.Condition ?? {})
            .flatMap(([operator, keys]) => Object.entries(keys).map(([key, value]) => `${operator} ${key}: ${words(value)}`))
            .join('; '),
        ),
        element('td', {}, `${policy.name}${statement.Sid === undefined ? '' : `, ${statement.Sid}`}`),
      );
    });
  });
  return element(
    'table',
    { class: 'wide' },
    element('caption', {}, 'Every statement of the policies that were given'),
    element(
      'thead',
      {},
      element('tr', {}, ...['Who', 'Effect', 'Actions', 'Only if', 'Statement'].map((name) => element('th', { scope: 'col' }, name))),
    ),
    element('tbody', {}, ...rows),
  );
}

function words(value: unknown): string {
  if (Array.isArray(value)) return value.map(words).join(', ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, inner]) => (name === 'AWS' ? words(inner) : `${name}: ${words(inner)}`))
      .join(', ');
  return String(value);
}
