import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_NOBODY = 65534


@pytest.fixture
def guarded() -> Iterator[Path]:
    """A folder where the modes of files count: root, for whom they do not, is someone else while the test runs."""
    folder = Path(tempfile.mkdtemp(prefix="crisisctl-")).resolve()
    is_root = os.geteuid() == 0
    if is_root:
        os.chown(folder, _NOBODY, _NOBODY)
        os.seteuid(_NOBODY)
    try:
        yield folder
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o700)
        shutil.rmtree(folder)
