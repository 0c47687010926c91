import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Whether the command runs in a clone of this project, and not as a package that somebody installed. */
export const isClone = (projectFolder: string): boolean => existsSync(join(projectFolder, 'src'));
