"""A plain HTTP client that asks as fast as it can over kept connections."""

import socket
import sys
import threading
import time


class Verbindung:
    """One kept connection; ``ask`` sends a ready request and reads the whole answer."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.rest = b""

    def ask(self, request):
        """Return the status of the answer."""
        self.socket.sendall(request)
        data = self.rest
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        while len(body) < length:
            body += self._more()
        self.rest = body[length:]
        return int(head[9:12])

    def _more(self):
        data = self.socket.recv(262_144)
        if not data:
            raise ConnectionError("Der Server hat die Verbindung beendet.")
        return data


def request_for(port, path, etag=""):
    condition = f"If-None-Match: {etag}\r\n" if etag else ""
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n{condition}\r\n"
    ).encode()


def run(port, path, status, seconds, connections, etag="", fresh=False):
    """Ask for ``path`` during ``seconds``; return how many answers came.

    ``fresh`` makes every address a new one, so that no answer comes from the cache.
    Any other status than ``status`` is an error.
    """
    counts, wrong = [0] * connections, []
    end = time.perf_counter() + seconds
    start = time.time_ns()

    def work(number):
        connection = Verbindung(port)
        request = request_for(port, path, etag)
        while not counts[number] or time.perf_counter() < end:
            if fresh:
                mark = "&" if "?" in path else "?"
                request = request_for(
                    port, f"{path}{mark}_={start}-{number}-{counts[number]}", etag
                )
            got = connection.ask(request)
            if got != status:
                wrong.append(f"{path}: {got} statt {status}")
                return
            counts[number] += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise RuntimeError(wrong[0])
    return sum(counts)


if __name__ == "__main__":
    port, path, status, seconds, etag, fresh = sys.argv[1:]
    number = run(int(port), path, int(status), float(seconds), 4, etag, fresh == "1")
    sys.stdout.write(str(number))
