/** Addresses that begin with the same bits. */
export interface IpRange {
  readonly version: 4 | 6;
  readonly address: bigint;
  /** Number of bits that count. */
  readonly prefix: number;
}

const BITS = { 4: 32, 6: 128 } as const;

/**
 * Reads an address, or a range in CIDR notation; undefined for what is neither.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export function parseIpRange(text: string): IpRange | undefined {
  const [, host = '', length] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = host.includes(':') ? 6 : 4;
  const address = version === 6 ? ipv6(host) : ipv4(host);
  const prefix = length === undefined ? BITS[version] : Number(length);
  return address === undefined || prefix > BITS[version] ? undefined : { version, address, prefix };
}

/** Whether an address lies in a range. */
export function contains(range: IpRange, { version, address, prefix }: IpRange): boolean {
  const rest = BigInt(BITS[range.version] - range.prefix);
  return version === range.version && prefix >= range.prefix && address >> rest === range.address >> rest;
}

function ipv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function ipv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = [groups(halves[0] ?? ''), groups(halves[1] ?? '')];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  return [...head, ...Array<bigint>(missing).fill(0n), ...tail].reduce((sum, group) => (sum << 16n) | group, 0n);
}

/** Groups of 16 bits; the last may be an IPv4 address, which is two. */
function groups(text: string): readonly bigint[] | undefined {
  if (text === '') return [];
  const found: bigint[] = [];
  for (const part of text.split(':')) {
    const embedded = part.includes('.') ? ipv4(part) : undefined;
    if (embedded !== undefined) found.push(embedded >> 16n, embedded & 0xffffn);
    else if (/^[\da-f]{1,4}$/i.test(part)) found.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return found;
}
