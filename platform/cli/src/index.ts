export { ExitStatus } from './exit-status.js';
export { runCommandLine } from './program.js';
export { heartReadings } from './simulation/heart-readings.js';
export type { Terminal } from './terminal/terminal.js';
