import type { Document } from '../../estate/read-documents';
import type { DeniedCall } from '../denied-call';
import { decodedCall } from './decoded-message';
import { deniedCall, isRefused } from './event';
import { foundInText, type Found } from './found-in-text';
import { indirectRefusal, speaksOfKey } from './indirect';
import { pastedCall } from './pasted-message';
import type { Tells } from './told-fields';

/** What was read out of documents. */
export interface ReadCalls {
  readonly calls: readonly DeniedCall[];
  /** How many events were not refused. */
  readonly others: number;
  /** Refusals of KMS that other events tell of, a sentence each. */
  readonly indirect: readonly string[];
  /** What could not be read, each with its place. */
  readonly unread: readonly string[];
}

/** What is taken, for messages. */
export const ACCEPTED =
  'Accepted: an event of CloudTrail as JSON, a log file of CloudTrail (.json or .json.gz), what aws cloudtrail lookup-events prints, events of EventBridge, CloudWatch Logs, SNS or SQS, answers of CloudTrail Lake, Athena or a log search, what aws sts decode-authorization-message prints, or the message of the error';

/** Reads every refused call out of documents; never throws. */
export function refusedCalls(documents: readonly Document[]): ReadCalls {
  const found = documents.flatMap(({ file, text }) => foundInText(text).map((one) => ({ file, one })));
  const read = found.map(({ file, one }) => ({ file, ...readOne(one) }));
  const isSeveral = documents.length > 1;
  return {
    calls: withoutCopies(read.flatMap(({ call }) => call ?? [])),
    others: read.filter(({ isOther }) => isOther === true).length,
    indirect: [...new Set(read.flatMap(({ indirect }) => indirect ?? []))],
    unread: read.flatMap(({ file, unread }) => (unread === undefined ? [] : [isSeveral ? `${file}: ${unread}` : unread])),
  };
}

/** Each event once: trails of an account and of its organisation both write it. Calls whose event has no id are all different. */
function withoutCopies(calls: readonly DeniedCall[]): readonly DeniedCall[] {
  const distinct = new Map(calls.map((call) => [call.eventId === undefined ? call : JSON.stringify(call), call] as const));
  return [...distinct.values()];
}

interface ReadOne {
  readonly call?: DeniedCall;
  readonly isOther?: boolean;
  readonly indirect?: string;
  readonly unread?: string;
}

const unread = (where: string, why: string): ReadOne => ({ unread: where === '' ? why : `${where}: ${why}` });

const isCallerTold = ({ caller }: DeniedCall, tells: Tells): boolean => caller.name.startsWith('arn:') || tells('userIdentity.arn');

function readOne(found: Found): ReadOne {
  switch (found.is) {
    case 'an event': {
      const indirect = indirectRefusal(found.event);
      const told = indirect === undefined ? {} : { indirect };
      if (!isRefused(found.event) || speaksOfKey(found.event)) return { isOther: true, ...told };
      const call = deniedCall(found.event, found.tells);
      return isCallerTold(call, found.tells)
        ? { call }
        : unread(found.where, 'its fields do not tell which role called: ask for userIdentity.arn too');
    }
    case 'a decoded message':
      return found.message['allowed'] === true ? { isOther: true } : { call: decodedCall(found.message) };
    case 'a message': {
      const call = pastedCall(found.line);
      if (typeof call === 'string') return unread(found.where, call);
      return found.broken === undefined ? { call } : { call, ...unread(found.where, `read by its message alone, since ${found.broken}`) };
    }
    case 'a notice':
      return { isOther: true, indirect: found.says };
    case 'something else':
      return {};
    case 'unread':
      return unread(found.where, found.why);
  }
}
