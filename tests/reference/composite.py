# SPDX-License-Identifier: EUPL-1.2
"""Composite scores on the ASEM data: treatment, scales, groups, principal components, and how sure the ranks are."""
import math

ID = "uCode"


def cases(check):
    meta, units = structure(check), data(check)
    normalisations(check, meta, units)
    groups(check, meta)
    example(check, meta, units)
    components(check, meta, units)


def structure(check):
    """The structure table of trede stat, from the file that names indicators, groups and denominators."""
    t = check.table("asem_imeta.csv")
    rows = [i for i, level in enumerate(t["Level"]) if level != "NA"]
    return {"indicator": [t["iCode"][i] for i in rows], "group": ["" if t["Parent"][i] == "NA" else t["Parent"][i] for i in rows],
            "weight": [t["Weight"][i] for i in rows], "direction": [t["Direction"][i] for i in rows],
            "denominator": [t["Denominator"][i] for i in rows], "level": [t["Level"][i] for i in rows]}


def leaves(meta):
    return [name for name, level in zip(meta["indicator"], meta["level"]) if level == "1"]


def data(check):
    """The raw table, by unit in alphabetical order."""
    t = check.table("asem_idata.csv")
    order = sorted(range(len(t[ID])), key=lambda i: t[ID][i])
    return {column: [cells[i] for i in order] for column, cells in t.items()}


def numbers(cells):
    return [math.nan if c in ("", "NA") else float(c) for c in cells]


def compare_columns(check, file, what, got, want, names, tolerance):
    for name in names:
        check.compare(file, f"{what} {name}", got[name], want[name], tolerance)


def tied(values, ranks):
    """Two values of TolMin differ in the program that ranked them but not in the file, where their last bit is lost: they share the lowest
    rank here. All other ranks are as they were."""
    lowest = {}
    for value, rank in zip(values, ranks):
        lowest[value] = min(rank, lowest.get(value, rank))
    return [rank if math.isnan(value) else lowest[value] for value, rank in zip(values, ranks)]


def normalisations(check, meta, units):
    names = leaves(meta)
    table = {ID: units[ID], **{name: numbers(units[name]) for name in names}}
    for file, word, settings in (("asem_norm_n_zscore.csv", "z-score", []), ("asem_norm_n_minmax.csv", "min-max", []),
                                 ("asem_norm_n_rank.csv", "rank", []), ("asem_norm_n_borda.csv", "borda", []),
                                 ("asem_norm_n_scaled.csv", "scaled", [])):
        want = check.table(file)
        got = check.stat("normalise", table, second=meta, settings=[f"id={ID}", f"normalisation={word}", *settings])
        check.equal(file, "units", got[ID], want[ID])
        # The raw values of this file are up to 1e5 and written with 16 digits.
        for name in names:
            wanted = tied(table[name], numbers(want[name])) if word in ("rank", "borda") else want[name]
            check.compare(file, f"{word} {name}", got[name], wanted, 1e-9, relative=word == "scaled")
    ranks = check.stat("normalise", table, second=meta, settings=[f"id={ID}", "normalisation=rank"])
    percentile = check.stat("normalise", table, second=meta, settings=[f"id={ID}", "normalisation=percentile-rank"])
    worst = 0.0
    for name in names:
        count = sum(not math.isnan(x) for x in ranks[name])
        worst = max([worst] + [abs(p - (r - 1) / (count - 1)) for p, r in zip(percentile[name], ranks[name]) if not math.isnan(r)])
    check.compare("asem_norm_n_rank.csv", "percentile-rank from the ranks", worst, 0.0, 1e-12)


def groups(check, meta):
    normalised = check.table("asem_impmean_norm_1_100.csv")
    table = {ID: normalised[ID], **{name: numbers(normalised[name]) for name in leaves(meta)}}
    names = [name for name, level in zip(meta["indicator"], meta["level"]) if level != "1"]
    for file, word in (("asem_agg_a_amean.csv", "arithmetic"), ("asem_agg_a_gmean.csv", "geometric")):
        want = check.table(file)
        got = check.stat("aggregate", table, second=meta, settings=[f"id={ID}", f"aggregation={word}"])
        check.equal(file, "units", got[ID], want[ID])
        compare_columns(check, file, word, got, want, names, 1e-9)
        check.equal(file, f"{word} rank", got["rank"], numbers(want["Rank"]))
    # The arithmetic file starts from the raw table: a missing value took the mean of its indicator (never what the monitor does).
    raw = data(check)
    filled = {ID: raw[ID]}
    for name in leaves(meta):
        column = numbers(raw[name])
        known = [x for x in column if not math.isnan(x)]
        filled[name] = [sum(known) / len(known) if math.isnan(x) else x for x in column]
    got = check.stat("normalise", filled, second=meta, settings=[f"id={ID}", "low=1", "high=100"])
    compare_columns(check, "asem_impmean_norm_1_100.csv", "min-max 1-100", got, normalised, leaves(meta), 1e-9)


def prepared(meta, units):
    """What the example index starts from: per denominator, and a missing value took the mean of its half of the world."""
    out = {ID: units[ID]}
    for name, denominator in zip(meta["indicator"], meta["denominator"]):
        if name not in units:
            continue
        column = numbers(units[name])
        if denominator != "NA":
            column = [x / d for x, d in zip(column, numbers(units[denominator]))]
        for half in sorted(set(units["EurAsia_group"])):
            inside = [i for i, g in enumerate(units["EurAsia_group"]) if g == half]
            known = [column[i] for i in inside if not math.isnan(column[i])]
            for i in inside:
                if math.isnan(column[i]):
                    column[i] = sum(known) / len(known)
        out[name] = column
    return out


def example(check, meta, units):
    table, names = prepared(meta, units), leaves(meta)
    file = "asem_example_coin_normalised.csv"
    treated = check.stat("treat", table, settings=[f"id={ID}"])
    got = check.stat("normalise", treated, second=meta, settings=[f"id={ID}"])
    compare_columns(check, file, "treat, min-max", got, check.table(file), names, 1e-9)
    file = "asem_example_coin_expected.csv"
    want = check.table(file)
    above = [name for name, level in zip(meta["indicator"], meta["level"]) if level != "1"]
    whole = check.stat("composite", table, second=meta, settings=[f"id={ID}", "treat=yes"])
    compare_columns(check, file, "composite", whole, want, above, 1e-9)
    check.equal(file, "rank", whole["rank"], numbers(want["Rank"]))

    # 200 runs of another program: two scales, one to five values pulled in, weights of groups ± 25 %. Its own chance is in the tolerance.
    file = "asem_UA200_rankstats_seed1.csv"
    want = check.table(file)
    settings = [f"id={ID}", "treat=yes", "points=5,1,2,3,4", "normalisation=min-max,z-score", "noise=0.25", "noise-from=2",
                "replications=4000"]
    got = check.stat("rank-uncertainty", table, second=meta, settings=settings)
    check.equal(file, "units", got[ID], want[ID])
    check.equal(file, "rank as published", got["rank"], numbers(want["Nominal"]))
    for column, name, tolerance in (("median", "Median", 1.0), ("q5", "Q5", 2.0), ("q95", "Q95", 2.0)):
        check.compare(file, column, got[column], want[name], tolerance)
    one = check.stat("rank-uncertainty", table, second=meta, settings=settings, threads=1)
    three = check.stat("rank-uncertainty", table, second=meta, settings=settings, threads=3)
    check.true(file, "the same with 1 and 3 threads", one == three == got)


def components(check, meta, units):
    file = "asem_pca_political.json"
    want = check.json(file)
    names = [row["_row"] for row in want["rotation"]]
    table = {ID: units[ID], **{name: numbers(units[name]) for name in leaves(meta)}}
    got = check.stat("pca", table, second=meta, settings=[f"id={ID}", "group=Political"])
    check.equal(file, "indicators", got["indicator"], names)
    check.compare(file, "deviation", got["deviation"], want["sdev"], 1e-8)
    for c in range(1, len(names) + 1):
        wanted = [row[f"PC{c}"] for row in want["rotation"]]
        sign = math.copysign(1.0, sum(a * b for a, b in zip(got[f"pc{c}"], wanted)))
        check.compare(file, f"pc{c}", [sign * x for x in got[f"pc{c}"]], wanted, 1e-8)
    weights = {row["iCode"]: row["Weight"] for row in want["weights"]}
    sign = math.copysign(1.0, weights[names[0]] * got["pc1"][0])
    check.compare(file, "weights", [sign * x for x in got["pc1"]], [weights[name] for name in names], 1e-8)
