import { Stops } from './stops.js';

describe('given parts that were started one after the other', () => {
  it('stops them in the other order, each when the one before is through', async () => {
    const order: string[] = [];
    const stops = new Stops(() => undefined);
    for (const name of ['database', 'log', 'service']) {
      stops.begun(name, async () => {
        order.push(`${name} stops`);
        await new Promise((resolve) => setImmediate(resolve));
        order.push(`${name} stopped`);
      });
    }
    await stops.stop();
    expect(order.join(', ')).toBe(
      'service stops, service stopped, log stops, log stopped, database stops, database stopped',
    );
  });

  it('leaves one that waits for what is away, says so, and stops those behind it', async () => {
    const [said, stopped]: [string[], string[]] = [[], []];
    const stops = new Stops((line) => said.push(line), 50);
    stops.begun('database', async () => void stopped.push('database'));
    stops.begun('log', () => new Promise(() => undefined));
    await stops.stop();
    expect(stopped).toEqual(['database']);
    expect(said).toEqual(['log did not stop within 0.05 s and is left as it is']);
  });

  it('stops those behind one that fails, and then tells the failure', async () => {
    const stopped: string[] = [];
    const stops = new Stops(() => undefined);
    stops.begun('database', async () => void stopped.push('database'));
    stops.begun('log', () => Promise.reject(new Error('the broker is away')));
    await expect(stops.stop()).rejects.toThrow('the broker is away');
    expect(stopped).toEqual(['database']);
  });

  it('stops each once, however often it is asked', async () => {
    let times = 0;
    const stops = new Stops(() => undefined);
    stops.begun('database', async () => void (times += 1));
    await Promise.all([stops.stop(), stops.stop()]);
    expect(times).toBe(1);
  });
});
