import type { Change } from './change';

const TITLE = '# Changelog';

const SECTIONS: readonly (readonly [title: string, holds: (change: Change) => boolean])[] = [
  ['The vendor may now do what it could not', ({ direction }) => direction === 'widened' || direction === 'undecided'],
  ['The vendor may no longer do what it could', ({ direction }) => direction === 'narrowed'],
  ['What callers write', ({ kind, direction }) => kind === 'interface' && direction === undefined],
  ['Texts', ({ kind, direction }) => kind === 'text' && direction === undefined],
];

/** Text of a change as Markdown: what could be read as its syntax is escaped. */
const escaped = (text: string): string => text.replaceAll(/[\\`*_<>[\]]/g, String.raw`\$&`);

/** The changes of a version by what they mean for a reader. */
export function changeSections(changes: readonly Change[]): string {
  return SECTIONS.flatMap(([title, holds]) => {
    const lines = changes.filter(holds).map(({ level, text }) => `- ${escaped(text)} (${level})`);
    return lines.length === 0 ? [] : [`### ${title}\n\n${lines.join('\n')}`];
  }).join('\n\n');
}

/** A CHANGELOG with a version on top. @param before the one that stands; that of a module without releases is replaced */
export function changelogWith(before: string, version: string, entry: string): string {
  const versions = before.includes('\n## ') ? before.slice(before.indexOf('\n## ') + 1) : '';
  return [`${TITLE}\n\n## ${version}\n\n${entry}\n`, versions].filter((part) => part !== '').join('\n');
}
