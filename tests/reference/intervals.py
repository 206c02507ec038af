# SPDX-License-Identifier: EUPL-1.2
"""Intervals of shares, numbers and standardised rates; funnels and control charts."""

LEVELS = (("0.95", "95_0cl"), ("0.998", "99_8cl"))


def cases(check):
    shares(check)
    counts(check)
    rates(check)
    funnels(check)
    charts(check)


def shares(check):
    file = "proportion_wilson.csv"
    t = check.table(file)
    columns = {"x": t["x"], "n": t["n"]}
    for level, suffix in LEVELS:
        got = check.stat("wilson", columns, settings=[f"level={level}", "multiplier=100"])
        check.compare(file, f"wilson value {level}", got["value"], t["value"], 1e-9, relative=True)
        check.compare(file, f"wilson lower {level}", got["lower"], t["lower" + suffix], 1e-9, relative=True)
        check.compare(file, f"wilson upper {level}", got["upper"], t["upper" + suffix], 1e-9, relative=True)
    got = check.stat("clopper-pearson", columns)
    for side in ("lower", "upper"):
        check.compare(file, f"clopper-pearson {side}", got[side], t[f"cp_{side}95"], 1e-9, relative=True)


def counts(check):
    file = "rate_byars_exact.csv"
    t = check.table(file)
    columns = {"x": t["x"], "n": t["n"]}
    for level, suffix in LEVELS:
        got = check.stat("byar", columns, settings=[f"level={level}", "multiplier=1000"])
        check.compare(file, f"byar value {level}", got["value"], t["value"], 1e-9, relative=True)
        for side in ("lower", "upper"):
            check.compare(file, f"byar {side} {level}", got[side], t[side + suffix], 1e-9, relative=True)
    got = check.stat("poisson-exact", columns, settings=["multiplier=1000"])
    for side in ("lower", "upper"):
        check.compare(file, f"poisson-exact {side}", got[side], t[f"exact_{side}95"], 1e-9, relative=True)


def rates(check):
    bands, file = check.table("dsr_input.csv"), "dsr_dobson_expected.csv"
    want = check.table(file)
    for level, suffix in LEVELS:
        got = check.stat("dsr", bands, settings=[f"level={level}"])
        got = {c: [got[c][[int(a) for a in got["area"]].index(int(area))] for area in want["area"]] for c in got}
        check.compare(file, f"dsr value {level}", got["value"], want["value"], 1e-9, relative=True)
        for side in ("lower", "upper"):
            check.compare(file, f"dsr {side} {level}", got[side], want[side + suffix], 1e-9, relative=True)
    check.compare("dsr_input.csv", "dsr events", got["events"], want["total_count"], 0)
    check.compare("dsr_input.csv", "dsr persons", got["persons"], want["total_pop"], 0)
    # Seven events in one area: refused, and the others as before.
    few = {c: list(v) for c, v in bands.items()}
    for i, area in enumerate(few["area"]):
        if area == "1":
            few["x"][i] = "1" if int(few["ageband"][i]) <= 7 else "0"
    refused = check.stat("dsr", few)
    at = [int(a) for a in refused["area"]].index(1)
    check.equal(file, "dsr refused below 10 events", [refused["status"][at], refused["events"][at]], ["too_few_events", 7.0])
    check.compare(file, "dsr no value when refused", refused["value"][at], [float("nan")], 0)
    check.equal(file, "dsr of the other areas", [s for i, s in enumerate(refused["status"]) if i != at], ["ok"] * (len(want["area"]) - 1))

    file = "isr_expected.csv"
    want = check.table(file)
    direct = check.stat("isr", {"observed": want["observed"], "expected": want["expected"]})
    by_age = check.stat("isr", bands)
    order = [[int(a) for a in by_age["area"]].index(int(area)) for area in want["area"]]
    for column, wanted in (("value", "value"), ("lower", "lowercl"), ("upper", "uppercl")):
        check.compare(file, f"isr {column}", direct[column], want[wanted], 1e-9, relative=True)
        check.compare(file, f"isr by age {column}", [by_age[column][i] for i in order], want[wanted], 1e-9, relative=True)
    check.compare(file, "isr by age expected", [by_age["expected"][i] for i in order], want["expected"], 1e-9, relative=True)


def funnels(check):
    limits = (("lower95", "lower_2s_limit"), ("upper95", "upper_2s_limit"), ("lower998", "lower_3s_limit"), ("upper998", "upper_3s_limit"))
    file = "funnel_proportion_limits.csv"
    t = check.table(file)
    baseline = float(t["baseline"][0]) / 100
    got = check.stat("funnel", {"x": [0] * len(t["baseline"]), "n": t["Population"]}, settings=[f"reference={baseline!r}", "multiplier=100"])
    for column, wanted in limits:
        check.compare(file, f"funnel proportion {column}", got[column], t[wanted], 1e-6)

    file = "funnel_proportion_significance.csv"
    t = check.table(file)
    got = check.stat("funnel", {"x": t["numerator"], "n": t["denominator"]})
    check.equal(file, "funnel significance", got["significance"], t["significance"])

    file = "funnel_rate_limits.csv"
    t = check.table(file)
    baseline = float(t["baseline"][0]) / 1000
    columns, settings = {"x": t["Events"], "n": [1000] * len(t["Events"])}, ["type=rate", f"reference={baseline!r}", "multiplier=1000"]
    got, exact = check.stat("funnel", columns, settings=settings), check.stat("funnel", columns, settings=[*settings, "limits=exact"])
    for column, wanted in limits:
        check.compare(file, f"funnel rate {column}", got[column], t[wanted], 1e-9, relative=True)
        # The reference seeks its limits by halving; at one event it stops 5e-5 from the quantile, from two events on within 1e-6.
        check.compare(file, f"funnel rate {column}, exact from 2 events", exact[column][1:], t[wanted][1:], 1e-6, relative=True)


def charts(check):
    file = "spc_cdi_cchart.csv"
    t = check.table(file)
    got = check.stat("spc", {"x": t["y"]})
    compare_chart(check, file, got, t)
    file = "spc_uti_uchart.csv"
    t = check.table(file)
    got = check.stat("spc", {"x": t["y.sum"], "n": t["n"]}, settings=["chart=u", "multiplier=10000"])
    compare_chart(check, file, got, t)
    check.compare(file, "spc longest run", got["longest_run"], t["longest.run"], 0)
    check.compare(file, "spc crossings", got["crossings"], t["n.crossings"], 0)


def compare_chart(check, file, got, t):
    for column, wanted in (("value", "y"), ("centre", "cl"), ("lower", "lcl"), ("upper", "ucl")):
        check.compare(file, f"spc {column}", got[column], t[wanted], 1e-9, relative=True)
    for column, wanted in (("outside", "sigma.signal"), ("runs", "runs.signal")):
        check.equal(file, f"spc {column}", got[column], [1.0 if v == "TRUE" else 0.0 for v in t[wanted]])
