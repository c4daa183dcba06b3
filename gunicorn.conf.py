"""How gunicorn serves the portal; ``los.py`` adds the address, a service unit may as well."""

import gc

wsgi_app = "sozialplanung.wsgi"
worker_class = "gthread"
preload_app = True  # loaded once for all workers; a new version needs a restart
workers = 2
threads = 4
loglevel = "warning"
control_socket_disable = True  # two portals on one machine would share it


def when_ready(server):
    """Say in German what to open, when the portal can be opened."""
    host, port = server.address[0][:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(host, host)  # noqa: S104 – compared, not bound
    spare_what_stays()
    print(f"Fertig: Öffnen Sie http://{shown}:{port} – Strg+C beendet das Portal.", flush=True)  # noqa: T201


def spare_what_stays():
    """Leave all that is loaded by now out of the garbage collection of the workers to come.

    Python collects whole only when what is new comes to a quarter of what was there: with the
    program among it, some 20 MB of finished pages. The second call counts anew what was there.
    Memory that nobody writes to stays shared by the workers, too.
    """
    gc.collect()
    gc.freeze()
    gc.collect()
