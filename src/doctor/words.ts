import type { StatementReference } from '../proof/evaluator/verdict';
import { statementInWords, verdictInWords } from '../proof/verdict-words';
import type { Decision } from './decide';
import { ASSUMED } from './policies-in-force';

/** Statements of what was given; what stands for something that was not given says nothing to anybody. */
export const decidingStatements = ({ verdict }: Decision): readonly StatementReference[] =>
  verdict.because.filter(({ policy }) => !ASSUMED.includes(policy));

/** Why a call is decided as it is, in a sentence. */
export function reasonInWords(decision: Decision): string {
  const { state, verdict, missing } = decision;
  if (state === 'depends') return `depends on ${missing.join(' and ')}, not given`;
  if (verdict.outcome !== 'allowed') return verdictInWords(verdict);
  const statements = decidingStatements(decision);
  return statements.length === 0 ? 'allowed by AWS itself' : `allowed by ${statements.map(statementInWords).join(' and ')}`;
}

/** Who calls, in a few words. */
export const whoInWords = ({ call, request }: Decision): string =>
  call.by === 'platform' ? 'the platform role' : call.by === 'target' ? 'the target role' : request.principal;

/** Who calls what, in a few words: `the target role: kms:Decrypt through ec2.us-east-1.amazonaws.com for vol-…`. */
export function callInWords(decision: Decision): string {
  const { request, call } = decision;
  const { context = {} } = request;
  const via = context['kms:ViaService'];
  const item = context['kms:EncryptionContext:aws:ebs:id'] ?? context['kms:EncryptionContext:aws:s3:arn'];
  return [
    `${whoInWords(decision)}: ${call.action}`,
    ...(typeof via === 'string' ? [`through ${via}`] : []),
    ...(typeof item === 'string' ? [`for ${item}`] : []),
    ...(call.on === undefined && request.resource === '*' ? [] : [`on ${request.resource}`]),
  ].join(' ');
}
