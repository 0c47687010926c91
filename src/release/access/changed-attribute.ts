import type { Json } from '../../policy/policy-json';
import type { Change } from '../change';

/** Attributes of which a change is seen and hurts nobody. */
const HARMLESS = /\.(description|tags)$/;
/** Attributes that say what a thing is: with another one AWS makes a new thing. */
const IDENTITY = /^aws_iam_(role|policy)\..*\.(name|path)$/;

/** What it means that an attribute of a resource, or the value of an output, is another one for the same inputs. */
export function changedAttribute(place: string, before: Json | undefined, after: Json | undefined): readonly Change[] {
  const text = `${place} is ${shown(after)} instead of ${shown(before)}`;
  // Addresses are compared by themselves, and so are outputs.
  if (place.startsWith('output.') && (before === undefined || after === undefined)) return [];
  if (place === 'output.policy_bytes') return [];
  if (HARMLESS.test(place)) return [{ level: 'patch', kind: 'text', text }];
  if (IDENTITY.test(place) || place.startsWith('output.')) return [{ level: 'major', kind: 'interface', text }];
  if (place.endsWith('.max_session_duration') && Number(after ?? 3600) <= Number(before ?? 3600)) {
    return [{ level: 'minor', kind: 'access', direction: 'narrowed', text }];
  }
  return [{ level: 'major', kind: 'access', direction: 'widened', text }];
}

const shown = (value: Json | undefined): string => (value === undefined ? 'not set' : JSON.stringify(value));
