import type { Command } from 'commander';

/** As commander tells it where no option is spelt alike. */
const UNKNOWN = /^error: unknown option '--([a-z][a-z-]{0,60})(?:=[^\n]*)?'\n$/;

/** What commander says of an option that a command does not have, with those whose names hold its words, e.g. `--key-arn` for `--key`. */
export function withMeantOptions(text: string, command: Command): string {
  const words = UNKNOWN.exec(text)?.[1]?.split('-');
  if (words === undefined) return text;
  const meant = command.options.flatMap(({ long }) => {
    const own = long?.slice(2).split('-') ?? [];
    return long !== undefined && words.every((word) => own.includes(word)) ? [long] : [];
  });
  const hint = meant.length === 0 ? `See cado-response ${command.name()} --help` : `Did you mean ${meant.join(' or ')}?`;
  return `${text.trimEnd()}. ${hint}\n`;
}
