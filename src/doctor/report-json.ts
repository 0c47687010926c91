import type { Decision } from './decide';
import type { Findings } from './findings';
import { awsCliForm, diffForm, moduleForm } from './patch/patch-forms';
import { adviceFor, notGiven } from './report-text';
import { callInWords, decidingStatements, reasonInWords } from './words';

/** What was found, for machines. */
export function findingsJson(
  { scene, paths, patch, documents, problems, excess }: Findings,
  versions: Readonly<Record<string, string>>,
): object {
  const { subject, platformRegion, evidenceRegions } = scene;
  return {
    key: subject.key?.arn,
    platformRole: subject.platform?.arn,
    targetRole: subject.target?.arn,
    platformRegion,
    evidenceRegions,
    guessed: subject.guessed ?? [],
    notGiven: notGiven(subject),
    paths: paths.map(({ title, state, decisions }) => ({ title, state, calls: decisions.map(decisionJson) })),
    patch: {
      level: patch.level,
      problems,
      documents: documents.map(({ place, owner, file, after, statements }) => ({
        document: place,
        owner,
        file,
        statements,
        policy: JSON.parse(after) as unknown,
      })),
      diff: diffForm(documents),
      awsCli: awsCliForm(documents, ''),
      module: moduleForm(scene, patch.level, documents, versions),
      paths: patch.paths.map(({ title, state }) => ({ title, state })),
      stillBlocked: patch.blockers.map((blocker) => ({ ...decisionJson(blocker), mend: adviceFor([blocker]) })),
    },
    beyondNeed: excess.map((one) =>
      one.kind === 'attack' ? { ...one, decisions: undefined, calls: one.decisions.map(decisionJson) } : one,
    ),
  };
}

/** A decision, with the statements that made it. */
export const decisionJson = (decision: Decision): object => ({
  state: decision.state,
  call: callInWords(decision),
  principal: decision.request.principal,
  action: decision.request.action,
  resource: decision.request.resource,
  context: decision.request.context,
  reason: reasonInWords(decision),
  statements: decidingStatements(decision),
  ...(decision.verdict.missing !== undefined && decision.state === 'refused' && { missing: decision.verdict.missing }),
  ...(decision.verdict.nearest !== undefined && decision.state === 'refused' && { nearest: decision.verdict.nearest }),
});
