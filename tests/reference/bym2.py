# SPDX-License-Identifier: EUPL-1.2
"""Models of small areas on a map. No program for BYM2 is at hand, so bym2 itself is judged by simulation with known truth and by long chains
(tests/stat/small_area); its relative without an independent part, mrf, must give mgcv's numbers."""
import math


def cases(check):
    file = "scotland_lip_mgcv_mrf_re.csv"
    lip, want, fit = check.table("scotland_lip_eb.csv"), check.table(file), check.json("scotland_lip_mgcv.json")
    columns = {"y": lip["O"], "n": lip["E"], "AFF": lip["AFF"]}
    edges = "scotland_lip_queen_edges_1based.csv"
    asked = ["covariates=AFF", "rank=50"]
    got = check.stat("mrf", columns, neighbours=edges, settings=asked)
    expected = [math.log(float(e)) for e in lip["E"]]
    check.compare(file, "mrf linear predictor", [a + b for a, b in zip(got["eta"], expected)], want["eta"], 1e-5)
    check.compare(file, "mrf standard error", got["eta_se"], want["se"], 1e-5)
    got = check.items("mrf", columns, neighbours=edges, settings=[*asked, "give=parameters"])
    file = "scotland_lip_mgcv.json"
    check.compare(file, "mrf effective degrees of freedom", got["edf"], fit["edf"][0], 1e-3)
    check.compare(file, "mrf REML score", got["reml"], fit["reml"], 1e-5)
    check.compare(file, "mrf coefficients", [got["intercept"], got["AFF"]], [fit["coef"]["(Intercept)"], fit["coef"]["AFF"]], 1e-4)

    # BYM2 on the same map, with its independent part and its priors: the same picture where there are neighbours.
    file = "scotland_lip_mgcv_mrf_re.csv"
    got = check.stat("bym2", columns, neighbours=edges, settings=["covariates=AFF"])
    links = check.table(edges)
    linked = {int(v) - 1 for v in [*links["i"], *links["j"]]}
    pairs = [(got["eta"][i] + expected[i], float(want["eta"][i])) for i in sorted(linked)]
    mean = sum(abs(a - b) for a, b in pairs) / len(pairs)
    check.compare(file, "bym2 linear predictor, mean distance", mean, 0.0, 0.1)
    for threads in (2, 5):
        same = check.stat("bym2", columns, neighbours=edges, settings=["covariates=AFF"], threads=threads)
        check.equal(file, f"bym2 with {threads} threads", same["eta"] + same["upper"], got["eta"] + got["upper"])
