import { type Guard, guardNamed, type NamedGuards } from './guard';

/**
 * A guard in words, for a README.
 *
 * @param words text for named guards whose composition would read badly.
 */
export function guardWords(guard: Guard, names: NamedGuards, words: Readonly<Record<string, string>>): string {
  const inner = (nested: Guard): string => guardWords(nested, names, words);
  const negated = (nested: Guard): string | undefined => {
    const named = nested.kind === 'named' ? guardNamed(nested.name, names) : nested;
    if (named.kind === 'empty') return `\`${named.input}\` is not empty`;
    if (named.kind === 'has') return `\`${named.input}\` lacks \`${named.value}\``;
    return named.kind === 'given' ? `\`${named.input}\` is null` : undefined;
  };
  switch (guard.kind) {
    case 'at_least':
      return `from \`${guard.level}\` on`;
    case 'has':
      return `\`${guard.input}\` has \`${guard.value}\``;
    case 'equals':
      return `\`${guard.input}\` is \`${guard.value}\``;
    case 'given':
      return `\`${guard.input}\` is given`;
    case 'empty':
      return `\`${guard.input}\` is \`[]\``;
    case 'enabled':
      return `\`${guard.input}\` is true`;
    case 'several':
      return `${guard.inputs.map((name) => `\`${name}\``).join(', ')} hold more than one value`;
    case 'named':
      return words[guard.name] ?? inner(guardNamed(guard.name, names));
    case 'all':
      return guard.guards.map(inner).join(' and ');
    case 'any':
      return guard.guards.map(inner).join(' or ');
    case 'not':
      return negated(guard.guard) ?? `not: ${inner(guard.guard)}`;
  }
}
