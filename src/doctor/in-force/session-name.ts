/** Nobody knows how the platform names its sessions: a name that none can have, since it holds a blank, so that no policy names it. */
export const SESSION_NAME = 'any session';
