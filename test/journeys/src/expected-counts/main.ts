import { startMesh } from '@mesh/boot';
import { HospitalModule } from './hospital.module.js';

/** A mesh of one domain, as the command starts one; it ends with its process. */
const services = {
  controlPlane: import.meta.resolve('@mesh/control-plane'),
  domains: { hospital: () => Promise.resolve(HospitalModule) },
};
const mesh = await startMesh(services, (line) => process.stdout.write(`${line}\n`));
process.once('SIGTERM', () => void mesh.stop().finally(() => process.exit(0)));
