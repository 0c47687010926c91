import type { PageSubject } from '../page-data';
import { accountOf, regionOf, shortName } from './arns';

/** What a subject is called: a key, or a role where there is none; with where it lies if another one is called alike. */
export function titleOf(subjects: readonly PageSubject[], subject: PageSubject): string {
  const { key } = subject;
  if (key === undefined) return `Role ${nameAmong(subjects, subject)}`;
  const user = userOf(subjects, subject);
  return `Key ${nameAmong(subjects, subject)}${user === '' ? '' : `, ${user}`}`;
}

/** The target role, where a key is examined with several. */
export function userOf(subjects: readonly PageSubject[], { key, target }: PageSubject): string {
  if (key === undefined || target === undefined) return '';
  return subjects.some((other) => other.key === key && other.target !== target) ? `used by ${shortName(target)}` : '';
}

/** The ARN by which a subject is known. */
export const arnOf = ({ key, target, platform }: PageSubject): string => key ?? target ?? platform ?? '';

/** Keys of several Regions have one id, and roles of several accounts one name. */
function nameAmong(subjects: readonly PageSubject[], subject: PageSubject): string {
  const arn = arnOf(subject);
  const name = shortName(arn);
  const isAlone = subjects.every((other) => arnOf(other) === arn || shortName(arnOf(other)) !== name);
  if (isAlone) return name;
  const region = regionOf(arn);
  return `${name} of ${accountOf(arn)}${region === '' ? '' : ` in ${region}`}`;
}
