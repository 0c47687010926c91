import { titleOf } from './claim';
import { callerName } from './claims/world';
import { worldOf } from './claims/world';
import { keyArn } from './claims/keys';
import { inWords } from './installation/choices';
import type { Failure } from './prove';
import { verdictInWords } from './verdict-words';

/** A failed claim in a sentence: the claim, the installation, the call, and what decided otherwise. */
export function failureInWords({ claim, choices, call, verdict }: Failure): string {
  const world = worldOf(choices.partition, choices.oneRegion);
  const [caller, resource] =
    'by' in call ? [callerName(world, call.by), call.resource] : [call.grant.granteePrincipal, keyArn(world, call.key)];
  const expected = claim.kind === 'path' ? 'must work, but' : 'must be refused, but';
  return `${titleOf(claim)} ${expected} ${call.action} on ${resource} by ${caller} is ${verdictInWords(verdict)} (${inWords(choices)})`;
}
