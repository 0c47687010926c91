/** The folder of a document, as its path has it. Standard input, and what is no document (empty), are each by themselves. */
export function folderOf(document: string): string {
  const end = Math.max(document.lastIndexOf('/'), document.lastIndexOf('\\'));
  if (document === '-' || document === '') return document;
  return end === -1 ? '.' : document.slice(0, Math.max(end, 1));
}
