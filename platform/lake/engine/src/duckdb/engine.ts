import { DuckDBInstance } from '@duckdb/node-api';
import { LakeErrors } from '@mesh/lake';
import { literal } from './sql.js';
import { Session } from './session.js';
import { Slots } from './slots.js';

export interface EngineSettings {
  /** The only folder that the engine may touch. */
  readonly root: string;
  /** Where it spills what does not fit into memory. */
  readonly spillFolder: string;
  readonly memoryLimit: string;
  readonly threads: number;
}

/** Leaves one of libuv's four threads to the file system: each running statement holds one. */
const SESSIONS = 3;

/** The DuckDB instance of a lake, shut in: no extensions, no files beyond the root, settings locked. */
export class Engine {
  private readonly slots = new Slots(SESSIONS, { maxWaiting: 256, maxWaitMs: 30_000 });
  private closed = false;

  private constructor(private readonly instance: DuckDBInstance) {}

  static async open(settings: EngineSettings): Promise<Engine> {
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(settings.threads),
      memory_limit: settings.memoryLimit,
      temp_directory: settings.spillFolder,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const connection = await instance.connect();
    await connection.run(`SET GLOBAL TimeZone='UTC'`);
    await connection.run(`SET allowed_directories=[${literal(settings.root)}]`);
    await connection.run('SET enable_external_access=false');
    await connection.run('SET lock_configuration=true');
    connection.closeSync();
    return new Engine(instance);
  }

  /** Lends a session to `work`; all that it runs together has `timeoutMs`. */
  use<T>(timeoutMs: number, work: (session: Session) => Promise<T>): Promise<T> {
    return this.slots.run(async () => {
      if (this.closed) throw LakeErrors.CLOSED();
      const session = new Session(await this.instance.connect(), timeoutMs);
      try {
        return await work(session);
      } finally {
        session.end();
      }
    });
  }

  /** Resolves when for a moment nothing ran: the engine removes what it spilled once nobody needs it. */
  async quiet(): Promise<void> {
    let entered = 0;
    let open: () => void = () => undefined;
    const allEntered = new Promise<void>((resolve) => (open = resolve));
    const enter = (): Promise<void> =>
      this.slots.run(() => {
        entered += 1;
        if (entered === SESSIONS) open();
        return allEntered;
      });
    const turns = Array.from({ length: SESSIONS }, () => enter().finally(open));
    await Promise.all(turns);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.instance.closeSync();
  }
}
