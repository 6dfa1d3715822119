/** No signal comes as late as this. */
const FOREVER_MS = 2 ** 31 - 1;

/**
 * Resolves at the first signal, and keeps the process going until then; the second one exits with 130, as a shell
 * expects of an interrupted program.
 */
export function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    const going = setInterval(() => undefined, FOREVER_MS);
    let asked = false;
    const onSignal = (): void => {
      if (asked) process.exit(130);
      asked = true;
      clearInterval(going);
      resolve();
    };
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  });
}
