import type { Availability } from './availability';
import { AVAILABILITY } from './global-setup';

const missing = JSON.parse(process.env[AVAILABILITY] ?? '{}') as Availability;

/** A suite that needs real Terraform with the AWS provider; skipped where that is not to be had. */
export const describeTerraform: jest.Describe = missing.terraform === undefined ? describe : describe.skip;

/** A suite that also needs the AWS emulator. */
export const describeEmulated: jest.Describe = missing.terraform === undefined && missing.emulator === undefined ? describe : describe.skip;

/** A suite that needs both, and a web server. */
export const describeServed: jest.Describe =
  missing.terraform === undefined && missing.emulator === undefined && missing.nginx === undefined ? describe : describe.skip;

/** A suite that needs a browser. */
export const describeBrowser: jest.Describe = missing.chromium === undefined ? describe : describe.skip;
