import type { Database } from '@mesh/database';

/** Where a process dies that begins trainings: before its next transaction commits, or as soon as it has. */
export type Death = 'before the commit' | 'after the commit';

/** A database as a process sees it that is killed: its session ends, and nothing that it asks afterwards is done. */
export class MortalDatabase implements Database {
  private doom: Death | undefined;
  private dead = false;

  constructor(private readonly database: Database) {}

  /** Condemns the process to die in its next transaction. */
  dieIn(death: Death): void {
    this.doom = death;
  }

  /** Lets what is left of the process be put away. */
  bury(): void {
    this.dead = false;
  }

  query: Database['query'] = async (text, values) => {
    this.alive();
    return this.database.query(text, values);
  };

  transaction: Database['transaction'] = async (work) => {
    this.alive();
    const doom = this.doom;
    const result = await this.database.transaction(async (transaction) => {
      const done = await work(transaction);
      if (doom === 'before the commit') {
        this.dead = true;
        await transaction.query('SELECT pg_terminate_backend(pg_backend_pid())');
      }
      return done;
    });
    if (doom !== undefined) this.dead = true;
    return result;
  };

  listen: Database['listen'] = (channel, heard) => this.database.listen(channel, heard);

  close = (): Promise<void> => this.database.close();

  private alive(): void {
    if (this.dead) throw new Error('killed');
  }
}
