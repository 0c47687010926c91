import type { DeniedCall } from '../denied-call';
import { regionIn } from './arns';
import { namedCaller } from './caller';
import { resourceOf } from './event-resource';
import { NOT_AUTHORIZED, saidCall } from './message';
import { refusalIn } from './refusal';

/** Whether a line is one that tells of a refused call, as the AWS CLI or an SDK prints it. */
export const isMessage = (line: string): boolean =>
  line.includes(NOT_AUTHORIZED) || /\((403|AccessDenied\w*|\w*Unauthorized\w*)\) when calling the /.test(line);

/** A refused call by its message alone, or why it says too little. */
export function pastedCall(given: string): DeniedCall | string {
  const line = messageOfXml(given);
  const said = saidCall(line);
  if (said.action === undefined || said.caller === undefined)
    return line.includes('Encoded authorization failure message: ')
      ? 'this message says nothing but what is encoded in it. Give what aws sts decode-authorization-message prints of it, or the event of CloudTrail'
      : 'this message names neither who called nor what. Give the event of CloudTrail';
  const caller = namedCaller(said.caller);
  const where = { roleArn: caller.roleArn ?? '', region: '' };
  const about = resourceOf({}, said.action, said.resource, where);
  const region = regionIn(about.resource);
  const [, call = ''] = /when calling the (\w{1,128}) operation/.exec(line) ?? [];
  const isCreating = said.action.toLowerCase() === 'ec2:createtags' && call !== '' && call !== 'CreateTags';
  return {
    action: said.action,
    caller,
    ...about,
    ...(region !== undefined && { region }),
    through: { how: 'unknown' },
    known: isCreating ? { 'ec2:CreateAction': call } : {},
    refusal: refusalIn(line, said),
    message: line,
  };
}

const ENTITIES: Readonly<Record<string, string>> = { '&quot;': '"', '&apos;': "'", '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** The message in an answer of S3, which is XML; any other line as it is. */
function messageOfXml(line: string): string {
  const message = /<Message>([^<]{1,8192})<\/Message>/.exec(line)?.[1];
  return message?.replaceAll(/&(?:quot|apos|lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity) ?? line;
}
