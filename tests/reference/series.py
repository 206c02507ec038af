# SPDX-License-Identifier: EUPL-1.2
"""Trends, breaks and alarms of series."""
import math


def trends(check):
    file = "mannkendall.json"
    want = check.json(file)["PrecipGL"]
    got = {k: v[0] for k, v in check.stat("mann-kendall", {"y": want["y"]}).items()}
    check.equal(file, "mann-kendall s", [got["s"]], [want["S"]])
    check.compare(file, "mann-kendall sen slope", got["slope"], want["sen"], 1e-9)
    # The reference program (Kendall 2.2.1) computes in single precision: S and the ties are exact there, the rest to about seven digits.
    check.compare(file, "mann-kendall variance (single precision)", got["variance"], want["varS"], 1e-7, relative=True)
    check.compare(file, "mann-kendall tau (single precision)", got["tau"], want["tau"], 1e-6, relative=True)
    check.compare(file, "mann-kendall p (single precision)", got["p"], want["p"], 1e-4, relative=True)
    # The same four in double precision from the definitions.
    y = want["y"]
    n, ties = len(y), [y.count(v) for v in set(y)]
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    pairs = n * (n - 1) / 2
    check.compare(file, "mann-kendall variance by definition", got["variance"], variance, 1e-9, relative=True)
    check.compare(file, "mann-kendall tau by definition", got["tau"], want["S"] / math.sqrt(pairs * (pairs - sum(t * (t - 1) / 2 for t in ties))), 1e-9, relative=True)
    check.compare(file, "mann-kendall p by definition", got["p"], math.erfc((want["S"] - 1) / math.sqrt(variance) / math.sqrt(2)), 1e-9, relative=True)

    file = "changepoint_mean.json"
    want = check.json(file)
    for penalty in ("MBIC", "BIC"):
        got = check.stat("changepoint", {"y": want["y"]}, settings=[f"penalty={penalty.lower()}"])
        check.equal(file, f"changepoint {penalty}", got["changepoint"], want[f"PELT_{penalty}"])


def alarms(check):
    weekly = check.table("salmnewport_weekly.csv")
    check.json("salmnewport_versions.json")
    series = {"t": weekly["epoch"], "y": weekly["y"]}

    file = "salmnewport_farrington_expected.csv"
    want = check.table(file)
    last = f"last={len(want['t'])}"
    dates = weekly["epoch"][-len(want["t"]):]
    check.equal(file, "weeks judged", weekly["t"][-len(want["t"]):], want["t"])
    flexible = ["b=4", "w=3", "no-periods=10", "weights-threshold=2.58", "past-weeks-not-included=26", "trend-p=1", "threshold=nbplugin", "alpha=0.05"]
    narrow = ["b=4", "w=3", "no-periods=1", "weights-threshold=1", "past-weeks-not-included=3", "trend-p=0.05", "threshold=delta", "alpha=0.05"]
    for suffix, settings in (("nbPlugin10", flexible), ("delta1", narrow)):
        got = check.stat("farrington", series, settings=[last, *settings])
        check.equal(file, f"{suffix} t", got["t"], dates)
        for ours, theirs in (("upper", "upper"), ("expected", "mu"), ("dispersion", "phi"), ("p", "pvalue")):
            if f"{theirs}_{suffix}" in want:
                check.compare(file, f"farrington {theirs} {suffix}", got[ours], want[f"{theirs}_{suffix}"], 1e-4)
        check.equal(file, f"farrington alarm {suffix}", got["alarm"], map(float, want[f"alarm_{suffix}"]))
    # The file itself as input: t is a number there, its column epoch gives the calendar.
    got = check.stat("farrington", weekly, settings=[last, *flexible])
    check.compare(file, "farrington upper nbPlugin10, file as it is", got["upper"], want["upper_nbPlugin10"], 1e-4)

    file = "salmnewport_ears_expected.csv"
    want = check.table(file)
    for method in ("C1", "C2", "C3"):
        got = check.stat("ears", series, settings=[f"method={method}", f"last={len(want['t'])}"])
        check.compare(file, f"ears {method}", got["upper"], want[method], 1e-9)
        check.equal(file, f"ears {method} alarm", got["alarm"], map(float, want[f"a{method}"]))

    file = "salmnewport_cusum_rossi_expected.csv"
    want = check.table(file)
    got = check.stat("cusum", series, settings=[f"last={len(want['t'])}"])
    check.compare(file, "cusum upper", got["upper"], want["upperbound"], 1e-9)
    check.compare(file, "cusum", got["cusum"], want["cusum"], 1e-9)
    check.equal(file, "cusum alarm", got["alarm"], map(float, want["alarm"]))

    file = "salmnewport_glrnb_expected.csv"
    want = check.table(file)
    got = check.stat("glr-nb", series, settings=[f"last={len(want['t'])}"])
    check.compare(file, "glr-nb", got["glr"], want["glr"], 1e-4)
    check.equal(file, "glr-nb alarm", got["alarm"], map(float, want["alarm"]))


def cases(check):
    trends(check)
    alarms(check)
