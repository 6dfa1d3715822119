import { Controller, Get, HttpCode, Inject, Post, Req, Res, type Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DecidedByPort } from '../access/route-access.js';
import type { RouteHeaders } from '../http/route-headers.js';

/** What answers the calls of one port. */
export interface PortEdge {
  answer(request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

/** Where a port is reached. */
export interface PortRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Stand in each answer, errors included; undefined for a port that has none. */
  readonly headers: RouteHeaders['answerHeaders'];
}

/** Makes a Nest controller of a port: the route comes from the declaration, the work is the edge's. */
export function portController({ method, path, headers }: PortRoute, edge: symbol): Type {
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
  (method === 'GET' ? Get : Post)(path)(prototype, 'answer', handler);
  HttpCode(200)(prototype, 'answer', handler);
  if (headers !== undefined)
    RouteConfig({ answerHeaders: headers } satisfies RouteHeaders)(prototype, 'answer', handler);
  Controller()(PortController);
  DecidedByPort()(PortController);
  return PortController;
}
