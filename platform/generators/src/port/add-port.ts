import type { Tree } from '@nx/devkit';
import { GeneratorErrors } from '../generators.errors.js';
import { checkedPortName, checkedTakingName, pascal, singular, type ProductNames } from '../names.js';
import { declaredEvent, openDeclaration, unfamiliar } from '../source/declaration.js';
import { addErrorRows } from '../source/error-table.js';
import { addExport, addImports } from '../source/imports.js';
import { SourceEdit } from '../source/source-edit.js';
import { addMethod, openService, type ServiceClass } from '../source/service-class.js';
import { addTableRow } from '../source/table-row.js';
import { planDataset } from './dataset-port.js';
import { planEvent } from './event-port.js';
import { LIES_AHEAD, type PlannedShape, type PortPlace, type PortPlan, type PortWish } from './port-plan.js';
import { planRest } from './rest-port.js';

/** What a person asks for: `lands` names the event. */
export interface PortRequest {
  readonly kind: PortWish['kind'];
  readonly name: string;
  readonly keeps?: string;
  readonly lands?: string;
}

/** Adds a port to the declaration, the service and the documents of a product; throws before anything is written. */
export function addPort(tree: Tree, names: ProductNames, request: PortRequest): void {
  const declaration = openDeclaration(tree, names);
  const service = openService(tree, names, declaration.constant);
  refuseKnown(request, declaration.portNames, service);
  if (request.keeps !== undefined && service.live === undefined)
    throw unfamiliar(service.edit.path, 'a constructor with @InjectLive(…) private readonly live: Live<…>');
  const errors = request.kind === 'rest' ? addErrorRows(tree, names, [LIES_AHEAD]) : { constant: '', from: '' };
  const folder = service.edit.path.slice(0, service.edit.path.lastIndexOf('/'));
  const place: PortPlace = {
    names,
    constant: declaration.constant,
    errors,
    service: {
      name: service.name,
      file: service.edit.path.slice(folder.length + 1, -'.ts'.length),
      live: service.live ?? '',
    },
  };
  const plan = planOf(place, request, (event) => declaredEvent(declaration, event));

  addShapes(tree, names, plan.shapes, errors);
  for (const { name, text } of plan.ports) {
    declaration.edit.append(declaration.ports, `${name}: ${text}`);
    if (declaration.granted !== undefined) declaration.edit.append(declaration.granted, `'${name}'`);
  }
  addImports(
    declaration.edit,
    plan.ports.flatMap(({ needs }) => needs),
  );
  declaration.edit.save();
  serve(tree, service, folder, plan);
  for (const [file, text] of Object.entries(plan.domainFiles ?? {}))
    tree.write(`domains/${names.domain}/${file}`, text);
  for (const { told } of plan.ports) addTableRow(tree, `${names.contractFolder}/README.md`, 'port', told);
}

function planOf(
  place: PortPlace,
  { kind, name, keeps, lands }: PortRequest,
  eventNamed: (event: string) => ReturnType<typeof declaredEvent>,
): PortPlan {
  switch (kind) {
    case 'rest':
      return planRest(place, { kind, name, ...(keeps !== undefined && { keeps }) });
    case 'event':
      return planEvent(place, { kind, name });
    case 'dataset':
      return planDataset(place, {
        kind,
        name,
        ...(lands !== undefined && { lands: { event: lands, ...eventNamed(lands) } }),
      });
  }
}

function refuseKnown(
  { kind, name, keeps, lands }: PortRequest,
  known: readonly string[],
  { memberNames }: ServiceClass,
): void {
  if ((keeps !== undefined && kind !== 'rest') || (lands !== undefined && kind !== 'dataset'))
    throw GeneratorErrors.OPTION_WRONG({ kind });
  if (kind === 'rest') checkedTakingName(name);
  for (const port of [name, ...(keeps === undefined ? [] : [keeps])].map(checkedPortName)) {
    if (known.includes(port)) throw GeneratorErrors.NAME_TAKEN({ name: port, by: 'a port of the product' });
    if (memberNames.includes(port)) throw GeneratorErrors.NAME_TAKEN({ name: port, by: 'a member of the service' });
  }
  if (keeps !== undefined && pascal(keeps) === pascal(singular(name)))
    throw GeneratorErrors.NAME_TAKEN({ name: keeps, by: 'the document of the port' });
}

function addShapes(
  tree: Tree,
  { contractFolder, product }: ProductNames,
  shapes: readonly PlannedShape[],
  errors: PortPlace['errors'],
): void {
  const index = new SourceEdit(tree, `${contractFolder}/src/index.ts`);
  const before = index.source.text;
  for (const { name, file, text } of [...shapes].sort((one, other) => one.file.localeCompare(other.file, 'en'))) {
    const path = `${contractFolder}/src/${file}.ts`;
    if (tree.exists(path)) throw GeneratorErrors.NAME_TAKEN({ name, by: path });
    if (new RegExp(`\\b${name}\\b`).test(before))
      throw GeneratorErrors.NAME_TAKEN({ name, by: `what ${product} exports` });
    tree.write(path, text);
    addExport(index, `./${file}.js`, name);
  }
  if (errors.constant !== '' && !before.includes(errors.constant)) addExport(index, errors.from, errors.constant);
  index.save();
}

function serve(tree: Tree, service: ServiceClass, folder: string, { method, serviceFiles, spec }: PortPlan): void {
  if (method !== undefined) {
    addMethod(service, method.text);
    addImports(service.edit, method.needs);
    service.edit.save();
  }
  const files = Object.entries(serviceFiles);
  // Its spec makes the service anew: one that needs more than the platform gives is the team's to test.
  if (spec !== undefined && service.needsLiveAlone) files.push([...spec]);
  for (const [file, text] of files) if (!tree.exists(`${folder}/${file}`)) tree.write(`${folder}/${file}`, text);
}
