import { createHash } from 'node:crypto';
import type { PageData } from './page-data';
import script from './page.bundle';
import style from './page.css';
import render from './page.hbs';

/** The page as one file: no request leaves it, and its policy lets none. Texts of users stay data. */
export function renderPage(data: PageData): string {
  const blocked = data.subjects.filter(({ result }) => data.results[result]?.paths.some(({ state }) => state === 2) === true).length;
  const count = data.subjects.length;
  return render({
    styleHash: hash(style),
    scriptHash: hash(script),
    style,
    script,
    version: data.version,
    summary: `${count} ${count === 1 ? 'key or role' : 'keys and roles'}, ${blocked} with blocked import paths.`,
    // Within a script element, only `<` could end it.
    data: JSON.stringify(data).replaceAll('<', '\\u003c'),
  });
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64');
