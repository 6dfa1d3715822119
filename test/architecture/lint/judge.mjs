/**
 * Lints texts as if they stood in the tree, without writing them there: `[{ path, text }]` on stdin, one list of
 * `{ rule, message }` for each text on stdout. Runs in a process of its own, with the house's configuration as it is.
 */
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const eslint = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked] });

const verdicts = [];
for (const candidate of JSON.parse(await text(process.stdin))) {
  const results = await eslint.lintText(candidate.text, { filePath: candidate.path, warnIgnored: true });
  verdicts.push(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ({ rule: ruleId, message }))));
}
process.stdout.write(JSON.stringify(verdicts));
