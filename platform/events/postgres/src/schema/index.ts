import type { Migration } from '@mesh/database';
import { APPEND, APPEND_ONCE } from './append.js';
import { KEEP_LEASE, LEAVE, SHARE_OF } from './groups.js';
import { OFFSET_AT } from './search.js';
import { TABLES } from './tables.js';

/** The schema `events`. */
export const MIGRATIONS: readonly Migration[] = [
  { name: '001-tables', sql: TABLES },
  { name: '002-append', sql: APPEND + APPEND_ONCE },
  { name: '003-groups', sql: SHARE_OF + KEEP_LEASE + LEAVE },
  { name: '004-search', sql: OFFSET_AT },
];
