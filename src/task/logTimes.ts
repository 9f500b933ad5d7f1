/** What a log tells of the way of a task: when something was done, in milliseconds since 1970. */
interface LogTimes {
  readonly machineUp?: number;
  readonly started?: number;
  readonly copied?: number;
}

interface Line {
  readonly created_at?: { readonly time?: Date | undefined } | undefined;
  readonly log_code?: string | undefined;
  readonly message: string;
}

/**
 * The code of the first is documented (DCS API reference, ListMigrationTaskLogs); the words of the others are those of the user guide and
 * of what tools of the kind write, in English and Chinese.
 */
const tellings: readonly (readonly [keyof LogTimes, (line: Line) => boolean])[] = [
  [
    'machineUp',
    ({ log_code, message }) => log_code === 'migration.0026' || /^create migration ecs success/i.test(message),
  ],
  ['started', ({ message }) => isStart(message)],
  [
    'copied',
    ({ message }) =>
      /^full (?:migration|sync|synchronization|copy) (?:is |has )?(?:success|succeeded|completed?|finished|done)|^全量(?:迁移|同步)(?:已)?(?:完成|成功|结束)/i.test(
        message,
      ),
  ],
];

/** Also of a run that begins anew. */
function isStart(message: string): boolean {
  const starts =
    /^(?:re)?start(?:ed|ing)? (?:the |online |full )?migration|^reconnect\b.*\bagain|^开始(?:执行)?(?:全量)?迁移|^重启迁移/i.test(
      message,
    );
  return starts && !/\bfail|失败/i.test(message);
}

/** Where the newest run begins, of these lines, oldest first; 0 where none says so. */
export function lastStart(lines: readonly Pick<Line, 'message'>[]): number {
  return Math.max(
    0,
    lines.findLastIndex(({ message }) => isStart(message)),
  );
}

/** Of several lines of one kind the last counts: a task may begin anew. `lines`: oldest first. */
export function logTimes(lines: readonly Line[]): LogTimes {
  const times: { -readonly [Name in keyof LogTimes]: LogTimes[Name] } = {};
  for (const line of lines) {
    const time = line.created_at?.time?.getTime();
    const telling = time === undefined ? undefined : tellings.find(([, tells]) => tells(line));
    if (telling !== undefined && time !== undefined) times[telling[0]] = time;
  }
  // What was copied before it began anew is not copied now.
  if (times.copied !== undefined && times.copied < (times.started ?? 0)) delete times.copied;
  return times;
}
