import { createTwoFilesPatch } from 'diff';
import type { ChangedDocument } from './changed-documents';
import { commentLine } from './comment-line';

/** A unified diff of each document, as `patch -p1` and `git apply` take it. */
export const diffForm = (documents: readonly ChangedDocument[]): string =>
  documents
    .map(({ file, given, policyName, owner, before, after }) => {
      const place = placeOf(given ?? file);
      const isNew = before === '';
      const diff = createTwoFilesPatch('', '', before, after, undefined, undefined, { context: 3 });
      return [
        ...comments(place, isNew || given !== undefined ? undefined : `${policyName ?? 'the policy'} of ${owner}`),
        `--- ${isNew ? '/dev/null' : nameInDiff(`a/${place.name}`)}`,
        `+++ ${nameInDiff(`b/${place.name}`)}`,
        diff.slice(diff.indexOf('@@')),
      ].join('\n');
    })
    .join('')
    // What is printed ends its last line itself; blanks before it belong to the diff.
    .replace(/\n$/, '');

/** Lines before a diff, which `patch` and `git apply` pass over. */
function comments({ folder, name }: DiffPlace, standsFor: string | undefined): readonly string[] {
  return [
    ...(folder === undefined ? [] : [`# In ${commentLine(folder)}:`]),
    ...(standsFor === undefined ? [] : [`# ${commentLine(name)} stands for ${commentLine(standsFor)}, which came within another document`]),
  ];
}

/** A file as a diff names it, and the folder that the name is in where that is not the current one. */
interface DiffPlace {
  readonly name: string;
  readonly folder?: string;
}

/** Neither `patch` nor `git apply` reach out of the folder that they are called in. */
function placeOf(path: string): DiffPlace {
  const name = path.replace(/^(\.?\/)+(?=.)/, (start) => (start.startsWith('/') ? start : ''));
  const isOutside = name.startsWith('/') || /^[A-Za-z]:[\\/]/.test(name) || name.split(/[\\/]/).includes('..');
  if (!isOutside) return { name };
  const cut = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
  return { name: name.slice(cut + 1), folder: cut <= 0 ? '/' : name.slice(0, cut) };
}

/** A name with blanks ends at a tab; one that a line cannot hold is quoted as git quotes it. */
function nameInDiff(name: string): string {
  if (/[\p{C}"\\]/u.test(name)) return `"${name.replaceAll(/[\p{C}"\\]/gu, (character) => QUOTED[character] ?? octal(character))}"`;
  return /\s/.test(name) ? `${name}\t` : name;
}

const QUOTED: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' };
const octal = (character: string): string => [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');

/** Whether a document that is changed is on one line, as Terraform and the AWS CLI write policies. */
export const onOneLine = ({ before }: ChangedDocument): boolean => before !== '' && !before.trim().includes('\n');

/** The documents with those laid out that are on one line: a diff of one line tells a reader nothing. Only for reading. */
export const laidOut = (documents: readonly ChangedDocument[]): readonly ChangedDocument[] =>
  documents.map((document) =>
    onOneLine(document) ? { ...document, before: overLines(document.before), after: overLines(document.after) } : document,
  );

const overLines = (text: string): string => `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
