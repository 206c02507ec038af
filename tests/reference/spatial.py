# SPDX-License-Identifier: EUPL-1.2
"""Do areas look like their neighbours: global and local measures, join counts, and the control of false discoveries.

The p-values of the files by permutation come from 99,999 draws with replacement, so they have a noise of their own: one standard error of a
two-sided p is up to 2 √(¼/99,999) = 0.0032. Deviations are allowed up to 0.005 beyond that noise at 2.5 standard errors; on average over a
file they may not exceed 0.004. The chance itself is computed with ten times as many draws.
"""
import math


def local(check, file, data, column, links):
    t = check.table(file)
    values, name = t[column], f"{column}_"
    moran = check.stat("local-moran", {"value": values}, neighbours=links)
    for got, wanted in (("ii", "Ii"), ("expected", "EIi_cond"), ("variance", "VarIi_cond"), ("z", "ZIi_cond"),
                        ("expected_total", "EIi_total"), ("variance_total", "VarIi_total")):
        check.compare(file, f"local-moran {column} {got}", moran[got], t[name + wanted], 1e-9)
    check.equal(file, f"local-moran {column} quadrant", moran["quadrant"], [q.lower() for q in t[name + "quadr_mean"]])
    normal = [math.erfc(abs(float(z)) / math.sqrt(2)) for z in t[name + "ZIi_cond"]]
    check.compare(file, f"local-moran {column} p_two from z", moran["p_two"], normal, 1e-9)
    gi = check.stat("gi", {"value": values}, neighbours=links)
    check.compare(file, f"gi {column} z", gi["z"], t[name + "G"], 1e-9)
    star = check.stat("gi-star", {"value": values}, neighbours=links)
    check.compare(file, f"gi-star {column} z", star["z"], t[name + "Gstar"], 1e-9)

    wanted = [float(p) for p in t[name + "Pr_Sim_two_99999"]]
    drawn = check.stat("local-moran", {"value": values}, neighbours=links, settings=("permutations=999999", "seed=7", "draws=replacement"))["p_two"]
    beyond = [max(0.0, abs(a - b) - 2.5 * math.sqrt(2 * b * (1 - b / 2) / 99999)) for a, b in zip(drawn, wanted)]
    check.compare(file, f"local-moran {column} p by permutation, beyond its noise", beyond, [0.0] * len(beyond), 0.005)
    mean = sum(abs(a - b) for a, b in zip(drawn, wanted)) / len(wanted)
    check.compare(file, f"local-moran {column} p by permutation, on average", mean, 0.0, 0.004)
    folded = [float(p) for p in t[name + "Pr_folded_99999"]]
    check.true(file, f"local-moran {column} p is two-sided, not folded",
               all(abs(p - 2 * f) <= 0.02 for p, f in zip(drawn, folded) if 2 * f < 0.98))
    # All three statistics depend on the dealt values through their sum alone, so their chances are the same.
    one, two, three = (check.stat(method, {"value": values}, neighbours=links, settings=("permutations=9999",))["p_two"]
                       for method in ("local-moran", "gi", "gi-star"))
    check.true(file, f"{column}: the same chance for local Moran, Gi and Gi*", one == two == three)
    q = check.stat("fdr", {"p": t[name + "Pr_Sim_two_99999"]})["q"]
    check.compare(file, f"fdr {column}", q, t[name + "BH_two"], 1e-9)

    told = data[f"ebmoran_sig_{column}"]
    check.equal(file, f"{column}: areas with p <= 0.05 two-sided, folded, after fdr",
                [sum(p <= 0.05 for p in wanted), sum(float(p) <= 0.05 for p in t[name + "Pr_folded_99999"]), sum(v <= 0.05 for v in q)],
                [told["p_le_05_two"], told["p_le_05_folded"], told["BH_05_two"]])


def whole(check, file, data, column, values, links):
    for method, key, value in (("moran", "moran_", "I"), ("geary", "geary_", "C")):
        want = data[key + column]
        got = check.items(method, {"value": values}, neighbours=links)
        check.compare(file, f"{method} {column} value", got["value"], want[value], 1e-9)
        check.compare(file, f"{method} {column} expected", got["expected"], want["E"], 1e-9)
        check.compare(file, f"{method} {column} variance", got["variance"], want["Var"], 1e-9)
        if "z" in want:
            check.compare(file, f"{method} {column} z", got["z"], want["z"], 1e-9)
            check.compare(file, f"{method} {column} p_two", got["p_two"], want["p_two"], 1e-9, relative=True)


def cases(check):
    for name, columns in (("columbus", ("CRIME", "HOVAL")), ("ncsids74", ("ft74",))):
        links, data = f"{name}_queen_edges_1based.csv", check.json(f"{name}_expected.json")
        t = check.table(f"{name}_expected.csv")
        check.equal(f"{name}_expected.json", "areas, links", [len(t["i"]), len(check.table(links)["i"])], [data["units"], data["links"]])
        for column in columns:
            local(check, f"{name}_expected.csv", data, column, links)
            whole(check, f"{name}_expected.json", data, column, t[column], links)

    # In this file n is the number of cases and x the number of births.
    t, data = check.table("ncsids74_expected.csv"), check.json("ncsids74_expected.json")
    got = check.items("eb-moran", {"x": t["n"], "n": t["x"]}, neighbours="ncsids74_queen_edges_1based.csv", settings=("permutations=9999",))
    check.compare("ncsids74_expected.json", "eb-moran value", got["value"], data["EBImoran"]["I"], 1e-9)
    check.compare("ncsids74_expected.json", "eb-moran p by permutation", got["p_two"], data["EBImoran"]["p9999"], 0.005)

    t, want = check.table("columbus_localjoincount.csv"), check.json("columbus_joincount.json")
    links = "columbus_queen_edges_1based.csv"
    got = check.stat("join-count", {"value": t["hi"]}, neighbours=links)
    for row, one in enumerate(want):
        check.compare("columbus_joincount.json", f"join-count {got['join'][row]} joins, expected, variance",
                      [got[c][row] for c in ("value", "expected", "variance")], one["est"], 1e-9)
        check.compare("columbus_joincount.json", f"join-count {got['join'][row]} z", got["z"][row], one["z"], 1e-9)
        check.compare("columbus_joincount.json", f"join-count {got['join'][row]} p_greater", got["p_greater"][row], one["p"], 1e-9)
    got = check.stat("local-join-count", {"value": t["hi"]}, neighbours=links)
    check.equal("columbus_localjoincount.csv", "local-join-count joins",
                [j if hi == "1" else 0.0 for j, hi in zip(got["joins"], t["hi"])], [float(j) for j in t["local_join_count"]])
    check.compare("columbus_localjoincount.csv", "local-join-count p (exact)", got["p"], t["p_exact_hypergeom"], 1e-9)

    # The same seed gives the same bytes on one, two and eight threads.
    t = check.table("ncsids74_expected.csv")
    runs = [check.stat("local-moran", {"value": t["ft74"]}, neighbours="ncsids74_queen_edges_1based.csv", settings=("permutations=9999",),
                       threads=threads) for threads in (1, 2, 8)]
    check.true("ncsids74_expected.csv", "the same p on 1, 2 and 8 threads", runs[0] == runs[1] == runs[2])
