# SPDX-License-Identifier: EUPL-1.2
"""Intervals of shares, numbers and standardised rates."""


def cases(check):
    file = "proportion_wilson.csv"
    t = check.table(file)
    got = check.stat("wilson", {"x": t["x"], "n": t["n"]})
    for column, wanted in (("value", "value"), ("lower", "lower95_0cl"), ("upper", "upper95_0cl")):
        check.compare(file, f"wilson {column}", [100.0 * v for v in got[column]], t[wanted], 1e-9, relative=True)
