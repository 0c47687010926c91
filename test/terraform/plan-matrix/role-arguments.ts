import type { Place } from './places';

const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const MULTI_REGION_KEY_ID = 'mrk-1234abcd12ab34cd56ef1234567890ab';

/** A role by account and name, path included. */
export const role =
  (account: string, name: string): ((place: Place) => string) =>
  ({ partition }) =>
    `arn:${partition}:iam::${account}:role/${name}`;

/** A key of an account, in the place's Region. */
export const key =
  (account: string, id = KEY_ID): ((place: Place) => string) =>
  ({ partition, region }) =>
    `arn:${partition}:kms:${region}:${account}:key/${id}`;

/** A multi-Region key of an account, in the place's Region. */
export const multiRegionKey = (account: string): ((place: Place) => string) => key(account, MULTI_REGION_KEY_ID);

/** A list of what each function gives in a place. */
export const listOf =
  (...values: readonly ((place: Place) => string)[]): ((place: Place) => readonly string[]) =>
  (place) =>
    values.map((value) => value(place));
