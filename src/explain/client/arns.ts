/** An ARN in a few words: the name of the role, or the id of the key. */
export const shortName = (arn: string): string => /:key\/(.*)$/s.exec(arn)?.[1] ?? arn.slice(arn.lastIndexOf('/') + 1);
/** The account of an ARN. */
export const accountOf = (arn: string): string => arn.split(':')[4] ?? '';
/** The Region of an ARN. */
export const regionOf = (arn: string): string => arn.split(':')[3] ?? '';
