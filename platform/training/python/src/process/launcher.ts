/**
 * What stands before a program, in the shell that every system has: limits on memory for each process ($1 kilobytes of
 * data: heap and private mappings), on the size of a file ($2 blocks of 512 bytes) and on core dumps; a guard that ends
 * the group when the service that started it is gone, which it hears from descriptor 3; and the last place behind scoring.
 */
export const LAUNCHER = [
  'ulimit -d "$1"; ulimit -f "$2"; ulimit -c 0; shift 2',
  '(read -r gone <&3; kill -KILL 0) >/dev/null 2>&1 &',
  'exec 3<&-',
  'exec nice -n 10 "$@"',
].join('\n');

/** The status with which a shell says that there is no such program, or that it cannot be run. */
export const NOT_STARTED = [126, 127] as const;
