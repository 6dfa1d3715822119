import { at, membersOf, top, type Place } from './pointer.js';
import { SchemaJudge } from './schema-judge.js';

/** What may pass in one media type. */
export interface Content {
  readonly mediaType: string;
  /** Where its schema stands. */
  readonly schema: string;
  readonly examples: readonly unknown[];
}

export interface DocumentedHeader {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Place<{ readonly type?: string }>;
}

export interface DocumentedAnswer {
  readonly status: number;
  readonly headers: readonly DocumentedHeader[];
  readonly contents: readonly Content[];
  /** The codes of the problems that are answered with this status. */
  readonly codes: readonly string[];
}

export interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'header' | 'path';
  readonly schema: Place<{
    readonly enum?: readonly unknown[];
    readonly items?: { readonly enum?: readonly string[] };
  }>;
  readonly example?: unknown;
}

/** One operation as its document has it. */
export interface Operation {
  readonly id: string;
  readonly kind: 'calls' | 'inputs' | 'datasets' | 'events' | 'discovery';
  readonly method: 'get' | 'post' | 'put' | 'patch';
  readonly path: string;
  /** Name of the port; undefined for what is open to everybody. */
  readonly port: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly body: Content | undefined;
  readonly answers: readonly DocumentedAnswer[];
  /** Whether it answers with events without end. */
  readonly isStream: boolean;
  /** Whether it goes on with what another operation began: it is told in a story of its own. */
  readonly goesOn: boolean;
}

interface Written {
  readonly operationId: string;
  readonly tags: readonly [Operation['kind']];
  readonly 'x-mesh-port'?: string;
  readonly security?: readonly unknown[];
}

/** An OpenAPI document as a stranger reads it. */
export class OpenApi {
  readonly judge: SchemaJudge;
  readonly operations: readonly Operation[];

  constructor(private readonly document: object) {
    this.judge = new SchemaJudge(document);
    this.operations = membersOf(document, at(document, top(document), 'paths')).flatMap(([path, place]) =>
      membersOf<Written>(document, place).map(([method, operation]) =>
        this.operation(path, method as Operation['method'], operation),
      ),
    );
  }

  /** Where calls go, below the address of the service. */
  get basePath(): string {
    return at<string>(this.document, top(this.document), 'servers', '0', 'url').part;
  }

  private operation(path: string, method: Operation['method'], place: Place<Written>): Operation {
    const { document } = this;
    const answers = membersOf(document, at(document, place, 'responses')).map(([status, answer]) =>
      this.answer(Number(status), answer),
    );
    const { operationId: id, tags, security, 'x-mesh-port': urn } = place.part;
    return {
      id,
      kind: tags[0],
      method,
      path,
      port: security?.length === 0 ? undefined : urn?.split(':').at(-1),
      parameters: membersOf<Omit<Parameter, 'schema'>>(document, at(document, place, 'parameters')).map(
        ([, parameter]) => ({ ...parameter.part, schema: at(document, parameter, 'schema') }),
      ),
      body: this.contentsOf(at(document, place, 'requestBody'))[0],
      answers,
      goesOn: method === 'patch',
      isStream: answers.some(({ contents }) => contents.some(({ mediaType }) => mediaType === 'text/event-stream')),
    };
  }

  private answer(status: number, place: Place): DocumentedAnswer {
    const { document } = this;
    const headers = membersOf<{ readonly required?: boolean }>(document, at(document, place, 'headers'));
    const contents = this.contentsOf(place);
    return {
      status,
      contents,
      headers: headers.map(([name, header]) => ({
        name,
        required: header.part.required === true,
        schema: at(document, header, 'schema'),
      })),
      codes: membersOf(document, at(document, place, 'content')).flatMap(
        ([, content]) =>
          at<readonly string[] | undefined>(document, content, 'schema', 'properties', 'code', 'enum').part ?? [],
      ),
    };
  }

  private contentsOf(place: Place): readonly Content[] {
    const { document } = this;
    return membersOf<{ readonly example?: unknown }>(document, at(document, place, 'content')).map(
      ([mediaType, content]) => {
        const named = membersOf<{ readonly value: unknown }>(document, at(document, content, 'examples'));
        const { example } = content.part;
        return {
          mediaType,
          schema: at(document, content, 'schema').pointer,
          examples: [...named.map(([, { part }]) => part.value), ...(example === undefined ? [] : [example])],
        };
      },
    );
  }
}
