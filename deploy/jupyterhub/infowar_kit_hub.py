"""What infowar-kit needs of a JupyterHub, whoever runs it: the lessons, the player, when things are stopped.

A hub of one's own loads this from jupyterhub_config.py beside it. The Littlest JupyterHub loads it from
/opt/tljh/config/jupyterhub_config.d/. docs/hub.md explains each line.
"""

c = get_config()  # noqa: F821 - JupyterHub puts it here

# Where the lessons lie that everybody gets a copy of: everybody may read there, only instructors may write.
LESSONS = "/srv/infowar-kit/lessons"
# The kit's command, where the learners' servers find it; on The Littlest JupyterHub:
# "/opt/tljh/user/bin/infowar-kit"
KIT = "infowar-kit"
# The spawners of JupyterHub itself hold nobody to `mem_limit`; then the kit does it, process by process.
HOLD_MEMORY = False
# Seconds until a lesson that nobody works on goes to sleep, also where its page is still open.
LESSON_RESTS = 30 * 60

c.Spawner.cmd = [
    KIT, "hub-server", "--lessons", LESSONS, *(["--hold-memory"] if HOLD_MEMORY else []), "--",
]  # fmt: skip
# Empty: then the first lesson opens in the player. With "/lab" everybody begins in JupyterLab.
c.Spawner.default_url = ""
c.Spawner.args = [
    f"--MappingKernelManager.cull_idle_timeout={LESSON_RESTS}",
    f"--MappingKernelManager.cull_interval={min(60, LESSON_RESTS)}",
    "--MappingKernelManager.cull_connected=True",
    # Deleted means deleted: no copy of a record stays in a bin.
    "--FileContentsManager.delete_to_trash=False",
]
# Each kernel would keep memory for as many threads as the machine has cores; no lesson computes that much.
c.Spawner.environment.update({"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"})
# A class begins at one moment: servers start a few at a time, and nobody is told that it failed.
c.Spawner.start_timeout = 180
c.Spawner.http_timeout = 180
c.JupyterHub.concurrent_spawn_limit = 10
# A link into a lesson starts the server that it needs, without a page that asks whether to.
c.JupyterHub.implicit_spawn_seconds = 2
