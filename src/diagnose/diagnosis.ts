import type { ImportDescription } from '../doctor/subject/options';
import type { DeniedCall } from './denied-call';
import { diagnoseCall, type CallDiagnosis } from './diagnose-call';
import { mergedPolicies } from './merged-policies';
import type { PolicyChange } from './policy-changes';
import { resourceClass } from './resource-kind';

/** A call that was refused once or often. */
export interface RepeatedCall extends CallDiagnosis {
  readonly count: number;
  /** Times of the first and last event. @default - no event has one */
  readonly first?: string;
  readonly last?: string;
  /** How many different resources it was about. */
  readonly resources: number;
}

/** All that is found about refused calls. */
export interface Diagnosis {
  /** Each distinct call once, in the order in which they were refused first. */
  readonly calls: readonly RepeatedCall[];
  /** What to add to each policy, for all calls together. */
  readonly policies: readonly PolicyChange[];
}

/** Diagnoses refused calls, each distinct one once. @param told how far it is */
export function diagnose(
  denied: readonly DeniedCall[],
  described: ImportDescription,
  told: (done: number, all: number) => void = () => undefined,
): Diagnosis {
  const groups = new Map<string, DeniedCall[]>();
  for (const call of denied) {
    const key = sameness(call);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [call]);
    else group.push(call);
  }
  const calls = [...groups.values()].map((group, index) => {
    const repeated = { ...diagnoseCall(group[0] as DeniedCall, described), ...repetition(group) };
    told(index + 1, groups.size);
    return repeated;
  });
  return { calls, policies: mergedPolicies(calls) };
}

/** What makes two calls one to a reader: who, what, on which kind of thing, through whom, for what, and what refused. */
function sameness({
  action,
  caller,
  resource,
  alias,
  bucket,
  region,
  through,
  encryptionContext,
  isContextUnasked,
  known,
  refusal,
}: DeniedCall): string {
  const context = Object.entries(encryptionContext ?? {}).map(([key, value]) => [
    key,
    key === 'aws:ebs:id' ? value.replace(/-.*$/s, '-') : value,
  ]);
  const { 'aws:RequestTag/Name': name, ...keys } = known;
  const isOurs = typeof name === 'string' && name.startsWith('CadoResponse');
  const how = through.how === 'a service' ? through.service : through.how;
  const about = resource === undefined ? undefined : resourceClass(resource);
  return JSON.stringify([
    action,
    caller,
    about,
    alias,
    bucket,
    region,
    how,
    bucket === undefined ? context : context.length,
    isContextUnasked,
    keys,
    name === undefined || isOurs,
    refusal,
  ]);
}

function repetition(group: readonly DeniedCall[]): Pick<RepeatedCall, 'count' | 'first' | 'last' | 'resources'> {
  const times = group.flatMap(({ time }) => time ?? []).toSorted();
  const [first] = times;
  const last = times.at(-1);
  return {
    count: group.length,
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
    resources: new Set(group.map(({ resource }) => resource)).size,
  };
}
