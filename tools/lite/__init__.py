"""The lessons as a JupyterLite site: they run in the browser alone, without a server and without a network."""
