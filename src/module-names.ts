/** Names of the modules, each its folder, its registry name and the end of its repository's name. */
export const MODULE_NAMES = ['cado-role', 'cado-cross-account-trust', 'cado-kms-key-policy'] as const;
