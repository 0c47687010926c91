import type { InputValues } from '../../policy/guard';
import type { InputSpec } from '../../policy/input-spec';

/** The call of a module, as data. */
export interface ModuleCall {
  /** How the call is named, e.g. `cado_role`; no two are called the same. */
  readonly name: string;
  readonly module: string;
  /** In which account it is applied, and what to look at. */
  readonly comment: string;
  readonly inputs: InputValues;
  readonly specs: readonly InputSpec[];
  /** Why inputs cannot be told, and which option tells them. */
  readonly problems: readonly string[];
  /** File beside it with the key's policy as it is. @default - none is merged */
  readonly existing?: string;
  /** Name of the role that is there, which the module takes over. @default - none */
  readonly imports?: string;
}
