import type { JsonObject } from '../../policy/policy-json';
import { objectIn, textIn } from '../../proof/plan/json-access';

const EVENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What to give instead of an event that Security Lake made of one, which has less than CloudTrail's; undefined for anything else.
 * Source: https://schema.ocsf.io/classes/api_activity
 */
export function openCybersecurityProblem(value: JsonObject): string | undefined {
  if (typeof value['class_uid'] !== 'number' || objectIn(value, 'api') === undefined) return undefined;
  const id = textIn(objectIn(value, 'metadata') ?? {}, 'uid');
  const which = EVENT_ID.test(id) ? id : 'EVENT-ID';
  return `this is an event of Security Lake (OCSF), which leaves out what decides. Give the event of CloudTrail: aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventId,AttributeValue=${which}`;
}
