import type { Subject } from '../subject/subject';

/** What nobody told, and which option tells it; undefined where nothing was guessed. */
export const guessedInWords = ({ guessed, key }: Pick<Subject, 'guessed' | 'key'>): string | undefined =>
  guessed === undefined ? undefined : `${guessed.join(' and ')}: ${key === undefined ? '--platform-region' : '--key-arn'} tells it`;
