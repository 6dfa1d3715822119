import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { startMesh } from '@mesh/boot';
import { watchLoop } from './loop-watch.js';
import { modelProduct } from './model-product.js';

@Module({ imports: Array.from({ length: 10 }, (_, number) => modelProduct(number)) })
class TenModelsDomain {}

// The mesh as it starts anywhere, with a domain that keeps ten models; where it stores is told by the environment.
const mesh = await startMesh(
  {
    controlPlane: import.meta.resolve('@mesh/control-plane'),
    domains: { cardiology: () => Promise.resolve(TenModelsDomain) },
  },
  (line) => console.error(line),
);
const figures = watchLoop();
process.on('message', () => process.send?.(figures()));
console.log('listening');
process.once('disconnect', () => void mesh.stop().finally(() => process.exit(0)));
