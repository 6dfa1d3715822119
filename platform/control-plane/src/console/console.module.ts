import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Inject, Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { ServiceAddresses } from '@mesh/catalog';
import { Logger } from '@mesh/runtime';
import { ConsoleSite } from './console-site.js';
import { readSite } from './site-files.js';

export interface ConsoleOptions {
  /** Where people sign in. */
  readonly issuer?: string;
  /** Folder of the built site; that of the package by default. */
  readonly site?: string;
}

const ConsoleSiteOptions = Symbol('ConsoleSiteOptions');

/** Serves the web console to whoever asks for a page that no route answers. */
@Module({})
export class ConsoleModule implements OnModuleInit {
  constructor(
    @Inject(HttpAdapterHost) private readonly http: HttpAdapterHost,
    @Inject(ServiceAddresses) private readonly services: ServiceAddresses,
    @Inject(ConsoleSiteOptions) private readonly options: ConsoleOptions,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Needs `Logger` and `ServiceAddresses` provided globally. */
  static forRoot(options: ConsoleOptions = {}): DynamicModule {
    return { module: ConsoleModule, providers: [{ provide: ConsoleSiteOptions, useValue: options }] };
  }

  async onModuleInit(): Promise<void> {
    const { issuer, site = builtSite() } = this.options;
    const files = await readSite(site);
    if (files.size === 0) this.logger.warn({}, 'the console is not built');
    const signIn = issuer === undefined ? [] : [issuer];
    const console = new ConsoleSite({
      files,
      addresses: async () => [...signIn, ...(await this.services.addresses())],
    });
    const fastify = this.http.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onRequest', (request, reply) => console.answer(request, reply));
  }
}

/** The package of the console has no code to import: it is found like one, and its files are read. */
const builtSite = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('@mesh/console/package.json')), 'dist-site');
