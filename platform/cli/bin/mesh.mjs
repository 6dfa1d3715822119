#!/usr/bin/env -S node --max-semi-space-size=64
// A call leaves its garbage within milliseconds; room for it to die young is worth a sixth of the throughput of a port.
import '../dist/main.js';
