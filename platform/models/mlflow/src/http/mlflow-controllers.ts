import { Controller, Delete, Get, HttpCode, Inject, Patch, Post, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import type { Caller } from '@mesh/access';
import { AllowRoles, CallerOf } from '@mesh/runtime';

import { MlflowErrors } from '../mlflow.errors.js';
import { MLFLOW_PAGES_ROOT, MLFLOW_ROOT, READERS, WRITERS } from './places.js';
import { RequestFields } from './request-fields.js';
import type { Desk, MlflowAnswer, MlflowCall, MlflowRoute } from './mlflow-route.js';

type Answer = (call: MlflowCall) => Promise<MlflowAnswer>;

const METHODS = { GET: Get, POST: Post, PATCH: Patch, DELETE: Delete } as const;

/** Makes a Nest controller of each route of a desk, so that each has its own access and its own line in the audit. */
export const controllersOf = (desk: Desk): Type[] => desk.routes.map((route) => controllerOf(desk, route));

function controllerOf(desk: Desk, { method, path, writes, answer }: MlflowRoute): Type {
  class MlflowController {
    constructor(private readonly desk: Record<string, Answer>) {}

    async answer(request: FastifyRequest, reply: FastifyReply, caller: Caller): Promise<void> {
      const message = await this.desk[answer]!(callOf(request, caller));
      void reply
        .header('content-type', 'application/json')
        .send(typeof message === 'string' ? message : JSON.stringify(message));
    }
  }
  const { prototype } = MlflowController;
  const handler = Object.getOwnPropertyDescriptor(prototype, 'answer') as PropertyDescriptor;
  Inject(desk)(MlflowController, undefined, 0);
  Req()(prototype, 'answer', 0);
  Res()(prototype, 'answer', 1);
  CallerOf()(prototype, 'answer', 2);
  METHODS[method](path)(prototype, 'answer', handler);
  HttpCode(200)(prototype, 'answer', handler);
  AllowRoles(...(writes ? WRITERS : READERS))(prototype, 'answer', handler);
  Controller([MLFLOW_ROOT, MLFLOW_PAGES_ROOT])(MlflowController);
  // The audit names the class.
  Object.defineProperty(MlflowController, 'name', { value: `Mlflow ${method} ${path}` });
  return MlflowController;
}

function callOf(request: FastifyRequest, caller: Caller): MlflowCall {
  const body = request.body ?? {};
  if (typeof body !== 'object' || Array.isArray(body) || body instanceof Uint8Array)
    throw MlflowErrors.BAD_REQUEST({ reason: 'The body must be a JSON object.' });
  // Clients send the fields of GET in the query, and those of all else in the body.
  const source = { ...(request.query as object), ...body };
  return {
    fields: new RequestFields(source, request.method === 'GET'),
    parts: request.params as Record<string, string>,
    bytes: Number(request.headers['content-length'] ?? 0),
    caller,
  };
}
