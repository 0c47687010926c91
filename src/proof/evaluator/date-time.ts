const ISO = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/i;

/**
 * Milliseconds since 1970 of a date as IAM takes it: ISO 8601 in the forms of W3C, or seconds since 1970; undefined for what is
 * neither. Four digits are a year. A time without zone is UTC.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function parseDate(text: string): number | undefined {
  const parts = ISO.exec(text);
  if (parts !== null) return isoDate(parts);
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : undefined;
}

function isoDate([
  ,
  year,
  month = '01',
  day = '01',
  hour = '00',
  minute = '00',
  second = '00',
  fraction = '0',
  zone = 'Z',
]: RegExpExecArray): number | undefined {
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const exists = new Date(midnight).toISOString().startsWith(`${year}-${month}-${day}`);
  if (!exists || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(`${second}.${fraction}`);
  return midnight + (seconds - offset(zone)) * 1000;
}

/** Seconds that a zone is ahead of UTC. */
function offset(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const seconds = Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(-2)) * 60;
  return zone.startsWith('-') ? -seconds : seconds;
}
