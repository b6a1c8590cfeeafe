#!/usr/bin/env python3
"""Writes a recording's answers on one page: what pays on this machine, from what size on, why, and how sure that is.

The page needs no network and no other file.
"""
from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # not installed: the packages lie beside this folder

from analysis.presentation.sections import all_sections
from analysis.recording.catalogue import Job
from analysis.recording.reader import load, Recording, ResultsError
from analysis.statistics.recording_quality import fitness_text
from analysis.summary.headline import caveats
from analysis.summary.summary import summarise
from analysis.wording.text_file import write
from analysis.wording.units import print_anything, printable
from analysis.recording.files_beside import folder_beside
from plots.page import stills
from plots.page.opening import opening
from plots.page.render import answers_to_the_mouse, render


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
                                     epilog="Exit code: 0 written, 2 wrong usage, or a file that is no recording.")
    parser.add_argument("files", metavar="RESULT.json", type=Path, nargs="+", help="a recording")
    parser.add_argument("--out", metavar="FILE", type=Path,
                        help="the page (default: report.html in the folder RESULT, named after the first recording)")
    parser.add_argument("--stills", action="store_true",
                        help="draw every chart as a still picture too: into the page, and as SVG and PNG into the "
                             "folder RESULT (without Chart.js the page has them anyway)")
    parser.add_argument("--summary", action="store_true",
                        help="print what summary.py prints of each recording, instead of the page's name")
    options = parser.parse_args(arguments)
    print_anything()
    try:
        recordings = [load(file) for file in dict.fromkeys(options.files)]
        page = options.out or folder_beside(options.files[0]) / "report.html"
        reports = [_report(at, recording, options.stills) for at, recording in enumerate(recordings, start=1)]
        write(render("report.html.j2", title=f"Crossover on {reports[0]['machine']}", reports=reports), page)
    except ResultsError as error:
        print(f"report.py: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"report.py: {error.filename}: cannot be written: {error.strerror}; choose another place with --out",
              file=sys.stderr)
        return 2
    print("\n\n".join(map(summarise, recordings)) if options.summary else page)
    return 0


def _report(number: int, recording: Recording, writes_stills: bool) -> Dict[str, Any]:
    """What the template shows of one recording."""
    sections, missing = all_sections(recording)
    embedded = {each.name for each in sections} if writes_stills or not answers_to_the_mouse() else set()
    folder = folder_beside(recording.path) if writes_stills else None
    return {"id": f"recording-{number}", "opening": opening(recording), "machine": recording.about("machine"),
            "origin": _origin(recording), "leads": [each for each in sections if each.is_lead and each.answers],
            "caveats": caveats(recording), "fitness": fitness_text(recording), "sections": sections,
            "missing": missing, "stills": stills.draw_all(recording, embedded, folder) if embedded else {},
            "context": _context(recording), "file": printable(recording.path.name, 120)}


def _origin(recording: Recording) -> str:
    own = [] if recording.job == Job() else [f"job: {printable(recording.job.name, 60)}"]
    return " · ".join([*own, recording.about("cpu_model"), f"effective CPUs: {recording.about('effective_cpus')}",
                       f"recorded {recording.about('date')[:10]}", f"Crossover {recording.about('crossover_version')}",
                       f"commit {recording.about('commit')[:12]}"])


def _context(recording: Recording) -> List[Sequence[str]]:
    return [(printable(name, 60), recording.about(name)) for name, value in sorted(recording.context.items())
            if not isinstance(value, (list, dict))]


if __name__ == "__main__":
    sys.exit(main())
