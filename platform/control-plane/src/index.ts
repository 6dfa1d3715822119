import type { DynamicModule } from '@nestjs/common';
import { ControlPlaneModule, type ControlPlaneModuleOptions } from './control-plane.module.js';

export { ControlPlaneModule, type ControlPlaneModuleOptions };

/** The control plane, as the composition root takes it. */
export const controlPlane = (options: ControlPlaneModuleOptions): DynamicModule => ControlPlaneModule.forRoot(options);
