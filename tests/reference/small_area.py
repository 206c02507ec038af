# SPDX-License-Identifier: EUPL-1.2
"""Figures of small areas: empirical Bayes, probability maps and Fay–Herriot."""
import math


def cases(check):
    lip_cancer(check)
    sudden_deaths(check)
    milk(check)


def lip_cancer(check):
    file = "scotland_lip_eb.csv"
    t, fits = check.table(file), check.json("scotland_lip_eb.json")
    columns = {"x": t["O"], "n": t["E"], "AFF": t["AFF"]}
    for method, column in (("gamma", "RR_gammaML"), ("clayton-kaldor", "RR_CK_gammaMOM"), ("lognormal", "RR_lognormalEB")):
        got = check.stat("eb", columns, settings=[f"method={method}"])
        check.compare(file, f"eb {method}", got["eb"], t[column], 1e-8)
        got = check.stat("eb", columns, settings=[f"method={method}", "precision=1e-13"])
        check.compare(file, f"eb {method}, further", got["eb"], t[column], 1e-5)
        check.compare(file, f"eb {method} raw", got["raw"], t["SMR"], 1e-9)
        check.true(file, f"eb {method} inside its interval",
                   all(a < b < c for a, b, c in zip(got["lower"], got["eb"], got["upper"])))
        if method == "gamma":
            check.compare(file, "eb gamma median", got["median"], t["RRmed"], 1e-5)
    got = check.stat("eb", columns, settings=["method=gamma", "covariates=AFF"])
    check.compare(file, "eb gamma with covariate", got["eb"], t["RR_gammaML_cov"], 1e-5)

    file = "scotland_lip_eb.json"
    got = check.items("eb-fit", columns, settings=["method=gamma"])
    check.compare(file, "gamma alpha", got["shape"], fits["gammaML"]["alpha"], 1e-5)
    # The reference gives the logarithm of the mean.
    check.compare(file, "gamma log mean", math.log(got["mean"]), fits["gammaML"]["beta"], 1e-5)
    got = check.items("eb-fit", columns, settings=["method=clayton-kaldor"])
    check.compare(file, "clayton-kaldor nu", got["shape"], fits["CK"]["nu"], 1e-5)
    check.compare(file, "clayton-kaldor alpha", got["rate"], fits["CK"]["alpha"], 1e-5)
    got = check.items("eb-fit", columns, settings=["method=gamma", "covariates=AFF"])
    check.compare(file, "covariate alpha", got["shape"], fits["gammaML_cov"]["alpha"], 1e-5)
    check.compare(file, "covariate beta", [got["beta:intercept"], got["beta:AFF"]], fits["gammaML_cov"]["beta"], 1e-5)


def sudden_deaths(check):
    file = "ncsids74_expected.csv"
    t, fits = check.table(file), check.json("ncsids74_expected.json")
    columns = {"x": t["n"], "n": t["x"]}  # the file names cases n and births x
    got = check.stat("eb", columns, neighbours="ncsids74_queen_edges_1based.csv")
    check.compare(file, "eb raw", got["raw"], t["raw"], 1e-9, relative=True)
    check.compare(file, "eb marshall", got["eb"], t["EB_marshall_poisson"], 1e-9, relative=True)
    check.compare(file, "eb_local", got["eb_local"], t["EBlocal"], 1e-9, relative=True)
    got = check.stat("eb", columns, settings=["method=binomial"])
    check.compare(file, "eb binomial", got["eb"], t["EB_marshall_binomial"], 1e-9, relative=True)
    got = check.items("eb-fit", columns)
    check.compare("ncsids74_expected.json", "marshall variance", got["variance"], fits["EBest_poisson"]["a"], 1e-9, relative=True)
    check.compare("ncsids74_expected.json", "marshall mean", got["mean"], fits["EBest_poisson"]["b"], 1e-9, relative=True)
    got = check.stat("probability-map", columns)
    for column, wanted in (("expected", "expCount"), ("relative_risk", "relRisk"), ("p_lower", "probmap_p"), ("choynowski", "choynowski_p")):
        check.compare(file, f"probability-map {column}", got[column], t[wanted], 1e-9, relative=True)


def milk(check):
    file = "milk_fayherriot_reml.csv"
    t, fits = check.table(file), check.json("milk_fayherriot.json")
    columns = {"y": t["yi"], "vardir": [float(s) ** 2 for s in t["SD"]], "MajorArea": t["MajorArea"]}
    got = check.stat("fay-herriot", columns, settings=["factors=MajorArea"])
    check.compare(file, "fay-herriot eblup", got["eblup"], t["eblup"], 1e-6)
    check.compare(file, "fay-herriot mse", got["mse"], t["mse"], 1e-6)
    dummies = dict(columns, **{f"a{k}": [1 if a == str(k) else 0 for a in t["MajorArea"]] for k in (2, 3, 4)})
    got = check.stat("fay-herriot", dummies, settings=["covariates=a2,a3,a4"])
    check.compare(file, "fay-herriot eblup, dummies", got["eblup"], t["eblup"], 1e-6)

    file = "milk_fayherriot.json"
    for method in ("REML", "ML", "FH"):
        got = check.items("fay-herriot-fit", columns, settings=["factors=MajorArea", f"method={method.lower()}"])
        check.compare(file, f"refvar {method}", got["refvar"], fits[f"refvar_{method}"], 1e-6)
        if method == "REML":
            names = ["intercept", "MajorArea=2", "MajorArea=3", "MajorArea=4"]
            for item, column in (("beta", "beta"), ("error", "std.error"), ("p", "pvalue")):
                check.compare(file, f"REML {item}", [got[f"{item}:{n}"] for n in names], [b[column] for b in fits["beta"]], 1e-6)
            check.compare(file, "REML t", [got[f"t:{n}"] for n in names], [b["tvalue"] for b in fits["beta"]], 1e-6)
            check.compare(file, "REML loglike, aic, bic, kic", [got[k] for k in ("loglike", "aic", "bic", "kic")], fits["gof"], 1e-6)
