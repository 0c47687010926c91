import { join } from 'node:path';
import { App } from 'cdktf';
import { ALL_MODULES } from './modules/all-modules';
import { synthesize } from './synthesize';

const projectFolder = join(__dirname, '..');
const app = new App();

synthesize({
  projectFolder,
  outputFolder: join(projectFolder, 'modules'),
  moduleNames: ALL_MODULES.map(({ name }) => name),
  app,
});
app.synth();
