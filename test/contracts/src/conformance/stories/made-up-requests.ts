import { storyWith } from '../../tools/tools.js';
import type { Caller } from '../calling/callers.js';
import { schemathesis, type Report } from '../borrowed/schemathesis.js';
import type { Operation } from '../known/open-api.js';
import { textOf, withStandIns } from '../what-exists.js';
import type { World } from '../world.js';

const STORY_MS = 300_000;
const NOBODY: { readonly caller: Caller | undefined; readonly ports: readonly string[] } = {
  caller: undefined,
  ports: [],
};
const NO_TROUBLE = { exit_code: 0, stop_reason: 'completed', failures: [], errors: [] };

/** Requests that nobody thought of are answered as the OpenAPI document says. */
export function tellOfMadeUpRequests(world: () => World): void {
  const document = (): string => withStandIns(textOf(world()), world().standIns);
  const baseUrl = (): string => `${world().product.address}${world().product.openApi.basePath}`;
  // A stream has no end: what it answers is told by the stories of the events and of the errors.
  // What goes on with something needs it to have begun: that is told by the stories of errors.
  const finite = (): readonly Operation[] =>
    world().product.openApi.operations.filter(({ isStream, goesOn }) => !isStream && !goesOn);

  storyWith('schemathesis')('given Schemathesis and the OpenAPI document', () => {
    it(
      'gets no server error, no undocumented answer, and no answer of another shape',
      async () => {
        const ports = finite().flatMap(({ port }) => port ?? []);
        const open = finite().filter(({ port }) => port === undefined);
        const callers = world().entitled.whoMayTogether(ports);
        // What is open to everybody is asked by the first of them; where every port is a stream, by nobody in particular.
        for (const [nth, { caller, ports: theirs }] of (callers.length > 0 ? callers : [NOBODY]).entries()) {
          const chosen = [...finite().filter(({ port = '' }) => theirs.includes(port)), ...(nth === 0 ? open : [])];
          const report = await schemathesis({
            openApi: document(),
            baseUrl: baseUrl(),
            // In this case: to see what happens without a token, it takes away what has this name to the letter.
            headers:
              caller === undefined ? {} : { Authorization: await bearerOf(caller), 'Mesh-Purpose': caller.purpose },
            operationIds: chosen.map(({ id }) => id),
          });
          expect(report).toMatchObject(NO_TROUBLE);
          expect(warningsOf(report)).toEqual([]);
          expect(report.operations).toMatchObject({ tested: chosen.length, errored: 0 });
          expect(report.test_cases.generated).toBeGreaterThan(10 * chosen.length);
        }
      },
      STORY_MS,
    );

    it(
      'does not believe a document that says something else',
      async () => {
        const lie = JSON.parse(document()) as { components: { schemas: { ProductSamples: { properties: object } } } };
        lie.components.schemas.ProductSamples.properties = { synthetic: { const: false } };
        const report = await schemathesis({
          openApi: JSON.stringify(lie),
          baseUrl: baseUrl(),
          headers: {},
          operationIds: ['getSamples'],
          phases: ['coverage'],
        });
        expect(report).toMatchObject({ exit_code: 1, operations: { tested: 1 } });
        expect(report.failures).toMatchObject([{ type: 'JsonSchemaError', operations: ['GET /samples'] }]);
      },
      STORY_MS,
    );
  });
}

const bearerOf = async ({ identity }: Caller): Promise<string> => `Bearer ${await identity.token()}`;

/** What it could not do as it wanted: a pattern that it cannot read, a token that was not taken. */
const warningsOf = ({ warnings }: Report): readonly string[] =>
  Object.entries(warnings).flatMap(([name, found]) => (found.length > 0 ? [name] : []));
