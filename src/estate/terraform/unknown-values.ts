import { isJsonObject, type Json } from '../../policy/policy-json';

/** Whether a part of `after_unknown`, or of `after_sensitive`, marks the value or anything in it. */
export function marks(value: Json | undefined): boolean {
  if (value === true) return true;
  if (Array.isArray(value)) return (value as readonly Json[]).some(marks);
  return isJsonObject(value) && Object.values(value).some(marks);
}
