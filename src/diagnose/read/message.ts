/** What a message of AWS says of a refused call. */
export interface SaidCall {
  /** @default - the message does not say */
  readonly caller?: string;
  readonly action?: string;
  /** As AWS writes it, without quotes. */
  readonly resource?: string;
  /** What stands behind the call: why it was refused. */
  readonly reason: string;
}

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export const NOT_AUTHORIZED = ' is not authorized to perform: ';
const ACTION = /^[A-Za-z0-9-]{1,64}:[A-Za-z0-9*]{1,128}/;
const ON_RESOURCE = /^ on (?:the )?resource: /;
/** IAM names its own resources in words, e.g. `role CadoResponseRole`. */
const IN_WORDS = /^(?:(?:role|user|group|policy|instance profile) )?\S+/;
const ENCODED = /\s*Encoded authorization failure message: \S*/;

/** Reads a message; names of callers and resources never decide what else it says. */
export function saidCall(message: string): SaidCall {
  const at = message.indexOf(NOT_AUTHORIZED);
  if (at === -1) return { reason: reasonIn(message) };
  const caller = /User: (\S{1,2048})$/.exec(message.slice(Math.max(0, at - 2100), at))?.[1];
  const rest = message.slice(at + NOT_AUTHORIZED.length);
  const action = ACTION.exec(rest.slice(0, 200))?.[0];
  const behind = rest.slice(action?.length ?? 0);
  const { resource, tail } = resourceIn(behind);
  return {
    ...(caller !== undefined && { caller }),
    ...(action !== undefined && { action: action.replace(/^[^:]+/, (service) => service.toLowerCase()) }),
    ...(resource !== undefined && { resource }),
    reason: reasonIn(tail),
  };
}

/** A resource between quotes may hold spaces, quotes and words that look like a reason: the last quote ends it. */
function resourceIn(text: string): { readonly resource?: string; readonly tail: string } {
  const start = ON_RESOURCE.exec(text.slice(0, 40))?.[0].length;
  if (start === undefined) return { tail: text };
  const end = text.lastIndexOf('"');
  if (text[start] === '"' && end > start) return { resource: text.slice(start + 1, end), tail: text.slice(end + 1) };
  const word = IN_WORDS.exec(text.slice(start, start + 4096))?.[0] ?? '';
  return { ...(word !== '' && { resource: word.replace(/[.,]$/, '') }), tail: text.slice(start + word.length) };
}

/** Only what stands behind the last `because` or `with an`: before it are names that anybody may have chosen. */
function reasonIn(tail: string): string {
  const plain = tail.slice(-4096).replace(ENCODED, '');
  const start = Math.max(plain.lastIndexOf('because '), plain.lastIndexOf('with an '));
  return start === -1 ? '' : plain.slice(start);
}
