"""What the rehearsal changes of the example's configuration; read by JupyterHub, not by the tests.

It runs on this machine alone, so whoever types a name may come in. Where the hub is root, each learner's
server runs under a number of its own, without an account in the system: files and processes of learners are
kept apart as between real accounts, and nothing of it has to be removed. Elsewhere all run as who rehearses.
"""

import json
import os
from pathlib import Path

from jupyterhub.spawner import SimpleLocalProcessSpawner

c = get_config()  # noqa: F821 - JupyterHub puts it here

settings = json.loads(Path(os.environ["REHEARSAL"]).read_text())
homes = Path(settings["homes"])
numbers = settings["numbers"]  # a user's number by name; empty where the hub is not root


class OwnNumber(SimpleLocalProcessSpawner):
    """Start a server in a home of its own, and as a user of its own."""

    def make_preexec_fn(self, name):
        """Return what the new process does first."""
        home = homes / name

        def first():
            os.umask(0o077)
            if name in numbers:
                os.setgroups([])
                os.setgid(numbers[name])
                os.setuid(numbers[name])
            os.chdir(home)

        return first


load_subconfig(settings["config"])  # noqa: F821
c.JupyterHub.spawner_class = OwnNumber
c.SimpleLocalProcessSpawner.home_dir_template = f"{homes}/{{username}}"
c.JupyterHub.hub_port = settings["ports"][0]
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{settings['ports'][1]}"
# How soon the hub hears that somebody is at work: else a rehearsal of culling would take half an hour.
c.JupyterHub.last_activity_interval = 5
c.JupyterHub.activity_resolution = 1
c.Spawner.environment.update({"JUPYTERHUB_ACTIVITY_INTERVAL": "5"})
# How the tests look into JupyterLab.
c.Spawner.args.append("--LabApp.expose_app_in_browser=True")
