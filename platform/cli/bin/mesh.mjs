#!/usr/bin/env -S node --max-semi-space-size=64 --heap-growing-percent=60 --v8-pool-size=1
// A call leaves its garbage within milliseconds; room for it to die young is worth a sixth of the throughput of a port.
// What dies later is collected when the heap has grown by 60 %: left to itself the engine waits until it is nearly three
// times as large, which costs an upload of any size a hundred megabytes. One worker collects for all threads: of four
// each is one more that wants a processor when a batch is done with.
import { setFlagsFromString } from 'node:v8';
import { engineThreadsGiveWay } from './engine-threads.mjs';

// Early: the first threads of a process are the engine's own.
engineThreadsGiveWay();

// For this thread alone: those that it starts say themselves how much room they need, and the flag would overrule them.
setFlagsFromString('--max-semi-space-size=0');
await import('../dist/main.js');
