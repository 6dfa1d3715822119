import type { Migration } from '@mesh/database';
import { APPEND, APPEND_ONCE, APPEND_WITH_ATTRIBUTES } from './append.js';
import { KEEP_LEASE, LEAVE, SHARE_OF } from './groups.js';
import { OFFSET_AT } from './search.js';
import { COMPACTED, REDELIVERY, SCHEMAS, TABLES } from './tables.js';

/** The schema `events`. */
export const MIGRATIONS: readonly Migration[] = [
  { name: '001-tables', sql: TABLES },
  { name: '002-append', sql: APPEND + APPEND_ONCE },
  { name: '003-groups', sql: SHARE_OF + KEEP_LEASE + LEAVE },
  { name: '004-search', sql: OFFSET_AT },
  { name: '005-schemas', sql: SCHEMAS + APPEND_WITH_ATTRIBUTES },
  { name: '006-redelivery', sql: REDELIVERY },
  { name: '007-compacted', sql: COMPACTED },
];
