"""How gunicorn serves the portal; ``los.py`` adds the address, a service unit may as well."""

import gc
import os
from pathlib import Path

wsgi_app = "sozialplanung.wsgi"
worker_class = "gthread"
preload_app = True  # loaded once for all workers; a new version needs a restart
workers = 2
threads = 4
loglevel = "warning"
control_socket_disable = True  # two portals on one machine would share it

# A worker starts with some 125 MB, most of it shared with the others; see
# docs/entscheidungen/0009-prozesse-bleiben-klein.md.
LARGEST = 190_000_000  # bytes; a worker that has more makes room for a new one
STATM = Path("/proc/self/statm")
FINISHED_PAGES = 2  # middle collections; by then some 14,000 objects may lie about


def when_ready(server):
    """Say in German what to open, when the portal can be opened."""
    host, port = server.address[0][:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(host, host)  # noqa: S104 – compared, not bound
    spare_what_stays()
    print(f"Fertig: Öffnen Sie http://{shown}:{port} – Strg+C beendet das Portal.", flush=True)  # noqa: T201


def spare_what_stays():
    """Leave all that is loaded by now out of the garbage collection of the workers to come.

    Memory that nobody writes to stays shared by the workers, and clearing up is quick.
    """
    gc.collect()
    gc.freeze()


def post_request(worker, req, environ, resp):
    """Clear away finished pages early; leave when a worker is too large even so.

    Python itself waits for 70,000 objects, which the pages of some 25 visits to the map make:
    40 MB. Ending is gunicorn's own way for „max_requests“: answers under way are finished, and a
    new worker comes. It happens after the office has read in a list of thousands of rows.
    """
    if gc.get_count()[2] >= FINISHED_PAGES:
        gc.collect()
        if resident() > LARGEST:
            worker.alive = False  # never True: a signal may have ended it this very moment


def resident():
    """Return the memory of this process in bytes; 0 where the system does not tell (macOS)."""
    try:
        pages = STATM.read_bytes().split()[1]
    except FileNotFoundError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
