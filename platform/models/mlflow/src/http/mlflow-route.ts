import type { Type } from '@nestjs/common';

import type { Caller } from '@mesh/access';

import type { RequestFields } from './request-fields.js';

/** One call of MLflow's interface. */
export interface MlflowCall {
  /** Of the body, or of the query where the method has none. */
  readonly fields: RequestFields;
  /** Parts of the address. */
  readonly parts: Readonly<Record<string, string>>;
  /** Length of the body. */
  readonly bytes: number;
  readonly caller: Caller;
}

/** A message to answer with, or its JSON text where that is made already. */
export type MlflowAnswer = object | string;

/** What a desk answers at one address below `/api/2.0/mlflow/`. */
export interface MlflowRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Readers may call what changes nothing. */
  readonly writes: boolean;
  readonly answer: string;
}

/** A class whose methods answer calls, with the table of what they answer. */
export interface Desk<Kind extends object = object> extends Type<Kind> {
  readonly routes: readonly MlflowRoute[];
}

type Answering<Kind> = {
  readonly [Name in keyof Kind]: Kind[Name] extends (call: MlflowCall) => Promise<MlflowAnswer> ? Name : never;
}[keyof Kind] &
  string;

/** Reads `POST experiments/create` and the name of the method that answers; GET and searches change nothing. */
export function routesOf<Kind extends object>(table: Readonly<Record<string, Answering<Kind>>>): MlflowRoute[] {
  return Object.entries(table).map(([key, answer]) => {
    const [method = '', path = ''] = key.split(' ');
    const writes = method !== 'GET' && !/(search|search-datasets|get-latest-versions)$/.test(path);
    return { method: method as MlflowRoute['method'], path, writes, answer };
  });
}
