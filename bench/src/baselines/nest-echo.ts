import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { Body, Controller, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

/** What the framework alone costs: a Nest controller on Fastify that sends the document back. */
@Controller()
class EchoController {
  @Post()
  @HttpCode(200)
  echo(@Body() document: Record<string, unknown>): Record<string, unknown> {
    return document;
  }
}

@Module({ controllers: [EchoController] })
class EchoModule {}

const app = await NestFactory.create<NestFastifyApplication>(EchoModule, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
console.log(`listening ${(app.getHttpServer().address() as AddressInfo).port}`);
process.once('disconnect', () => process.exit(0));
