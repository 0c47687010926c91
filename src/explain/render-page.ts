import { createHash } from 'node:crypto';
import type { PageData, PageSubject } from './page-data';
import script from './page.bundle';
import style from './page.css';
import render from './page.hbs';
import { attacksInWords, pathsInWords, subjectsInWords, verdictsOf, worstPath } from './page-verdicts';

/** The page as one file: no request leaves it, and its policy lets none. Texts of users stay data. */
export function renderPage(data: PageData): string {
  return render({
    styleHash: hash(style),
    scriptHash: hash(script),
    style,
    script,
    summary: summaryOf(data),
    source: sourceOf(data),
    rows: data.subjects.map((subject) => row(data, subject)),
    // Within a script element, only `<` could end it.
    data: JSON.stringify(data).replaceAll('<', '\\u003c'),
  });
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64');

/** How one fares, or how many of several are in trouble. */
function summaryOf(data: PageData): string {
  const verdicts = data.subjects.map((subject) => verdictsOf(data, subject));
  const [only, ...others] = verdicts;
  const what = subjectsInWords(data.subjects);
  if (only !== undefined && others.length === 0) return `${what}: ${pathsInWords(only)}; ${attacksInWords(only)}.`;
  const parts = STATES_IN_WORDS.flatMap(([state, words]) => {
    const number = verdicts.filter((one) => worstPath(one) === state).length;
    // Those with blocked paths may have others that depend.
    const more = state === 1 && verdicts.some((one) => worstPath(one) === 2) ? ' more' : '';
    return number === 0 ? [] : [`${number}${more} ${words}`];
  });
  // A key with several target roles counts with each of them.
  const keys = new Set(data.subjects.flatMap(({ key }) => key ?? [])).size;
  const pairs = keys > 0 && verdicts.length > keys ? `, in ${verdicts.length} pairs` : '';
  return `${what}${pairs}: ${parts.join(', ')}.`;
}

const STATES_IN_WORDS = [
  [2, 'with blocked import paths'],
  [1, 'with import paths that depend on what was not given'],
  [0, 'of which every import path works'],
  [undefined, 'not examined'],
] as const;

const sourceOf = ({ version, level }: PageData): string =>
  level === undefined
    ? `Decided by cado-response ${version} from the policies that it was given.`
    : `Decided by cado-response ${version} from what its modules make at ${level}. No policy was given; roles and keys that nobody named are samples.`;

/** A line of the list, for browsers without JavaScript. */
function row(data: PageData, subject: PageSubject): Readonly<Record<'name' | 'paths' | 'attacks', string>> {
  const { key, target, platform } = subject;
  const verdicts = verdictsOf(data, subject);
  const arns = key === undefined ? [target ?? platform ?? ''] : [key, ...(target === undefined ? [] : [`used by ${target}`])];
  return { name: escaped(arns.join(', ')), paths: pathsInWords(verdicts), attacks: attacksInWords(verdicts) };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text within HTML. */
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
