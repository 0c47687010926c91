import { valuesOf, type StatementView } from '../../proof/plan/statement-view';

/** A condition key, and values that a statement of ours does not name. */
interface Lacking {
  readonly key: string;
  readonly values: readonly string[];
}

const KEY = 'kms:ViaService';
const PROTECTED = new Map([
  ['ec2', 'ebs'],
  ['s3', 's3'],
]);

/** With which inputs `cado-kms-key-policy` would no more deny what its `enforce` denies, in words. */
export function inputsLacking(view: StatementView | undefined, lacking: readonly Lacking[]): string {
  const services = lacking.filter(({ key }) => key.toLowerCase() === KEY.toLowerCase()).flatMap(({ values }) => values);
  if (services.length === 0) return 'these roles and Regions';
  // Of the services the module names those alone that a key protects data of.
  if (services.some((service) => !PROTECTED.has(partOf(service, 0))))
    return `enforce = false: no input of it names ${services.filter((service) => !PROTECTED.has(partOf(service, 0))).join(', ')}`;
  const named = valuesOf(view, KEY);
  const has = (index: 0 | 1, service: string): boolean => named.some((one) => partOf(one, index) === partOf(service, index));
  const parts = [
    ...services.flatMap((service) => (has(1, service) ? [] : [`${partOf(service, 1)} among evidence_regions`])),
    ...services.flatMap((service) => (has(0, service) ? [] : [`${PROTECTED.get(partOf(service, 0)) ?? ''} in protects`])),
  ];
  return `${[...new Set(parts)].join(' and ')}, or add ${services.join(', ')} to its ${KEY}`;
}

const partOf = (service: string, index: 0 | 1): string => service.split('.')[index] ?? '';
