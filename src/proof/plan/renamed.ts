import type { RequestContext } from '../evaluator/access-request';
import type { Setting } from './setting';

const TAG = 'ssm:resourceTag/';
const SAMPLE_TAG = `${TAG}CadoResponseSSMEnabled`;

/** Names of the plan in place of those that claims are told with. */
export interface Renamer {
  readonly text: (text: string) => string;
  /** One context; or several, each with one tag of an instance that is not as it should be. */
  readonly contexts: (context: RequestContext) => readonly RequestContext[];
}

/** Replaces every name of the world that claims are told in by that of the plan, all at once, so that no name is taken for another. */
export function renamer({ names, instanceTags }: Pick<Setting, 'names' | 'instanceTags'>): Renamer {
  const longestFirst = [...names.keys()].toSorted((one, other) => other.length - one.length);
  const any = new RegExp(longestFirst.map((name) => name.replace(/[.+?^*${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
  const text = (value: string): string => value.replace(any, (name) => names.get(name) ?? name);
  return {
    text,
    contexts: ({ [SAMPLE_TAG]: tag, ...context }) => {
      const renamed = Object.fromEntries(
        Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? text(value) : value.map(text)]),
      );
      return tagContexts(instanceTags, tag).map((tags) => ({ ...renamed, ...tags }));
    },
  };
}

/** The tags of an instance: all that are asked for, or one of them with another value. */
function tagContexts(tags: Readonly<Record<string, string>>, tag: string | readonly string[] | undefined): readonly RequestContext[] {
  if (tag === undefined) return [{}];
  const right = Object.fromEntries(Object.entries(tags).map(([name, wanted]) => [TAG + name, wanted]));
  if (tag === 'true') return [right];
  return Object.keys(right).map((name) => ({ ...right, [name]: tag }));
}
