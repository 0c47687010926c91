import { join } from 'node:path';
import { App } from 'cdktf';
import { withPrintedTests } from './emit/test-files';
import { moduleDocuments } from './modules/all-modules';
import { synthesize } from './synthesize';

const projectFolder = join(__dirname, '..');
const app = new App();
const documents = moduleDocuments(app).map(withPrintedTests);

synthesize({ documents, projectFolder, outputFolder: join(projectFolder, 'modules'), moduleNames: documents.map(({ name }) => name) });
app.synth();
