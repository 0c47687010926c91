import type { Json } from '../../policy/policy-json';
import type { ChangedDocument } from './changed-documents';

/** Ways in which a patch is printed. */
export const PATCH_FORMS = ['statements', 'documents', 'diff', 'aws-cli', 'module'] as const;
/** One of {@link PATCH_FORMS}. */
export type PatchForm = (typeof PATCH_FORMS)[number];

/** The statements that are added, by document. */
export const statementsForm = (documents: readonly ChangedDocument[]): string =>
  JSON.stringify(
    documents.map(({ place, owner, policyName, statements }) => ({ document: place, owner, policyName, statements })),
    null,
    2,
  );

/** The documents whole, as they will be. */
export const documentsForm = (documents: readonly ChangedDocument[]): string => JSON.stringify(documents.map(documentJson), null, 2);

/** A document, for machines. */
export const documentJson = ({ place, owner, file, policyName, after }: ChangedDocument): object => ({
  document: place,
  owner,
  file,
  policyName,
  policy: JSON.parse(after) as Json,
});
