import type { ImportPath } from './import-path';
import { OBJECT_PATHS } from './object-paths';
import { VOLUME_PATHS } from './volume-paths';

const letterOf = ({ title }: ImportPath): string => title.slice(0, title.indexOf(':'));

/** Every documented way in which evidence comes to the platform, by letter. */
export const IMPORT_PATHS: readonly ImportPath[] = [...VOLUME_PATHS, ...OBJECT_PATHS].toSorted((one, other) =>
  letterOf(one).localeCompare(letterOf(other), 'en'),
);
