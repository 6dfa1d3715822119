/**
 * Reads what Jest wrote and says whether the run can be trusted: each spec of the tree in the working folder ran, none
 * was empty, and tests were skipped only in specs that `.ci/allowed-skips.json` names with the reason. No reason excuses a
 * story that was left out because a program was missing (Kafka, a browser, a tool): here they are all to be there. The last
 * line is `N passed, N failed` (and what was skipped); a spec that did not run counts as failed. Exits 1 if anything is
 * amiss.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { relative } from 'node:path';

const [resultsFile = 'jest.json'] = process.argv.slice(2);
const root = realpathSync(process.cwd());
const readJson = (file, otherwise) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : otherwise);

const { testResults } = readJson(resultsFile, { testResults: [] });
const allowedSkips = readJson('.ci/allowed-skips.json', {});
const listed = execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '*.spec.ts'], {
  cwd: root,
  encoding: 'utf8',
});
const specs = listed.split('\n').filter(Boolean);

const SKIPPED = ['pending', 'skipped', 'todo', 'disabled'];
const testsOf = new Map(testResults.map((suite) => [relative(root, suite.name), suite.assertionResults]));
const count = (tests, ...states) => tests.filter(({ status }) => states.includes(status)).length;
const all = [...testsOf.values()].flat();

const silent = specs.filter((spec) => !(testsOf.get(spec)?.length > 0));
const skipping = [...testsOf].filter(([, tests]) => count(tests, ...SKIPPED) > 0).map(([spec]) => spec);
const unexcused = skipping.filter((spec) => !Object.hasOwn(allowedSkips, spec));
/** As `storyNeeding` of the test kit marks what it leaves out. */
const leftOut = ({ status, ancestorTitles = [] }) =>
  SKIPPED.includes(status) && ancestorTitles.some((title) => /\(needs .+: .+\)$/.test(title));
const untold = [...testsOf].filter(([, tests]) => tests.some(leftOut)).map(([spec]) => spec);
const [passed, failed, skipped] = [count(all, 'passed'), count(all, 'failed') + silent.length, count(all, ...SKIPPED)];

for (const spec of silent) console.log(`did not run: ${spec}`);
for (const spec of untold) console.log(`left out for want of a program: ${spec}`);
for (const spec of skipping)
  console.log(`skipped tests: ${spec} (${allowedSkips[spec] ?? 'without a reason in .ci/allowed-skips.json'})`);
if (passed === 0) console.log('no test passed');
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = passed > 0 && failed === 0 && unexcused.length === 0 && untold.length === 0 ? 0 : 1;
