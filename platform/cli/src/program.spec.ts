import { ran } from './testing/recording-terminal.js';

const COMMANDS = [
  'start',
  'serve',
  'token',
  'products',
  'describe',
  'train',
  'run',
  'promote',
  'withdraw',
  'rollout',
  'score',
  'explain',
  'lineage',
  'evaluation',
  'erase',
  'simulate',
  'emit',
  'check',
  'release',
];

describe('given a person who does not know the commands', () => {
  it('lists them all and exits with 0', async () => {
    const { status, stdout } = await ran(['--help']);
    expect(status).toBe(0);
    for (const command of [...COMMANDS, 'access']) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  it.each(COMMANDS)('shows an example of %s', async (command) => {
    const { status, stdout } = await ran([command, '--help']);
    expect(status).toBe(0);
    expect(stdout).toContain(`mesh ${command}`);
    expect(stdout).toContain('Example:');
    expect(stdout).toContain('--json');
  });
});

describe('given a group of commands', () => {
  it.each(['ask', 'list', 'grant', 'refuse', 'withdraw'])(
    'lists access %s and shows an example of it',
    async (command) => {
      expect((await ran(['access', '--help'])).stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
      const { status, stdout } = await ran(['access', command, '--help']);
      expect(status).toBe(0);
      for (const text of [`mesh access ${command}`, 'Example:', '--json', '--as']) expect(stdout).toContain(text);
    },
  );

  it.each([
    [[]],
    [['asks']],
    [['ask', 'a.b']],
    [['grant', 'id']],
    [['ask', 'a.b', 'c', '--purpose', 'HRESCH', '--reason', 'x', '--until', 'soon']],
  ])('exits with 2 and says why: access %j', async (commandLine) => {
    const { status, stdout, stderr } = await ran(['access', ...commandLine], { MESH_TOKEN: 'given' });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
  });
});

describe('given a wrong command line', () => {
  it.each([
    [['prodcts']],
    [['products', '--serch', 'heart']],
    [['describe']],
    [['promote', 'heart-disease-risk']],
    [['serve', 'dermatology']],
    [['simulate', 'cardiology', '--rate', 'fast']],
    [['simulate', 'cardiology', '--rate', '5', '--for', 'long']],
  ])('exits with 2 and says why: %j', async (commandLine) => {
    const { status, stdout, stderr } = await ran(commandLine);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
  });

  it('names a wrong variable and never its value', async () => {
    const { status, stderr } = await ran(['products'], { MESH_PORT: '9secret9' });
    expect(status).toBe(2);
    expect(stderr).toContain('MESH_PORT');
    expect(stderr).not.toContain('9secret9');
  });
});

describe('given a mesh that does not run', () => {
  it('says how to start it and exits with 1', async () => {
    const { status, stderr } = await ran(['products'], { MESH_PORT: '1' });
    expect(status).toBe(1);
    expect(stderr).toContain('CLI.MESH_UNREACHABLE');
    expect(stderr).toContain('npm start');
    expect(stderr).not.toContain('    at ');
  });

  it('tells a program the same as JSON', async () => {
    const { status, stdout } = await ran(['products', '--json'], { MESH_PORT: '1' });
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'CLI.MESH_UNREACHABLE' } });
  });
});
