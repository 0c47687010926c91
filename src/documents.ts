import { withPrintedTests } from './emit/test-files';
import { moduleDocuments } from './modules/all-modules';

/** The documents of all modules as JSON: what the build keeps beside the command, so that it need not load cdktf. */
export const documentsJson = (): string => JSON.stringify(moduleDocuments().map(withPrintedTests));
