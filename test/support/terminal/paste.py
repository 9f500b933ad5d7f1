"""Pastes a text into a shell on a terminal of its own, presses Enter, and leaves the shell; see paste.ts.

Takes the path of a job, prints what came of it; both as JSON.
"""

import json
import os
import pty
import select
import signal
import sys
import time


def keys_of(text, brackets):
    """What a terminal sends for a paste: its line breaks are those of the Enter key."""
    keys = text.replace("\r\n", "\r").replace("\n", "\r").encode()
    return b"\x1b[200~" + keys + b"\x1b[201~" if brackets else keys


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        job = json.load(file)
    ready = job["prompt"].encode()
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(job["folder"])
        os.execve(job["command"][0], job["command"], job["environment"])
    os.set_blocking(terminal, False)
    screen, unsent = bytearray(), bytearray()
    state, since, bracketed = "starting", 0, False
    deadline = time.monotonic() + job["seconds"]
    while time.monotonic() < deadline:
        # Both at once: a shell that cannot write what it echoes does not read on either.
        readable, writable, _ = select.select([terminal], [terminal] if unsent else [], [], 1)
        if readable:
            try:
                screen += os.read(terminal, 65536)
            except OSError:
                state = "ended"
                break
        if writable:
            del unsent[: os.write(terminal, unsent)]
            since = len(screen)
        if unsent or ready not in screen[since:]:
            continue
        if state == "starting":
            bracketed = b"\x1b[?2004h" in screen
            unsent += keys_of(job["text"], bracketed or job["brackets"]) + b"\r"
            state = "pasted"
        elif state == "pasted":
            unsent += b"exit\r"
            state = "leaving"
    if state != "ended":
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    print(json.dumps({"state": state, "bracketed": bracketed, "screen": screen.decode("utf-8", "replace")}))


main()
