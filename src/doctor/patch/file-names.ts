import type { Place } from './addition';
import { accountOf } from '../scene';

/** What a file name tells of a document. */
interface Named {
  readonly place: Place;
  readonly owner: string;
}

/** File names for documents: what they are where there is one of a kind, otherwise whose as well. */
export function withFileNames<Document extends Named>(documents: readonly Document[]): readonly (Document & { readonly file: string })[] {
  const taken = new Set<string>();
  return documents.map((document) => {
    const isOnly = documents.filter(({ place }) => place === document.place).length === 1;
    const stem = isOnly ? STEMS[document.place] : `${STEMS[document.place]}-${nameOf(document.owner)}`;
    const file = `${freeName(stem, taken)}.json`;
    return { ...document, file };
  });
}

const STEMS: Readonly<Record<Place, string>> = {
  'key policy': 'key-policy',
  'platform policy': 'platform-role-policy',
  'target policy': 'target-role-policy',
  'platform trust': 'platform-role-trust',
  'target trust': 'target-role-trust',
};

/** Account and name of a role; account, Region and id of a key. Names come out of documents, and none may lead elsewhere. */
const nameOf = (owner: string): string =>
  [accountOf(owner), owner.split(':')[3] ?? '', owner.slice(owner.lastIndexOf('/') + 1)]
    .filter((part) => part !== '')
    .join('-')
    .replaceAll(/[^\w=,@-]/g, '_');

function freeName(stem: string, taken: Set<string>): string {
  let name = stem;
  // File systems that ignore case take names for the same that differ in it alone.
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${stem}-${number}`;
  taken.add(name.toLowerCase());
  return name;
}
