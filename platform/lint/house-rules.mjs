import { TRANSPORTS } from './boundaries.mjs';

/** The files that read the environment; everything else is handed a configuration. */
export const ENVIRONMENT_READERS = [
  'platform/boot/src/environment.ts',
  'platform/cli/src/settings.ts',
  'platform/cli/src/program.ts',
  'platform/testing/src/stories/must-be-told.ts',
];

const LEVEL = '/^(trace|debug|info|warn|error|fatal)$/';
const LOG_CALL = `CallExpression[callee.property.name=${LEVEL}]:matches([callee.object.name=/^log(ger)?$/i], [callee.object.property.name=/^log(ger)?$/i])`;
const STATIC_LOG =
  'A log message is static text; what varies stands in the object before it, where it can be redacted.';

const constructorNeeds = {
  selector: 'MethodDefinition[kind="constructor"] > FunctionExpression[params.length>5]',
  message: 'A constructor with more than five needs serves more than one idea: split the class.',
};
const staticLogs = [
  { selector: `${LOG_CALL} > TemplateLiteral[expressions.length>0]`, message: STATIC_LOG },
  { selector: `${LOG_CALL} > BinaryExpression`, message: STATIC_LOG },
];
/** PATH is no setting: whoever starts a program of its own hands it on. */
const environment = {
  selector:
    ':not(MemberExpression[property.value="PATH"]) > MemberExpression[object.name="process"][property.name="env"]',
  message: 'The environment is read once, by the files that platform/lint names; ask for a configuration instead.',
};

/** A condition may leave a test out, where data or rights are missing: `.ci/allowed-skips.json` then names its spec. */
const aloneOrAside = {
  selector:
    ':not(ConditionalExpression) > MemberExpression[object.name=/^(describe|it|test)$/][property.name=/^(only|skip|todo)$/]',
  message: 'A test runs or does not exist; one that runs alone hides the others.',
};
const everywhere = [constructorNeeds, aloneOrAside, ...staticLogs];

/** What a thread needs of the runtime in which no server runs: the whole of it is 90 MB and a second. */
const SIDE_DOORS = ['@mesh/product/errors', '@mesh/runtime/logger', '@mesh/runtime/processing'];

const deepImports = {
  group: ['@mesh/*/*', ...SIDE_DOORS.map((door) => `!${door}`)],
  message: 'Import a project by its name: its public face is what index.ts exports.',
};
const transports = {
  group: TRANSPORTS.flatMap((name) => [name, `${name}/*`]),
  message: 'A domain asks by port; engines and transports belong to adapters of the platform.',
};

/** The shape of a file of the house: short, flat, with static log messages and few needs. */
export const shape = {
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  'max-depth': ['error', 4],
  'no-warning-comments': 'error',
  'no-restricted-syntax': ['error', ...everywhere, environment],
  'no-restricted-imports': ['error', { patterns: [deepImports] }],
};

/** As `shape`, for the files that may read the environment. */
export const environmentReader = { 'no-restricted-syntax': ['error', ...everywhere] };

/** What a domain may never import, installed or not: the graph only knows packages that are installed. */
export const domainImports = { 'no-restricted-imports': ['error', { patterns: [deepImports, transports] }] };
