import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';

const tools = ['/usr/lib/wine/wine64', '/usr/bin/x86_64-w64-mingw32-gcc'];
const missing = tools.filter((tool) => !existsSync(tool));
const title = 'the driver, loaded under Wine, echoes every byte and leaves a trace without findings';

if (missing.length > 0 && process.env.CI !== 'true') {
  it.skip(`${title} (skipped: ${missing.join(' and ')} not installed)`, () => {});
} else {
  it(title, { timeout: 180_000 }, () => {
    expect(missing).toEqual([]);
    const run = spawnSync('bash', ['driver-tracing/test/run.sh', 'echo-clean'], { encoding: 'utf8' });
    expect(run.stdout + run.stderr).toContain('ok    echo-clean: findings are -');
    expect(run.status).toBe(0);
  });
}
