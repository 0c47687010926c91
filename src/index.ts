export { CadoKmsKeyPolicy, type CadoKmsGrantProps, type CadoKmsKeyPolicyProps } from './constructs/cado-kms-key-policy';
export type { TighteningLevel } from './policy/guard';
