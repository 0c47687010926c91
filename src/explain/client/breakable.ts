import { element } from './element';

type Part = string | HTMLElement;

/** Text that may break behind some places, and is copied and read as it stands. */
const broken = (words: string, places: RegExp): readonly Part[] =>
  words.split(places).flatMap((part, index) => (index === 0 ? [part] : [element('wbr'), part]));

/** An action that may break between its words. */
export const breakableAction = (words: string): readonly Part[] => broken(words, /(?<=[a-z:])(?=[A-Z])/);

/** ARNs and paths that may break between their parts, so that no name breaks inside. */
export const breakableName = (words: string): readonly Part[] => broken(words, /(?<=[:/])(?=[^:/\s])/);
