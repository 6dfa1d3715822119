import { declaredProducts } from '@mesh/documents';
import { MeshProcess } from '@mesh/test-journeys';
import { root } from '../workspace.js';
import { OpenApi } from './known/open-api.js';
import { errorsOf } from './provoking/documented-errors.js';
import { OUT_OF_REACH } from './provoking/out-of-reach.js';
import { tellOfDatasets } from './stories/datasets.js';
import { tellOfErrors } from './stories/errors.js';
import { tellOfEvents } from './stories/events.js';
import { tellOfExamples } from './stories/examples.js';
import { tellOfGrants } from './stories/grants.js';
import { tellOfLakeFiles } from './stories/lake-files.js';
import { tellOfMadeUpRequests } from './stories/made-up-requests.js';
import { tellOfServedDocuments } from './stories/served-documents.js';
import { tellOfATroubledMesh } from './stories/troubled-mesh.js';
import { bringIntoBeing } from './what-exists.js';
import { committedDocuments, meet, type World } from './world.js';

const declared = await declaredProducts(root);
const BEGIN_TIMEOUT_MS = 120_000;

let mesh: MeshProcess;
const worlds = new Map<string, World>();

// One mesh for all: each story leaves it as the next one needs it, the last one in pieces.
beforeAll(async () => {
  mesh = await MeshProcess.create();
  await mesh.start();
  for (const { product } of declared) worlds.set(product.id, await bringIntoBeing(await meet(mesh, product.id)));
}, BEGIN_TIMEOUT_MS);

afterAll(() => mesh?.dispose(), 60_000);

describe.each(declared)('given a stranger who has read the documents of $product.id', (entry) => {
  const world = (): World => {
    const met = worlds.get(entry.product.id);
    if (met === undefined) throw new Error(`${entry.product.id} was not found in the mesh`);
    return met;
  };

  describe('who compares them with the committed ones', () => tellOfServedDocuments(entry, world));
  describe('who tries what they show', () => tellOfExamples(world));
  describe('who asks for a role', () => tellOfGrants(world));
  describe('who makes up requests', () => tellOfMadeUpRequests(world));
  describe('who listens', () => tellOfEvents(world));
  describe('who reads', () => tellOfDatasets(world));
  describe('who looks into the lake', () => tellOfLakeFiles(world));
  describe('who makes mistakes', () => tellOfErrors(world));
});

describe('given a mesh in trouble', () => tellOfATroubledMesh(() => [...worlds.values()] as [World, ...World[]]));

describe.each(declared)('given all that $product.id has answered', ({ product: { id } }) => {
  it('finds no status, code, media type, header or shape that its document does not have', () => {
    expect(worlds.get(id)?.ledger.findings).toEqual([]);
  });
});

describe('given the codes that nobody can provoke', () => {
  it('finds each of them documented by some product', () => {
    const documents = declared.map((entry) => committedDocuments(entry).get('openapi.json') ?? '');
    const codes = documents.flatMap((text) =>
      errorsOf(new OpenApi(JSON.parse(text) as object)).map(({ code }) => code),
    );
    expect(OUT_OF_REACH.filter(({ code }) => !codes.includes(code))).toEqual([]);
  });
});
