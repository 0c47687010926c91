import type { Attack, Family } from './attack';
import { ASSUMING_ROLES } from './attacks/assuming-roles';
import { BUCKETS } from './attacks/buckets';
import { COMMANDS } from './attacks/commands';
import { GRANTS } from './attacks/grants';
import { FOREIGN_RESOURCES } from './attacks/foreign-resources';
import { KEY_ADMINISTRATION } from './attacks/key-administration';
import { KEY_USE } from './attacks/key-use';
import { NOT_CHOSEN } from './attacks/not-chosen';
import { OTHER_ACTIONS } from './attacks/other-actions';
import { OTHER_KEY_ACTIONS } from './attacks/other-key-actions';
import { OWN_RIGHTS } from './attacks/own-rights';
import { PASSING_ROLES } from './attacks/passing-roles';
import { SECRETS } from './attacks/secrets';
import { SHARING_SNAPSHOTS } from './attacks/sharing-snapshots';
import { STOPPING_AND_DELETING } from './attacks/stopping-and-deleting';
import { STRANGERS } from './attacks/strangers';
import { TAGS } from './attacks/tags';
import { TEMPORARY_KEY } from './attacks/temporary-key';

/** Every attack, by what it is about. */
export const ATTACKS: Readonly<Record<Family, readonly Attack[]>> = {
  'key use outside EC2 and S3': KEY_USE,
  grants: GRANTS,
  'key administration': KEY_ADMINISTRATION,
  'other roles, accounts, organisations and Regions': [...STRANGERS, ...FOREIGN_RESOURCES],
  'the temporary key': TEMPORARY_KEY,
  tags: TAGS,
  'assuming roles': ASSUMING_ROLES,
  'passing roles': PASSING_ROLES,
  'sharing snapshots': SHARING_SNAPSHOTS,
  buckets: BUCKETS,
  secrets: SECRETS,
  commands: COMMANDS,
  'stopping and deleting': STOPPING_AND_DELETING,
  'own rights': OWN_RIGHTS,
  'what was not chosen': NOT_CHOSEN,
  'other actions': [...OTHER_ACTIONS, ...OTHER_KEY_ACTIONS],
};
