"""How hard the properties are tested: one Hypothesis profile for each occasion.

``HYPOTHESIS_PROFILE`` names the profile. A property that deserves more examples than the others
says so with ``@settings.get_profile("thorough")`` in place of ``@settings(...)``, and one of which
an example takes half a second, as a whole plan does, with ``"costly"``; what these mean depends on
the profile too:

========== ================== ======== ====== ==========================================
profile    examples, ordinary thorough costly for
========== ================== ======== ====== ==========================================
`default`  50                 200      20     bare ``pytest``, while writing
`ci`       100                800      30     ``make test``; the same examples every time
`other`    10                 100      5      the other interpreters
`long`     2,000              50,000   500    ``make test-long``
========== ================== ======== ====== ==========================================
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

EXAMPLES = {
    "default": (50, 200, 20),
    "ci": (100, 800, 30),
    "other": (10, 100, 5),
    "long": (2_000, 50_000, 500),
}


def use_profile(name: str) -> None:
    """Make the profile *name* the one in force, and ``thorough`` what it means there.

    No example has a deadline: what is slow the first time (a catalog read, a rulebook compiled)
    would fail one example and not the next.
    """
    ordinary, thorough, costly = EXAMPLES[name]
    fixed = name in {"ci", "other"}
    settings.register_profile(
        name,
        max_examples=ordinary,
        deadline=None,
        derandomize=fixed,
        database=None if fixed else settings().database,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.register_profile("thorough", settings.get_profile(name), max_examples=thorough)
    settings.register_profile("costly", settings.get_profile(name), max_examples=costly)
    settings.load_profile(name)


use_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
