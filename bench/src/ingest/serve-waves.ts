import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { serveOne } from '@mesh/boot';
import { wavesModule } from './wave-product.js';

@Module({ imports: [wavesModule] })
class WavesDomain {}

// The service of a domain as it runs anywhere, alone in its process; where it listens and stores is told by the environment.
const services = { controlPlane: '', domains: { cardiology: () => Promise.resolve(WavesDomain) } };
const running = await serveOne(services, 'cardiology', () => undefined);
console.log('listening');
process.once('disconnect', () => void running.stop().finally(() => process.exit(0)));
