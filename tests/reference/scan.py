# SPDX-License-Identifier: EUPL-1.2
"""Scan statistics against SaTScan 10.3.2 and SpatialEpi.

The files of SaTScan are turned into the tables of `trede stat scan` here: .geo (id x y, or latitude longitude), .cas (id cases [time
[covariates]]) and .pop (id time population [covariates]).
"""
import csv
import datetime
import math
from collections import Counter, defaultdict


def lines(check, name):
    return [line.split() for line in check.path(name).read_text().split("\n") if line.strip()]


def clusters(got) -> list:
    """The rows of a scan as clusters: {column: value, ids: {…}}."""
    out = {}
    for i, number in enumerate(got["cluster"]):
        name = got["id"][i]
        one = out.setdefault(number, {k: v[i] for k, v in got.items()} | {"ids": []})
        one["ids"].append(str(int(name)) if isinstance(name, float) else name)
    return list(out.values())


def three_sigma(p, replications):
    """Both p-values are ranks among random maps of their own."""
    return 3.0 * math.sqrt(2.0 * max(p, 1.0 / replications) * (1.0 - p) / replications) + 1.0 / replications


def against_satscan(check, file, label, got):
    found = clusters(got)
    want = check.json(file)["clusters"]
    check.true(file, f"{label}: at least {len(want)} clusters", len(found) >= len(want))
    for k, (one, wanted) in enumerate(zip(found, want), 1):
        what = f"{label} cluster {k}"
        check.compare(file, f"{what} llr", one["llr"], float(wanted["llr"]), 1e-5)
        check.equal(file, f"{what} ids", sorted(one["ids"]), sorted(wanted["ids"]))
        check.equal(file, f"{what} cases", [int(one["observed"])], [int(wanted["cases"])])
        check.compare(file, f"{what} expected", one["expected"], float(wanted["expected"]), 0.00501)
        check.compare(file, f"{what} observed/expected", one["ratio"], float(wanted["oe"]), 0.00501)
        if wanted["rr"]:
            check.compare(file, f"{what} relative risk", one["relative_risk"], float(wanted["rr"]), 0.00501)
        radius = float(wanted["coords_radius"].rpartition("/")[2].replace("km", ""))
        check.compare(file, f"{what} radius", one["radius"], radius, 0.00501)
        p = float(wanted["p"])
        check.compare(file, f"{what} p", one["p"], p, three_sigma(p, 999))
        # The ranks of two programs and the fitted distribution agree where ranks can tell.
        check.compare(file, f"{what} p_gumbel", one["p_gumbel"], p, three_sigma(p, 999) + 0.02)
        if wanted["time"]:
            start, end = ([int(n) for n in part.split("/")] for part in wanted["time"].split(" to "))
            year = isinstance(one["start"], float)
            want_time = [start[0], end[0]] if year else ["{:04}-{:02}-{:02}".format(*start), "{:04}-{:02}-{:02}".format(*end)]
            check.equal(file, f"{what} time", [one["start"], one["end"]], want_time)
        if wanted["recurrence"]:
            days = float(wanted["recurrence"].split()[0])
            # 1/p to a whole number of days, both ranks.
            check.true(file, f"{what} recurrence", abs(one["recurrence"] - days) <= 0.5 + three_sigma(p, 999) / p**2)


def poisson_ratio(cases, expected, all_cases, all_expected):
    return (cases * math.log(cases / expected) + (all_cases - cases) * math.log((all_cases - cases) / (all_expected - expected))
            - all_cases * math.log(all_cases / all_expected))


def against_spatialepi(check, file, label, got, replications, table, their_total):
    found = clusters(got)
    want = check.json(file)
    all_cases, all_expected = sum(int(c) for c in table["cases"]), sum(float(e) for e in table["expected"])
    for k, wanted in enumerate([want["mlc"], *want["secondary"]], 1):
        what, one = f"{label} cluster {k}", found[k - 1]
        ids = wanted["ids"] if isinstance(wanted["ids"], list) else [wanted["ids"]]
        check.compare(file, f"{what} llr", one["llr"], poisson_ratio(one["observed"], one["expected"], all_cases, all_expected), 1e-9)
        # SpatialEpi 1.2.8 holds the total of the expected cases in an int, so that 667 less a rounding error becomes 666. With its total its
        # ratio comes out of our cluster; ours belongs to the whole total, as SaTScan's does.
        check.compare(file, f"{what} llr with SpatialEpi's total", poisson_ratio(one["observed"], one["expected"], all_cases, their_total), wanted["llr"], 1e-6)
        check.equal(file, f"{what} ids", sorted(one["ids"]), sorted(str(i) for i in ids))
        check.compare(file, f"{what} cases, population", [one["observed"], one["population"]], [wanted["cases"], wanted["population"]], 0)
        check.compare(file, f"{what} expected", one["expected"], wanted["expected"], 1e-9, relative=True)
        check.compare(file, f"{what} SMR", one["ratio"], wanted["SMR"], 1e-9, relative=True)
        check.compare(file, f"{what} p", one["p"], wanted["p"], three_sigma(wanted["p"], replications))


def in_space(check, name):
    """Cases and population of one year, as SaTScan reads them: the population also sets the size of circles."""
    geo, cases = lines(check, f"{name}.geo"), {row[0]: row[1] for row in lines(check, f"{name}.cas")}
    pop = {row[0]: row[2] for row in lines(check, f"{name}.pop")}
    ids = [row[0] for row in geo]
    return {"id": ids, "x": [r[1] for r in geo], "y": [r[2] for r in geo], "cases": [cases.get(i, 0) for i in ids], "expected": [pop[i] for i in ids]}


def brain_cancer_by_year(check):
    """Expected cases by county and year, standardised by age and sex. A population of a year is that of 1 July and changes evenly in between."""
    pop, cases = defaultdict(dict), lines(check, "nm.cas")
    for area, year, people, age, sex in lines(check, "nm.pop"):
        pop[area, age, sex][datetime.date(1900 + int(year), 7, 1).toordinal()] = float(people)
    years = range(1973, 1992)

    def person_days(known, year):
        known_days = sorted(known)

        def at(day):
            if day <= known_days[0] or day >= known_days[-1]:
                return known[known_days[0] if day <= known_days[0] else known_days[-1]]
            k = max(i for i, d in enumerate(known_days) if d <= day)
            a, b = known_days[k], known_days[k + 1]
            return known[a] + (known[b] - known[a]) * (day - a) / (b - a)

        begin, end = (datetime.date(y, 1, 1).toordinal() for y in (year, year + 1))
        knots = [begin, *(d for d in known_days if begin < d < end), end]
        return sum((at(a) + at(b)) / 2.0 * (b - a) for a, b in zip(knots, knots[1:]))

    exposure = {key: [person_days(known, year) for year in years] for key, known in pop.items()}
    of_stratum, in_stratum = Counter(), Counter()
    for (_, age, sex), days in exposure.items():
        of_stratum[age, sex] += sum(days)
    count = Counter()
    for area, number, year, age, sex in cases:
        in_stratum[age, sex] += int(number)
        count[area, int(year)] += int(number)
    expected = Counter()
    for (area, age, sex), days in exposure.items():
        for year, d in zip(years, days):
            expected[area, year] += d * in_stratum[age, sex] / of_stratum[age, sex]
    geo = lines(check, "nm.geo")
    rows = [(r[0], r[1], r[2], year) for r in geo for year in years]
    return {"id": [r[0] for r in rows], "x": [r[1] for r in rows], "y": [r[2] for r in rows], "t": [r[3] for r in rows],
            "cases": [count[r[0], r[3]] for r in rows], "expected": [expected[r[0], r[3]] for r in rows]}


def spatial_epi(check, file, x, y, expected):
    with open(check.path(file), newline="") as f:
        t = list(csv.DictReader(f))
    return {"id": [r["i"] for r in t], "x": [r[x] for r in t], "y": [r[y] for r in t], "cases": [r["cases"] for r in t], "pop": [r["pop"] for r in t],
            "expected": [r[expected] for r in t]}


def cases(check):
    for name in ("ncsids74", "pennlc"):
        file = f"{name}_satscan_expected.json"
        got = check.stat("scan", in_space(check, name))
        against_satscan(check, file, "space", got)
        check.true(file, "one and two threads give the same", got == check.stat("scan", in_space(check, name), threads=1))

    sids = spatial_epi(check, "ncsids74_scan_input.csv", "x", "y", "expected")
    got = check.stat("scan", sids, settings=["max-share=0.15", "replications=9999"])
    against_spatialepi(check, "ncsids74_scan_expected.json", "15 %", got, 9999, sids, 666)
    lung = spatial_epi(check, "pennlc_scan_input.csv", "xgrid", "ygrid", "expected")
    against_spatialepi(check, "pennlc_scan_expected.json", "50 %", check.stat("scan", lung, settings=["replications=9999"]), 9999, lung, 10279)

    against_satscan(check, "nm_satscan_expected.json", "space-time", check.stat("scan", brain_cancer_by_year(check), settings=["time=retrospective"]))

    fever = [(r[0], int(r[1]), "{:04}-{:02}-{:02}".format(*(int(n) for n in r[2].split("/")))) for r in lines(check, "nyc_fever.cas")]
    places = lines(check, "nyc_fever.geo")
    got = check.stat("scan", dict(zip(("id", "cases", "t"), zip(*fever))), second={"id": [r[0] for r in places], "x": [r[2] for r in places], "y": [r[1] for r in places]},
                     settings=["model=permutation", "time=prospective", "max-time=7", "coordinates=latlong"])
    against_satscan(check, "nyc_fever_satscan_expected.json", "permutation", got)
