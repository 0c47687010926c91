import type { StatementReference } from '../../proof/evaluator/verdict';
import { statementInWords, verdictInWords } from '../../proof/verdict-words';
import { ASSUMED } from '../in-force/assumed-policies';
import type { Decision } from '../decide';
import type { Missing } from '../in-force/missing';
import { SESSION_NAME } from '../in-force/session-name';
import { inWords } from './sample-names';

/** Statements of what was given; what stands for something that was not given says nothing to anybody. */
export const decidingStatements = ({ verdict }: Decision): readonly StatementReference[] =>
  verdict.because.filter(({ policy }) => !ASSUMED.includes(policy));

/** Statements of what was given that let a call through, or would if all that is not known says yes. */
export const allowingStatements = ({ verdict, best = verdict }: Decision): readonly StatementReference[] =>
  best.because.filter(({ policy }) => !ASSUMED.includes(policy));

/** Why a call is decided as it is, in a sentence. */
export function reasonInWords(decision: Decision): string {
  const { state, verdict, missing, unusable } = decision;
  if (unusable !== undefined) return unusable.reason;
  if (state === 'depends') return `depends on ${missing.map(missingInWords).join(' and ')}`;
  if (verdict.outcome !== 'allowed') return inWords(withoutSession(verdictInWords(verdict)));
  const statements = decidingStatements(decision);
  return statements.length === 0 ? 'allowed by AWS itself' : `allowed by ${statements.map(statementInWords).join(' and ')}`;
}

/** Something that is not known, and how it can be told. */
export function missingInWords({ what, kind, give }: Missing): string {
  switch (kind) {
    case 'document':
      return `${inWords(what)}, not given`;
    case 'condition key':
      return give === undefined ? `${what}, which AWS does not document` : `${what}, which no document tells: give ${give}`;
    case 'level':
    case 'session':
      return what;
  }
}

/** The session of a role is called as nobody knows. */
const OF_NOBODY = new RegExp(String.raw`, arn:[^:\s]+:sts::\d{12}:assumed-role/[^\s,]+/${SESSION_NAME}\b`, 'g');
const withoutSession = (text: string): string => text.replaceAll(OF_NOBODY, '');

/** Who calls, in a few words. */
export const whoInWords = ({ call, request }: Decision): string =>
  call.by === 'platform' ? 'the platform role' : call.by === 'target' ? 'the target role' : request.principal;

/** Through which services calls come, in words that follow their actions; empty where they all come directly. */
export function throughInWords(decisions: readonly Decision[]): string {
  const vias = decisions.map(({ request }) => request.context?.['kms:ViaService']);
  const services = [...new Set(vias.filter((via) => typeof via === 'string'))];
  if (services.length === 0) return '';
  return `${vias.includes(undefined) ? ' directly and' : ''} through ${services.join(' and ')}`;
}

/** Who calls what, in a few words: `the target role: kms:Decrypt through ec2.us-east-1.amazonaws.com for vol-…`. */
export function callInWords(decision: Decision): string {
  const { request, call } = decision;
  const { context = {} } = request;
  const via = context['kms:ViaService'];
  const item = context['kms:EncryptionContext:aws:ebs:id'] ?? context['kms:EncryptionContext:aws:s3:arn'];
  return [
    `${whoInWords(decision)}: ${call.action}`,
    ...(typeof via === 'string' ? [`through ${via}`] : []),
    ...(typeof item === 'string' ? [`for ${inWords(item)}`] : []),
    ...(call.on === undefined && request.resource === '*' ? [] : [`on ${inWords(request.resource)}`]),
  ].join(' ');
}
