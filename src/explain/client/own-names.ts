import { NAMES, type PageSubject } from '../page-data';

/** Signs in texts that stand for names of a subject. */
export const NAME_SIGNS = new RegExp(`[${NAMES.map(([sign]) => sign).join('')}]`, 'g');

/** Gives the name of a subject that a sign stands for. */
export function namesOf(subject: PageSubject): (sign: string) => string {
  const names = new Map(NAMES.map(([sign, nameOf]) => [sign, nameOf(subject) ?? '']));
  return (sign) => names.get(sign) ?? '';
}
