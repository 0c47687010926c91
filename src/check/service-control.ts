import type { Decision } from '../doctor/decide';
import { examine } from '../doctor/examine';
import type { Scene } from '../doctor/scene';
import { callInWords, reasonInWords } from '../doctor/report/words';
import type { GivenPolicy } from '../estate/estate';
import { accountOf } from '../doctor/scene';
import { policyText } from './findings/fingerprints';
import type { Outcome } from './findings/outcome';
import type { ComparedScenes } from './scenes';

/** Service control policies of a plan, and what they are attached to. */
export interface ServiceControl {
  readonly before: readonly GivenPolicy[];
  readonly after: readonly GivenPolicy[];
  /** Accounts, units and roots by the names of the policies. */
  readonly attached: ReadonlyMap<string, readonly string[]>;
}

/** Whether a plan changes any of them. */
export const changesServiceControl = ({ before, after }: ServiceControl): boolean =>
  JSON.stringify(before.map(policyText)) !== JSON.stringify(after.map(policyText));

/** Paths that a service control policy would block: surely where it is attached to the account, else perhaps. */
export function controlLosses({ old, now }: ComparedScenes, { before, after, attached }: ServiceControl): readonly Outcome[] {
  if (old === undefined || now === undefined) return [];
  const under = (scene: Scene, serviceControl: readonly GivenPolicy[]): Scene => ({
    ...scene,
    subject: { ...scene.subject, serviceControl },
  });
  const [was, then] = [under(old, before), under(now, after)].map(
    (scene) => new Map(examine(scene, old).map((path) => [path.title, path])),
  );
  return examine(now, old).flatMap((path): readonly Outcome[] => {
    const blocked = then?.get(path.title);
    if (path.state === 'blocked' || was?.get(path.title)?.state === 'blocked' || blocked?.state !== 'blocked') return [];
    const decision = blocked.decisions.find(({ state, verdict }) => state === 'refused' && isByOrganisation(verdict));
    if (decision === undefined) return [];
    const place = decision.verdict.because[0]?.policy ?? after[0]?.name ?? '';
    const isSure = (attached.get(place) ?? []).includes(accountOf(decision.request.principal));
    return [
      {
        rule: isSure ? 'lost-path' : 'possible-loss',
        severity: isSure ? 'error' : 'warning',
        place,
        what: path.title,
        message: `The import path "${path.title}" works and ${isSure ? 'would' : 'may'} be lost: ${callInWords(decision)} would be ${reasonInWords(decision)}${isSure ? '' : ', if it holds for the account'}`,
        mend: 'Narrow the service control policy, so that it leaves out what imports need',
        rank: 0,
      },
    ];
  });
}

const isByOrganisation = ({ because, missing }: Decision['verdict']): boolean =>
  missing === 'service control' || because[0]?.kind === 'service control';
