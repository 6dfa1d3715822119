/**
 * Reads what Jest wrote and says whether the run can be trusted: each spec of the tree in the working folder ran, none
 * was empty, no test was skipped. The last line is `N passed, N failed` (and what was skipped); a spec that did not run
 * counts as failed. Exits 1 if anything is amiss.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { relative } from 'node:path';

const [resultsFile = 'jest.json'] = process.argv.slice(2);
const root = realpathSync(process.cwd());
const report = existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, 'utf8')) : { testResults: [] };
const testsOf = new Map(report.testResults.map((suite) => [relative(root, suite.name), suite.assertionResults]));
const specs = execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '*.spec.ts'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter(Boolean);

const silent = specs.filter((spec) => !(testsOf.get(spec)?.length > 0));
const count = (...states) => [...testsOf.values()].flat().filter(({ status }) => states.includes(status)).length;
const passed = count('passed');
const failed = count('failed') + silent.length;
const skipped = count('pending', 'skipped', 'todo', 'disabled');

for (const spec of silent) console.log(`did not run: ${spec}`);
if (skipped > 0) console.log('some tests were skipped: a test runs or does not exist');
if (passed === 0) console.log('no test passed');
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = passed > 0 && failed === 0 && skipped === 0 ? 0 : 1;
