import { NAMES, POLICY_SIGN, type PageData, type PagePolicy, type PageResult, type PageSubject } from '../page-data';

/** A subject with what was decided for it, and its own names in texts. */
export interface View {
  readonly subject: PageSubject;
  readonly result: PageResult;
  readonly text: (index: number) => string;
  /** Policies of the subject, by place. */
  readonly policies: readonly PagePolicy[];
}

/** Gives the view of a subject. */
export function viewOf({ texts, results, policies }: PageData, subject: PageSubject): View {
  const own = subject.policies.flatMap((place) => policies[place] ?? []);
  const policySign = new RegExp(`${POLICY_SIGN}(\\d+)${POLICY_SIGN}`, 'g');
  const text = (index: number): string =>
    NAMES.reduce((words, [sign, nameOf]) => words.replaceAll(sign, () => nameOf(subject) ?? ''), texts[index] ?? '').replaceAll(
      policySign,
      (_sign, place: string) => own[Number(place)]?.name ?? '',
    );
  return {
    subject,
    result: results[subject.result] ?? { paths: [], tried: [], open: [] },
    text,
    policies: own,
  };
}
