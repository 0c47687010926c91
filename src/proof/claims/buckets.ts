/** The bucket that evidence is read from, in the target's account. */
export const SOURCE_BUCKET = 'example-source';

/** The platform's own bucket. */
export const EVIDENCE_BUCKET = 'example-evidence';
