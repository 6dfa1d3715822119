import { Controller, Get, HttpCode, Inject, Patch, Post, Put, Req, Res, type Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DecidedByPort } from '../access/route-access.js';
import type { RouteBody } from '../http/row-body.js';
import type { RouteHeaders } from '../http/route-headers.js';

/** What answers the calls of one port. */
export interface PortEdge {
  answer(request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

/** Where a port is reached. */
export interface PortRoute {
  readonly method: keyof typeof METHODS;
  readonly path: string;
  /** Stand in each answer, errors included; undefined for a port that has none. */
  readonly headers: RouteHeaders['answerHeaders'];
  /** Whether its body may be rows of any number, read as they come. */
  readonly takesRows?: boolean;
}

const METHODS = { GET: Get, POST: Post, PUT: Put, PATCH: Patch } as const;

/** Makes a Nest controller of a port: the route comes from the declaration, the work is the edge's. */
export function portController({ method, path, headers, takesRows }: PortRoute, edge: symbol): Type {
  class PortController {
    constructor(private readonly edge: PortEdge) {}

    answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
      return this.edge.answer(request, reply);
    }
  }
  const { prototype } = PortController;
  const handler = Object.getOwnPropertyDescriptor(prototype, 'answer') as PropertyDescriptor;
  Inject(edge)(PortController, undefined, 0);
  Req()(prototype, 'answer', 0);
  Res()(prototype, 'answer', 1);
  METHODS[method](path)(prototype, 'answer', handler);
  HttpCode(200)(prototype, 'answer', handler);
  if (headers !== undefined || takesRows === true)
    RouteConfig({
      ...(headers && { answerHeaders: headers }),
      ...(takesRows && { takesRows }),
    } satisfies RouteHeaders & RouteBody)(prototype, 'answer', handler);
  Controller()(PortController);
  DecidedByPort()(PortController);
  return PortController;
}
