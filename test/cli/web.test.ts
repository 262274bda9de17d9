import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { wsktrace } from '../support/cli.ts';
import { useFolder } from '../support/folder.ts';

const folder = useFolder();

describe('wsktrace web', () => {
  test('writes one HTML file that asks for nothing else, and says where it is', async () => {
    const { code, out } = await wsktrace('web', '-o', folder.at('page.html'));
    expect(code).toBe(0);
    expect(out.split('\n')[0]).toBe(folder.at('page.html'));
    const page = readFileSync(folder.at('page.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>/);
    expect(page.replaceAll(/<script[\s\S]*?<\/script>/g, '')).not.toMatch(/(?:src|href)=/);
    expect(page.length).toBeLessThan(3_000_000);
  });

  test('writes the same to stdout', async () => {
    await wsktrace('web', '-o', folder.at('page.html'));
    const { out } = await wsktrace('web', '-o', '-');
    expect(out).toBe(readFileSync(folder.at('page.html'), 'utf8'));
  });
});
