import type { Subject } from '../../src/doctor/subject/subject';
import { readDocuments } from '../../src/estate/read-documents';
import { subjectsOf } from '../../src/doctor/subject/subjects';
import { importOf } from '../../src/doctor/subject/options';
import { estateDocuments } from './estate-documents';

/** What is examined of such an organisation. */
export function estate(keys: number, roles: number): readonly Subject[] {
  const read = readDocuments(estateDocuments(keys, roles), { partition: 'aws', account: '000000000000', region: 'us-east-1' });
  const nobody = { identity: [] };
  return subjectsOf(read, {
    ...importOf({ platformRegion: 'eu-west-1' }),
    of: { platform: nobody, target: nobody },
    serviceControl: [],
  }).subjects;
}
