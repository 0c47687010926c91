import type { Change } from '../change';
import { normalForm } from '../expression/normal-form';
import { enumerationOf } from '../tree/enumeration';
import type { Rule } from '../tree/configuration';

/**
 * What rules refuse now that they accepted, and the reverse. A rule keeps access narrow (it refuses `*` and account roots, or a
 * policy that locks its owner out), so one that is gone counts as widened; a list of choices that grew is one more choice.
 */
export function ruleChanges(place: string, before: readonly Rule[], after: readonly Rule[]): readonly Change[] {
  const form = ({ condition }: Rule): string => normalForm(condition);
  const gone = before.filter((rule) => !after.some((other) => form(other) === form(rule)));
  const fresh = after.filter((rule) => !before.some((other) => form(other) === form(rule)));
  const pairs = gone.flatMap((rule) => {
    const list = enumerationOf(rule);
    const other = fresh.find((candidate) => list !== undefined && enumerationOf(candidate)?.frame === list.frame);
    return other === undefined ? [] : [{ rule, other }];
  });
  const isPaired = (rule: Rule): boolean => pairs.some((pair) => pair.rule === rule || pair.other === rule);
  return [
    ...pairs.flatMap(({ rule, other }) => listChanges(place, enumerationOf(rule)?.values ?? [], enumerationOf(other)?.values ?? [])),
    ...gone
      .filter((rule) => !isPaired(rule))
      .map((rule): Change => ({
        level: 'major',
        kind: 'access',
        direction: 'widened',
        text: `${place} may accept what it refused: no longer checked is ${short(form(rule))}`,
      })),
    ...fresh
      .filter((rule) => !isPaired(rule))
      .map((rule): Change => ({
        level: 'major',
        kind: 'interface',
        text: `${place} may refuse what it accepted: now checked is ${short(form(rule))}`,
      })),
  ];
}

function listChanges(place: string, before: readonly string[], after: readonly string[]): readonly Change[] {
  const gone = before.filter((value) => !after.includes(value));
  const fresh = after.filter((value) => !before.includes(value));
  return [
    ...(gone.length === 0 ? [] : [{ level: 'major', kind: 'interface', text: `${place} no longer accepts ${gone.join(', ')}` } as const]),
    ...(fresh.length === 0 ? [] : [{ level: 'minor', kind: 'interface', text: `${place} also accepts ${fresh.join(', ')}` } as const]),
  ];
}

const short = (text: string): string => (text.length > 160 ? `${text.slice(0, 159)}…` : text);
