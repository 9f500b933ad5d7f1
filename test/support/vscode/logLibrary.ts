// Stands in for `@vscode/spdlog` in a fetched VS Code, so that its log files need no C++ compiler: what its server and its extension host
// call of that library, with the same files to the byte. Source: https://github.com/microsoft/node-spdlog, and spdlog's rotating file sink.
import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, parse } from 'node:path';

/** By their numbers, from 0. */
const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'] as const;
type Level = (typeof levels)[number];

/** One by its name: who asks for the same name again logs into the same file. */
interface Log {
  readonly name: string;
  readonly file: string;
  readonly largest: number;
  readonly olderFiles: number;
  level: number;
  format: (level: Level, message: string) => string;
}

const logs = new Map<string, Log>();
let levelOfNewLogs = levels.indexOf('info');

/** spdlog's flags that VS Code uses, and those of spdlog's own pattern. */
const flags: Readonly<Record<string, (now: Date, log: Log, level: Level, message: string) => string>> = {
  Y: (now) => String(now.getFullYear()),
  m: (now) => padded(now.getMonth() + 1),
  d: (now) => padded(now.getDate()),
  H: (now) => padded(now.getHours()),
  M: (now) => padded(now.getMinutes()),
  S: (now) => padded(now.getSeconds()),
  e: (now) => padded(now.getMilliseconds(), 3),
  l: (_now, _log, level) => level,
  n: (_now, log) => log.name,
  v: (_now, _log, _level, message) => message,
  '%': () => '%',
};

const padded = (value: number, width = 2) => String(value).padStart(width, '0');

function formatter(log: () => Log, pattern: string): Log['format'] {
  return (level, message) => {
    const now = new Date();
    const fill = (whole: string, flag: string) => flags[flag]?.(now, log(), level, message) ?? whole;
    return `${pattern.replace(/%(.)/g, fill)}\n`;
  };
}

/** Of spdlog, as the native library tells it: 1.12.0. */
export const version = 11200;

/** @param level - a number of {@link levels}, for all logs and those to come */
export function setLevel(level: number): void {
  levelOfNewLogs = checked(level);
  for (const log of logs.values()) log.level = level;
}

/** Nothing to do: every message is in its file at once. */
export function setFlushOn(level: number): void {
  checked(level);
}

/** @param type - what the native one is asked for; every log is a rotating one here */
export class Logger {
  #log: Log | undefined;

  constructor(_type: string, name: string, file: string, largest: number, olderFiles: number) {
    this.#log = logs.get(name) ?? open(name, file, largest, olderFiles);
  }

  trace = (message: string): void => write(this.#log, 'trace', message);
  debug = (message: string): void => write(this.#log, 'debug', message);
  info = (message: string): void => write(this.#log, 'info', message);
  warn = (message: string): void => write(this.#log, 'warning', message);
  error = (message: string): void => write(this.#log, 'error', message);
  critical = (message: string): void => write(this.#log, 'critical', message);

  getLevel(): number {
    return this.#log?.level ?? levels.indexOf('info');
  }

  setLevel(level: number): void {
    checked(level);
    if (this.#log) this.#log.level = level;
  }

  setPattern(pattern: string): void {
    const log = this.#log;
    if (log) log.format = formatter(() => log, pattern);
  }

  /** The messages alone, without even a line's end. */
  clearFormatters(): void {
    if (this.#log) this.#log.format = (_level, message) => message;
  }

  flush(): void {}

  drop(): void {
    if (this.#log) logs.delete(this.#log.name);
    this.#log = undefined;
  }
}

/**
 * @param largest - bytes of a file, before the next message begins another
 * @param olderFiles - how many are kept beside `file`, as `<name>.1<extension>` and so on
 */
export async function createRotatingLogger(
  name: string,
  file: string,
  largest: number,
  olderFiles: number,
): Promise<Logger> {
  mkdirSync(dirname(file), { recursive: true });
  return new Logger('rotating', name, file, largest, olderFiles);
}

export const createAsyncRotatingLogger = createRotatingLogger;

function open(name: string, file: string, largest: number, olderFiles: number): Log {
  // The file is there from the beginning.
  appendFileSync(file, '');
  const log: Log = { name, file, largest, olderFiles, level: levelOfNewLogs, format: () => '' };
  log.format = formatter(() => log, '[%Y-%m-%d %H:%M:%S.%e] [%n] [%l] %v');
  logs.set(name, log);
  return log;
}

function write(log: Log | undefined, level: Level, message: string): void {
  if (log === undefined || levels.indexOf(level) < log.level) return;
  const text = log.format(level, message);
  try {
    const size = sizeOf(log.file);
    if (size > 0 && size + Buffer.byteLength(text) > log.largest) rotate(log);
    appendFileSync(log.file, text);
  } catch (error) {
    // Nothing that is logged may fail because of the log.
    console.error(String(error));
  }
}

function rotate({ file, olderFiles }: Log): void {
  for (let index = olderFiles; index > 0; index -= 1) {
    const older = numbered(file, index - 1);
    if (sizeOf(older) >= 0) renameSync(older, numbered(file, index));
  }
  if (olderFiles === 0) rmSync(file, { force: true });
}

/** `log.txt` and 3 are `log.3.txt`. */
function numbered(file: string, index: number): string {
  if (index === 0) return file;
  const { dir, name, ext } = parse(file);
  return `${dir}/${name}.${index}${ext}`;
}

/** In bytes; -1 where there is no such file. */
function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? -1;
}

function checked(level: number): number {
  if (levels[level] === undefined) throw new Error('Invalid level');
  return level;
}
