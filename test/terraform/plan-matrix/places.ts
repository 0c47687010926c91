/** Where a provider of the test root works. */
export interface Place {
  readonly region: string;
  readonly otherRegion: string;
  readonly partition: string;
}

/** Places by the label of the parameter `provider`, which is the Region. */
export const PLACES = {
  'us-east-1': { region: 'us-east-1', otherRegion: 'ap-southeast-2', partition: 'aws' },
  'eu-west-1': { region: 'eu-west-1', otherRegion: 'eu-central-1', partition: 'aws' },
  'us-gov-west-1': { region: 'us-gov-west-1', otherRegion: 'us-gov-east-1', partition: 'aws-us-gov' },
  'cn-north-1': { region: 'cn-north-1', otherRegion: 'cn-northwest-1', partition: 'aws-cn' },
} as const satisfies Readonly<Record<string, Place>>;

/** The place of a label. */
export function placeOf(label: string | undefined): Place {
  const place = (PLACES as Readonly<Record<string, Place>>)[label ?? ''];
  if (place === undefined) throw new Error(`There is no place named ${label}`);
  return place;
}
