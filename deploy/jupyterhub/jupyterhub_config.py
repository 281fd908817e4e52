"""A JupyterHub for a class, as an example: fill in what is empty, then `jupyterhub -f jupyterhub_config.py`.

It starts with nothing chosen only to say what is missing. docs/hub.md goes through it step by step.
"""

import sys
from pathlib import Path

c = get_config()  # noqa: F821 - JupyterHub puts it here

# 1. Who comes in. "pam": who has an account on this machine. A university has a login of its own: install
#    oauthenticator, and see its manual. Never "dummy" on a network: it lets in whoever types a name.
AUTHENTICATOR = ""
# 2. Of these, who may use it: names, or True for all who can log in.
ALLOWED: set[str] | bool = set()
# 3. Who runs it. JupyterHub lets its administrators open everybody's server, so these can read every record,
#    as whoever is root on the machine can. An instructor need not be one.
ADMINISTRATORS: set[str] = set()
# 4. Who starts the servers. "systemd" (pip install jupyterhub-systemdspawner) holds each learner to the
#    memory below. "local" does not: set HOLD_MEMORY in infowar_kit_hub.py with it.
SPAWNER = ""
# 5. Where it listens. A hub that others reach needs HTTPS: a web server in front of it, or ssl_key, ssl_cert.
ADDRESS = "http://127.0.0.1:8000"

# What docs/hub.md measured, with room for a second lesson that is open.
MEMORY = "1G"
# Seconds until a server is stopped that nobody has used, and after which every server is stopped.
SERVER_RESTS = 60 * 60
SERVER_LIVES = 24 * 60 * 60

SPAWNERS = {"systemd": "systemdspawner.SystemdSpawner", "local": "jupyterhub.spawner.LocalProcessSpawner"}
missing = [
    name
    for name, chosen in {"AUTHENTICATOR": AUTHENTICATOR, "ALLOWED": ALLOWED, "SPAWNER": SPAWNER}.items()
    if not chosen
]
if missing:
    sys.exit(f"Choose {', '.join(missing)} in {__file__} first: the lines there say what each means.")

c.JupyterHub.authenticator_class = AUTHENTICATOR
if ALLOWED is True:
    c.Authenticator.allow_all = True
else:
    c.Authenticator.allowed_users = ALLOWED
c.Authenticator.admin_users = ADMINISTRATORS
c.JupyterHub.spawner_class = SPAWNERS.get(SPAWNER, SPAWNER)
c.JupyterHub.bind_url = ADDRESS
c.Spawner.mem_limit = MEMORY

c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [
            sys.executable, "-m", "jupyterhub_idle_culler",
            f"--timeout={SERVER_RESTS}", f"--cull-every={min(300, SERVER_RESTS)}",
            f"--max-age={SERVER_LIVES}",
        ],
    }
]  # fmt: skip
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }
]

load_subconfig(str(Path(__file__).with_name("infowar_kit_hub.py")))  # noqa: F821
