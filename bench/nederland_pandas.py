#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The figures of examples/nederland once more, the way an analyst would with pandas: read the tables, choose rows and columns by the
catalogue, divide, reverse, give each empty cell its reason, and write one long table. Nothing else: no checks of the input, no
borders, no ladder, no pages.

    nederland_pandas.py FOLDER_WITH_DATA CATALOGUE OUT.csv.gz
    nederland_pandas.py --compare WAARNEMINGEN.csv.gz OUT.csv.gz      exit 1 when any row or value differs
"""

import pathlib
import re
import sys
import tomllib

import numpy as np
import pandas as pd

KEYS = ["indicator", "periode", "gebied"]
REASONS = {"confidential": "geheim", "not_published_yet": "nog_niet_gepubliceerd", "not_surveyed": "niet_gevraagd", "not_applicable": "niet_van_toepassing"}


def load(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def catalogue(folder):
    """All indicators, context figures and variants with a figure of kwb or smap, and the denominators."""
    out = []
    for path in sorted((folder / "leefgebieden").glob("*.toml")) + [folder / "context.toml"]:
        for kind in ("indicator", "context"):
            for entry in load(path).get(kind, []):
                out.append((entry["id"], entry, entry.get("figures", []), kind == "indicator"))
                out += [(f"{entry['id']}-{v['id']}", entry, v.get("figures", []), False) for v in entry.get("variant", [])]
    sources = {name: load(folder / "sources" / f"{name}.toml") for name in ("kwb", "smap")}
    return out, {d["id"]: d for d in load(folder / "denominators.toml")["denominator"]}, sources


def plain(column):
    return re.sub(r"_\d+$", "", column)


def read(path, area):
    """Codes and reasons as text, figures as numbers; a dot and an empty cell become a number that is missing, with the difference kept."""
    raw = pd.read_csv(path, dtype=str, keep_default_na=False)
    raw.columns = [plain(c) for c in raw.columns]
    raw[area] = raw[area].str.strip().replace("NL01", "NL00")
    return raw


def rounded(values, decimals):
    """Half away from zero, on the decimal value that is meant."""
    scaled = values * 10.0**decimals
    return np.copysign(np.floor(np.abs(scaled) + 0.5 + 1e-9 * np.maximum(1.0, np.abs(scaled))), scaled) / 10.0**decimals


class Table:
    def __init__(self, raw, source, period, areas, empty):
        self.raw, self.source, self.period = raw.set_index(raw["WijkenEnBuurten"]).reindex(areas), source, period
        self.there = self.raw["WijkenEnBuurten"].notna().to_numpy()
        self.empty = empty
        aliases = next((t.get("aliases", {}) for t in source.get("table", []) if t["id"] == "84799NED"), {})
        for old, new in aliases.items():
            if old in self.raw and new not in self.raw:
                self.raw[new] = self.raw[old]

    def column(self, stem):
        """Values and reasons of one column, or None when the table does not have it."""
        if stem not in self.raw:
            return None
        text = self.raw[stem].fillna("").str.strip()
        value = pd.to_numeric(text.where(text != "."), errors="coerce").to_numpy()
        nulls = self.source["source"]["nulls"]
        blank = (text == "").to_numpy()
        reason = np.where(np.isnan(value), "geheim", "")
        reason = np.where(blank, np.where(self.empty, REASONS[nulls["area_empty"]], REASONS[nulls["otherwise"]]), reason)
        if blank[self.there].all():
            reason = np.where(blank, REASONS[nulls["column_empty"]], reason)
        return np.nan_to_num(value), np.where(self.there, reason, "onbekend")

    def total(self, stems):
        columns = [self.column(s) for s in stems]
        if any(c is None for c in columns):
            return None
        value, reason = columns[0]
        for more, why in columns[1:]:
            value, reason = value + more, np.where(reason == "", why, reason)
        return value, reason


def figures(mapping, tables, denominators, denominator, counts):
    """value, teller, noemer and reason by area for each period of one mapping."""
    for table in tables:
        if mapping.get("tables") and not set(mapping["tables"]) & {"84799NED", "50120NED"}:
            continue
        wish = {**table.source["source"].get("select", {}), **mapping.get("select", {})}
        if any(table.raw[k].dropna().iloc[0] != v for k, v in wish.items() if k in table.raw):
            continue
        count = below = None
        if "value" in mapping:
            found = table.column(mapping["value"])
            if found is None:
                continue
            value, reason = found
            if mapping.get("complement"):
                value = 100.0 - value
        else:
            found = table.total(mapping["numerator"])
            if found is None:
                continue
            value, reason = found
            count = value
            if denominator:
                bottom = next((t for f in denominators[denominator]["figures"] if f["source"] == "kwb" and "numerator" in f
                               for t in [tables_of_kwb(tables).total(f["numerator"])] if t is not None), None)
                if bottom is None or not (bottom[1] == "").any():
                    continue
                below, why = bottom
                reason = np.where(reason == "", why, reason)
                reason = np.where((reason == "") & (below <= 0), "niet_van_toepassing", reason)
                if denominators[denominator]["counts"] == counts:   # more counted than there are
                    reason = np.where((reason == "") & (count > below), "onmogelijk", reason)
                value = value / np.where(below > 0, below, 1.0)
        yield table, value, count, below, reason


def tables_of_kwb(tables):
    return next(t for t in tables if t.source["source"]["id"] == "kwb")


def compute(data, shipped):
    entries, denominators, sources = catalogue(shipped)
    areas = pd.read_csv(data / "kwb2020" / "84799NED_WijkenEnBuurten.csv.gz", dtype=str)["Key"].str.strip().sort_values().to_numpy()
    kwb = read(data / "kwb2020" / "84799NED_TypedDataSet.csv.gz", "WijkenEnBuurten")
    people = kwb.set_index("WijkenEnBuurten")["AantalInwoners"].reindex(areas).str.strip()
    empty = (people == "0").to_numpy()
    tables = {"kwb": [Table(kwb, sources["kwb"], "2020", areas, empty)], "smap": []}
    for year in ("2012", "2016", "2020"):
        for age in ("18plus", "65plus"):
            tables["smap"].append(Table(read(data / "smap" / f"smap_{year}_{age}.csv.gz", "WijkenEnBuurten"), sources["smap"], year, areas, empty))
    level = pd.Series(areas).str[:2].map({"NL": 0, "GM": 1, "WK": 2, "BU": 3}).to_numpy()
    out = []
    for name, entry, mappings, in_ladder in entries:
        finest = {"gemeente": 1, "wijk": 2, "buurt": 3}[entry["finest_level"]]
        for mapping in mappings:
            if mapping["source"] not in tables:
                continue
            scale = {"percent": 100.0, "per_1000": 1000.0, "per_10000": 10000.0}.get(entry["unit"], 1.0)
            found = []
            for table, value, count, below, reason in figures(mapping, tables[mapping["source"]], denominators, entry.get("denominator"), entry["counts"]):
                keep = level <= finest
                if in_ladder:
                    reason = np.where(empty & (reason != ""), "niet_van_toepassing", reason)
                known = (reason == "") & keep
                if not known.any():
                    continue
                value = value * scale if below is not None else value
                status = np.where(known, "modelschatting" if table.source["source"]["modelled"] else "gemeten", np.where(reason == "niet_van_toepassing", "nvt", "ontbreekt"))
                found.append(pd.DataFrame({"indicator": name, "periode": table.period, "gebied": areas,
                                           "waarde": np.where(known, rounded(value, entry["decimals"]), np.nan),
                                           "teller": np.where(known, count, np.nan) if count is not None else np.nan,
                                           "noemer": np.where(known, below, np.nan) if below is not None else np.nan,
                                           "status": status, "reden": reason})[keep])
            if found:
                out += found
                break
    return pd.concat(out, ignore_index=True).sort_values(KEYS)


def compare(ours, theirs):
    a = pd.read_csv(ours, sep=";", dtype={"periode": str, "reden": str}, keep_default_na=False, na_values={"waarde": [""], "teller": [""], "noemer": [""]})
    b = pd.read_csv(theirs, sep=";", dtype={"periode": str, "reden": str}, keep_default_na=False, na_values={"waarde": [""], "teller": [""], "noemer": [""]})
    both = a[KEYS + ["waarde", "teller", "noemer", "status", "reden"]].merge(b, on=KEYS, how="outer", suffixes=("", "_pandas"), indicator="where")
    wrong = both["where"] != "both"
    for column in ("waarde", "teller", "noemer"):
        x, y = both[column].to_numpy(float), both[column + "_pandas"].to_numpy(float)
        wrong |= ~((x == y) | (np.isnan(x) & np.isnan(y)))
    for column in ("status", "reden"):
        wrong |= both[column] != both[column + "_pandas"]
    print(f"{len(both):,} figures compared in {both['indicator'].nunique()} indicators, {int(both['waarde'].notna().sum()):,} with a value: {int(wrong.sum()):,} differ")
    if wrong.any():
        print(both[wrong].groupby("indicator").size().to_string())
        print(both[wrong].head(20).to_string())
    return 1 if wrong.any() else 0


if __name__ == "__main__":
    if sys.argv[1] == "--compare":
        sys.exit(compare(sys.argv[2], sys.argv[3]))
    compute(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])).to_csv(sys.argv[3], sep=";", index=False, compression={"method": "gzip", "compresslevel": 6, "mtime": 0})
