// Types of the constructs on cdktn: the same declarations, with the engine's packages under their other names.
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const TYPES = 'dist/types';
const CDKTN_TYPES = 'dist/types-cdktn';

await cp(TYPES, CDKTN_TYPES, { recursive: true });
for (const entry of await readdir(CDKTN_TYPES, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const file = join(entry.parentPath, entry.name);
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replaceAll(/(['"])cdktf\1/g, '$1cdktn$1').replaceAll('@cdktf/provider-aws', '@cdktn/provider-aws'));
}
