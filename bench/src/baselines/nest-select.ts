import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Inject, Module, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, openDatabase } from '@mesh/database';

const [databaseUrl = ''] = process.argv.slice(2);

/** The least that an answer from the catalog's table can cost: one product by its key. */
@Controller()
class SelectController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get(':id')
  async one(@Param('id') id: string): Promise<unknown> {
    const [row] = await this.database.query('SELECT description FROM catalog.product WHERE id = $1', [id]);
    return row;
  }
}

@Module({
  controllers: [SelectController],
  providers: [{ provide: Database, useValue: openDatabase(databaseUrl, { maxConnections: 10 }) }],
})
class SelectModule {}

const app = await NestFactory.create<NestFastifyApplication>(SelectModule, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
console.log(`listening ${(app.getHttpServer().address() as AddressInfo).port}`);
process.once('disconnect', () => process.exit(0));
