import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { declaredProducts, type DeclaredProduct } from '@mesh/documents';
import { freePorts, MeshProcess } from '@mesh/test-journeys';
import { eventually } from '@mesh/testing';
import { root } from '../workspace.js';
import { acceptable } from './calling/acceptable.js';
import { Entitled } from './calling/callers.js';
import { Door } from './calling/door.js';
import { Ledger } from './judging/ledger.js';
import { learnProduct } from './known/known-product.js';
import { errorsOf, ownErrorsOf } from './provoking/documented-errors.js';
import { STATES } from './provoking/states.js';
import { Issuer } from './calling/issuer.js';
import { serviceOf } from './service-of.js';
import { namesWhatExists } from './what-exists.js';

const BEGIN_TIMEOUT_MS = 120_000;
const all = await declaredProducts(root);
const services = [...new Set(all.map(serviceOf))];

/** One service beside which nothing runs: a domain has no control plane, hence no model, and none at first an issuer. */
describe.each(services)('given the service %s alone', (name) => {
  const declared = all.filter((entry) => serviceOf(entry) === name);
  let home: string;
  let issuer: Issuer;
  let service: MeshProcess;
  let address: string;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'mesh-lonely-'));
    await chmod(home, 0o711);
    issuer = await Issuer.create();
    const port = await freePorts();
    service = MeshProcess.serving(name, { home: join(home, 'home'), port }, { OIDC_ISSUER: issuer.url });
    // That of a domain will not be ready: without a control plane it has no model.
    service.start(BEGIN_TIMEOUT_MS).catch(() => undefined);
    const listens = new RegExp(`^${name} on (http\\S+)`, 'm');
    address = await eventually(() => listens.exec(service.logs)?.[1] ?? Promise.reject(new Error(service.logs)), {
      timeoutMs: 60_000,
      everyMs: 200,
    });
  }, BEGIN_TIMEOUT_MS);

  afterAll(async () => {
    // Asked to stop while it waits for a model, it would wait on.
    await service?.kill9();
    await service?.dispose();
    await issuer?.goAway();
    await rm(home, { recursive: true, force: true });
  }, 60_000);

  const meet = async ({ product: { id } }: DeclaredProduct) => {
    const product = await learnProduct(id, address);
    const ledger = new Ledger();
    const identities = product.contract.roles.map(({ role, purposes }) => issuer.identityOf(role, purposes));
    return {
      product,
      ledger,
      door: new Door(product, ledger),
      entitled: new Entitled(product.contract.roles, identities),
    };
  };

  it.each(declared)('says of $product.id that the issuer is away', async (entry) => {
    const { product, ledger, door, entitled } = await meet(entry);
    for (const operation of product.openApi.operations.filter(({ port }) => port !== undefined))
      await door.call(operation, { as: entitled.whoMay(operation.port ?? ''), ...acceptable(operation) });
    const unseen = errorsOf(product.openApi).filter(
      ({ operation, code }) => STATES[code] === 'issuer away' && !ledger.has(operation.id, code),
    );
    expect(unseen.map(({ operation, code }) => [operation.id, code, ledger.codesOf(operation.id)])).toEqual([]);
    expect(ledger.findings).toEqual([]);
  });

  it.each(declared)('says of $product.id, by its own code, that it has no model', async (entry) => {
    await issuer.come();
    const { product, ledger, door, entitled } = await meet(entry);
    // Where nothing was ever scored, nothing of it is missed either: such a port says that first.
    const own = ownErrorsOf(product).filter(
      ({ status, operation }) => status >= 500 || (status === 404 && namesWhatExists(operation.port)),
    );
    // Of several such errors an operation answers with the first that holds.
    for (const operation of new Set(own.map(({ operation }) => operation))) {
      const codes = own.filter((error) => error.operation === operation).map(({ code }) => code);
      const as = entitled.whoMay(operation.port ?? '');
      await eventually(async () => {
        const { code } = await door.call(operation, { as, ...acceptable(operation) });
        expect(codes).toContain(code);
      });
    }
    expect(ledger.findings).toEqual([]);
  });
});
