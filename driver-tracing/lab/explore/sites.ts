import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

/** A call in the driver's sources. */
export interface Place {
  readonly function: string;
  readonly file: string;
  readonly line: number;
}

/** The driver's calls: what the harness's numbers for them mean. */
export interface SiteTable {
  /** A line a site, numbered from 1: "ADDRESS LINE FUNCTION", as the harness reads it. */
  readonly text: string;
  /** Null for 0, which is no site of the driver's. */
  place(site: number): Place | null;
  /** Null where no function of that name calls anything. */
  fileOfFunction(name: string): string | null;
}

const MAX_OUTPUT = 256 << 20;

/** Finds the calls in the driver's section of a program, by the address that each returns to. */
export async function readSites(program: string, cwd: string): Promise<SiteTable> {
  const { stdout } = await promisify(execFile)(
    'objdump',
    ['-d', '-j', 'labdriver', '--no-show-raw-insn', program],
    { cwd, maxBuffer: MAX_OUTPUT },
  );
  const addresses = returnAddresses(stdout);
  const places = await symbolize(program, addresses);
  const lines = addresses.map((address, index) => {
    const place = places[index]!;
    return `${address.toString(16)} ${place.line} ${place.function}`;
  });
  const files = new Map(places.map((place) => [place.function, place.file]));
  return {
    text: `${lines.join('\n')}\n`,
    place: (site) => places[site - 1] ?? null,
    fileOfFunction: (name) => files.get(name) ?? null,
  };
}

function returnAddresses(listing: string): number[] {
  const addresses: number[] = [];
  let isBehindCall = false;
  for (const line of listing.split('\n')) {
    const instruction = /^\s*([0-9a-f]+):\t(\S+)/.exec(line);
    if (instruction !== null) {
      if (isBehindCall) {
        addresses.push(Number.parseInt(instruction[1]!, 16));
      }
      isBehindCall = instruction[2]!.startsWith('call');
    }
  }
  return addresses;
}

/** Function and line of each call, which lies just before the address that it returns to. */
function symbolize(program: string, addresses: readonly number[]): Promise<Place[]> {
  const child = spawn('addr2line', ['-f', '-C', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(addresses.map((address) => `${(address - 1).toString(16)}\n`).join(''));
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
    child.on('error', reject).on('close', () => {
      const lines = text.split('\n');
      resolve(addresses.map((_, index) => placeOf(lines[2 * index] ?? '?', lines[2 * index + 1] ?? '?:0')));
    });
  });
}

function placeOf(name: string, position: string): Place {
  const [, file = '?', line = '0'] = /^(.*):(\d+)/.exec(position) ?? [];
  // As __func__ has it, by which the trace names functions: without class, namespace and parameters.
  const [short = '?'] =
    /[\w~]+$/.exec(name.replace(/\(anonymous namespace\)/g, '').replace(/[(<].*/, '')) ?? [];
  return { function: short, file, line: Number(line) };
}
