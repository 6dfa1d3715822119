export { ScratchWorkspace } from './support/scratch-workspace.js';
