import { NOBODY } from '../../estate/whereabouts';
import type { Json } from '../../policy/policy-json';
import type { Scene } from '../scene';

/** Why statements must not be used that speak of what was guessed, in sentences; empty where none does. */
export function guessProblems({ subject, platformRegion }: Scene, statements: readonly Json[]): readonly string[] {
  const { key, guessed = [] } = subject;
  const text = JSON.stringify(statements);
  const region = key?.arn.split(':')[3] ?? platformRegion;
  const options = key === undefined ? '--platform-region' : '--key-arn, or --evidence-region';
  return [
    ...(guessed.includes('Region') && text.includes(region)
      ? [`No document tells the Region, and the statements are tied to ${region}, which was guessed. Give ${options}`]
      : []),
    ...(guessed.includes('key id') && key !== undefined && text.includes(key.arn)
      ? ['No document tells the id of the key, and the statements name it. Give --key-arn']
      : []),
    ...(guessed.includes('account') && text.includes(NOBODY)
      ? ['No document tells the account, and the statements name it. Give the ARNs of roles and key']
      : []),
  ];
}
