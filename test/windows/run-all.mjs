// Runs in Node for Windows: command lines one after the other, each with its output in files, since a pipe to what runs
// outside Wine is none that Node can write to.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [main, listFile, outFolder] = process.argv.slice(2);
mkdirSync(outFolder, { recursive: true });
const results = JSON.parse(readFileSync(listFile, 'utf8')).map(({ argv, cwd, env, input }, at) => {
  const files = ['out', 'err'].map((name) => join(outFolder, `${at}.${name}`));
  const [out, err] = files.map((file) => openSync(file, 'w'));
  const stdin = input === undefined ? 'ignore' : openSync(input, 'r');
  const environment = { ...process.env, ...env };
  for (const [name, value] of Object.entries(env ?? {})) {
    if (value === null) {
      delete environment[name];
    }
  }
  const [file, before] = main.endsWith('.exe') ? [main, []] : [process.execPath, [main]];
  const child = spawnSync(file, [...before, ...argv], {
    cwd,
    env: environment,
    stdio: [stdin, out, err],
    timeout: 120_000,
  });
  closeSync(out);
  closeSync(err);
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  for (const file of files) {
    rmSync(file);
  }
  return { code: child.status, error: child.error?.message ?? null, out: texts[0], err: texts[1] };
});
writeFileSync(join(outFolder, 'results.json'), JSON.stringify(results));
