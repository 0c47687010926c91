import type { TighteningLevel } from './policy/guard';
import type { Json, JsonObject, PolicyStatement } from './policy/policy-json';

/**
 * THE WAIST: everything before it builds a module document, everything after it only reads one. Plain data, so that
 * emission, proof and release know nothing of cdktf or of the catalogue.
 */
export interface ModuleDocument {
  /** Folder, registry and repository name, e.g. `cado-kms-key-policy`. */
  readonly name: string;
  /** What the module is for, in one sentence. */
  readonly purpose: string;
  /** Paragraphs of Markdown on what a reader must know before using it. */
  readonly introduction: readonly string[];
  /** The module in Terraform's JSON syntax. `//` holds comments: of its block, or by attribute. */
  readonly terraform: TerraformDocument;
  /** The statements, by policy where the module has several. */
  readonly permissions: readonly PermissionGroup[];
  readonly ladder: readonly LadderRow[];
  /** What `capabilities` may hold; none where the module has no such input. */
  readonly capabilities: readonly CapabilityRow[];
  readonly examples: readonly ModuleExample[];
  readonly tests: readonly ModuleTestFile[];
  readonly limits: readonly ModuleLimit[];
  /** What grows a policy, in Markdown. */
  readonly limitNotes: string;
  /** Further sections of the README, after the examples. */
  readonly sections: readonly { readonly title: string; readonly markdown: string }[];
}

/**
 * A document with its tests as files, by name: what emission reads. Printing them is most of its work, and they depend on
 * nothing else, so that the build does it once.
 */
export interface PrintedDocument extends Omit<ModuleDocument, 'tests'> {
  readonly testFiles: Readonly<Record<string, string>>;
}

/** Configuration in Terraform's JSON syntax: block type → labels → body. */
export type TerraformDocument = JsonObject;

/** The statements of one policy, for people. */
export interface PermissionGroup {
  /** Key of the policy; empty where the module has one only. */
  readonly policy: string;
  /** What the policy is for; empty where the module has one only. */
  readonly purpose: string;
  readonly rows: readonly PermissionRow[];
}

/** Something a role can be given, for people. */
export interface CapabilityRow {
  readonly name: string;
  readonly byDefault: boolean;
  readonly purpose: string;
  readonly scope: string;
  readonly lost: string;
  readonly source: string;
}

/** One statement of a module's policies, for people. */
export interface PermissionRow {
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  /** Whom a resource policy names; empty for an identity policy. */
  readonly serves: string;
  /** Actions by the inputs that choose them. */
  readonly actions: readonly { readonly when: string; readonly actions: readonly string[] }[];
  /** When the statement exists, in words; empty for always. */
  readonly when: string;
  /** On what, in words; empty for any resource, and for a policy of a resource. */
  readonly resources: string;
  readonly conditions: readonly { readonly text: string; readonly when: string }[];
  readonly purpose: string;
  readonly source: string;
}

/** One rung of the tightening ladder, for people. */
export interface LadderRow {
  readonly level: TighteningLevel;
  readonly adds: string;
  readonly stops: string;
  readonly breaks: string;
}

/** A whole configuration that calls the module; README shows it, `examples/<name>/main.tf` holds it. */
export interface ModuleExample {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  /** What a reader sees of it in the README: the module call and what is done with its outputs. */
  readonly terraform: TerraformDocument;
  /** Further files of the example, by name. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A file of `terraform test`: cases that share a topic. */
export interface ModuleTestFile {
  readonly name: string;
  /** Printed at the top of the file. */
  readonly comment: string;
  /** The account that every case gives the caller. */
  readonly accountId: string;
  readonly cases: readonly ModuleTestCase[];
}

/** One `run`: what the module renders, or refuses, for given inputs. */
export interface ModuleTestCase {
  /** snake_case, unique in its file. */
  readonly name: string;
  readonly variables: JsonObject;
  /** Variables given as Terraform expressions, for values too long to print. @default - none */
  readonly expressions?: Readonly<Record<string, string>>;
  /** The partition in which the provider works. @default 'aws' */
  readonly partition?: TestPartition;
  readonly expect: ModuleTestExpectation;
}

/** A partition that tests render policies in. */
export type TestPartition = 'aws' | 'aws-us-gov' | 'aws-cn';

/** `statements`: what `statements_json` holds. `policy`: what `policy_json` holds, `policies`: what it
 * holds for a role. `refused`: who refuses. */
export type ModuleTestExpectation =
  | { readonly kind: 'statements'; readonly statements: readonly PolicyStatement[] }
  | {
      readonly kind: 'policy';
      /** Every element but Statement. */
      readonly rest: JsonObject;
      /** The statements that are not ours, as they must stand. */
      readonly foreign: readonly Json[];
      readonly ours: readonly PolicyStatement[];
    }
  | {
      readonly kind: 'policies';
      readonly trust: readonly PolicyStatement[];
      /** What `policy_json` holds, by key. */
      readonly policies: Readonly<Record<string, readonly PolicyStatement[]>>;
    }
  | { readonly kind: 'refused'; readonly by: readonly string[] }
  | { readonly kind: 'holds'; readonly conditions: readonly { readonly condition: string; readonly message: string }[] };

/** How close the largest policy a module renders comes to a limit of AWS. */
export interface ModuleLimit {
  readonly what: string;
  readonly size: number;
  readonly limit: number;
  readonly unit: string;
}
