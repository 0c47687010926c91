import { isJsonObject, type Json } from '../../policy/policy-json';

/** Whether a part of `after_unknown`, or of `after_sensitive`, marks the value or anything in it. */
export function marks(value: Json | undefined): boolean {
  if (value === true) return true;
  if (Array.isArray(value)) return (value as readonly Json[]).some(marks);
  return isJsonObject(value) && Object.values(value).some(marks);
}

/**
 * Whether blocks are there of which parts are unknown. Of what was not given to something new, all is unknown; of what a `dynamic` block
 * gives, the configuration of a plan says nothing.
 */
export const isInPart = (value: Json | undefined): boolean => Array.isArray(value) && marks(value);
