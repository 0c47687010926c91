export type { CapabilityName } from './catalogue/capabilities';
export { CadoCrossAccountTrust, type CadoCrossAccountTrustProps } from './constructs/cado-cross-account-trust';
export { CadoKmsKeyPolicy, type CadoKmsGrantProps, type CadoKmsKeyPolicyProps } from './constructs/cado-kms-key-policy';
export { CadoRole, type CadoRoleProps, type CadoTemporaryKeyProps } from './constructs/cado-role';
export type { CadoRoleSharedProps } from './constructs/role-props';
export type { TighteningLevel } from './policy/guard';
