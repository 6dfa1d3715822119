export { BootErrors } from './boot.errors.js';
export { Configuration } from './configuration.js';
export type { ControlPlaneFactory, ControlPlaneOptions } from './start-control-plane.js';
export { serveOne, startMesh, type MeshServices, type RunningMesh } from './start-mesh.js';
