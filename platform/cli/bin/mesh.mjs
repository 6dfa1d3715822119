#!/usr/bin/env -S node --max-semi-space-size=128
// A call leaves its garbage within milliseconds; room for it to die young is worth a sixth of the throughput of a port.
import { setFlagsFromString } from 'node:v8';

// For this thread alone: those that it starts say themselves how much room they need, and the flag would overrule them.
setFlagsFromString('--max-semi-space-size=0');
await import('../dist/main.js');
