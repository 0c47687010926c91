import { printable } from '../../doctor/report/printable';
import type { PlanCheck } from './findings';
import { checkAnnotations } from './report-github';
import { checkSarif } from './report-sarif';
import { checkText } from './report-text';

/** Ways in which a check is printed. */
export const CHECK_FORMATS = ['text', 'json', 'sarif', 'github'] as const;
/** One of {@link CHECK_FORMATS}. */
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** @param file the plan, as it was named */
export function checkReport(check: PlanCheck, format: CheckFormat, file: string, version: string): string {
  switch (format) {
    case 'text':
      return printable(checkText(check));
    case 'json':
      return JSON.stringify(check, null, 2);
    case 'sarif':
      return JSON.stringify(checkSarif(check, file, version), null, 2);
    case 'github':
      return printable(checkAnnotations(check, file));
  }
}
