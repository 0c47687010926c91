import { adviceFor } from './advice';
import type { Decision } from '../decide';
import type { Findings, SubjectFindings } from '../findings';
import { notGiven } from '../subject/not-given';
import { awsCliForm } from '../patch/aws-cli-form';
import type { ChangedDocument } from '../patch/changed-documents';
import { diffForm } from '../patch/diff-form';
import { moduleForm } from '../patch/module-form';
import { documentJson } from '../patch/patch-forms';
import type { NearestMiss } from '../../proof/evaluator/verdict';
import { asPattern } from './sample-names';
import { callInWords, decidingStatements, missingInWords, reasonInWords } from './words';

/** What the forms of a patch name besides what was found. */
interface Forms {
  /** The latest release of each module. */
  readonly versions: Readonly<Record<string, string>>;
  /** Folder of the patched documents. @default - none are written */
  readonly folder?: string;
}

/** What was found, for machines: each subject with the part of the patch that concerns it, and the whole patch. */
export function findingsJson(findings: Findings, forms: Forms): object {
  const { subjects, documents, problems, cautions } = findings;
  return {
    subjects: subjects.map((one) => subjectJson(one, findings, forms)),
    patch: { problems, cautions, ...formsJson(subjects, documents, forms) },
  };
}

function subjectJson(one: SubjectFindings, { documents, problems }: Findings, forms: Forms): object {
  const { scene, paths, patch, excess } = one;
  const { subject, platformRegion, evidenceRegions } = scene;
  const owners = [subject.key?.arn, subject.platform?.arn, subject.target?.arn];
  const concerned = documents.filter(({ owner }) => owners.includes(owner));
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
      ...formsJson([one], concerned, forms),
      paths: patch.paths.map(({ title, state }) => ({ title, state })),
      stillBlocked: patch.blockers.map((blocker) => ({ ...decisionJson(blocker), mend: adviceFor(scene, [blocker]) })),
    },
    beyondNeed: excess.map((open) =>
      open.kind === 'attack'
        ? { ...open, missing: open.missing?.map(missingInWords), decisions: undefined, calls: open.decisions.map(decisionJson) }
        : open,
    ),
  };
}

function formsJson(subjects: readonly SubjectFindings[], documents: readonly ChangedDocument[], { versions, folder = '' }: Forms): object {
  const module = moduleForm(subjects, documents, versions);
  return {
    documents: documents.map((document) => ({ ...documentJson(document), statements: document.statements })),
    diff: diffForm(documents),
    awsCli: awsCliForm(documents, folder),
    module: module.text,
    moduleProblems: module.problems,
  };
}

/** A decision, with the statements that made it. */
export const decisionJson = (decision: Decision): object => ({
  state: decision.state,
  call: callInWords(decision),
  principal: asPattern(decision.request.principal),
  action: decision.request.action,
  resource: asPattern(decision.request.resource),
  context: decision.request.context,
  reason: reasonInWords(decision),
  statements: decidingStatements(decision),
  ...(decision.missing.length > 0 && { dependsOn: decision.missing.map(missingInWords) }),
  ...(decision.verdict.missing !== undefined && decision.state === 'refused' && { missing: decision.verdict.missing }),
  ...(decision.verdict.nearest !== undefined && decision.state === 'refused' && { nearest: nearestJson(decision.verdict.nearest) }),
});

const nearestJson = ({ actual, ...nearest }: NearestMiss): NearestMiss => ({
  ...nearest,
  ...(actual !== undefined && { actual: actual.map(asPattern) }),
});
