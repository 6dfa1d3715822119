import type { Database } from '@mesh/database';

import { decodeBlock } from '../joining/judged-block.js';
import { JudgedWindow } from './judged-window.js';

interface BlockRow {
  readonly seq: string;
  readonly block: Buffer;
}

const BLOCKS_A_READ = 1_000;

/** Keeps the window of one model up with the blocks of PostgreSQL; made anew, it has what the last one had. */
export class WindowLoader {
  readonly window: JudgedWindow;
  private last = '0';

  constructor(
    private readonly model: number,
    private readonly most: number,
  ) {
    this.window = new JudgedWindow(most);
  }

  /** Says whether anything was new. */
  async catchUp(database: Database): Promise<boolean> {
    if (this.last === '0') this.last = await this.firstNeeded(database);
    let isNew = false;
    for (;;) {
      const rows = await database.query<BlockRow>(
        `SELECT seq, block FROM evaluation.judged WHERE model = $1 AND seq > $2 ORDER BY seq LIMIT ${BLOCKS_A_READ}`,
        [this.model, this.last],
      );
      for (const { block } of rows) decodeBlock(block, (...fields) => this.window.add(...fields));
      this.last = rows.at(-1)?.seq ?? this.last;
      isNew ||= rows.length > 0;
      if (rows.length < BLOCKS_A_READ) return isNew;
    }
  }

  /** Drops blocks that are wholly older than the window. */
  async forgetOld(database: Database): Promise<void> {
    const first = await this.firstNeeded(database);
    await database.query('DELETE FROM evaluation.judged WHERE model = $1 AND seq <= $2', [this.model, first]);
  }

  /** The sequence number after which the newest `most` cases stand. */
  private async firstNeeded(database: Database): Promise<string> {
    const [row] = await database.query<{ seq: string }>(
      `SELECT seq FROM (
         SELECT seq, sum(cases) OVER (ORDER BY seq DESC) - cases AS newer FROM evaluation.judged WHERE model = $1
       ) b WHERE newer >= $2 ORDER BY seq DESC LIMIT 1`,
      [this.model, this.most],
    );
    return row?.seq ?? '0';
  }
}
