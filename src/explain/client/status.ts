import { byId } from './element';

/** Says to a screen reader what came of what was done. */
export function say(words: string): void {
  byId('status').textContent = words;
}
