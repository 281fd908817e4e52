"""The lessons as a JupyterLite site: they run in the browser alone, without server or network."""
