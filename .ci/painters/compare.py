"""Draws documents with several renderers and compares the pages, block by block.

    compare.py [--without NAME]... [--modules NODE_MODULES] FILE.pdf ...

The head of .ci/renderers says what it is for and what it prints.
"""

import argparse
import multiprocessing
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

DPI = 72
BLOCK = 16  # pixels, at each side
# How far a block's mean may be from what the renderers agree on, of 255: a sixth or so
# more than the edges of letters are on the worst of our pages. PDFium draws letters
# bolder than the others; the versions of PDFium and pdf.js are pinned, Debian's are not.
TOLERANCE = {"poppler": 28, "MuPDF": 28, "Ghostscript": 28, "PDFium": 28, "pdf.js": 20}
DRAW_MJS = pathlib.Path(__file__).with_name("draw.mjs")


def poppler(file, prefix, _):
    return run("pdftoppm", "-r", DPI, file, prefix)


def mupdf(file, prefix, _):
    # -N: Debian's build cannot manage colours, and would say so.
    return run("mutool", "draw", "-q", "-N", "-r", DPI, "-c", "rgb", "-o", f"{prefix}%d.ppm", file)


def ghostscript(file, prefix, _):
    return run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=ppmraw", f"-r{DPI}",
               "-dTextAlphaBits=4", "-dGraphicsAlphaBits=4", f"-sOutputFile={prefix}%d.ppm", file)


def pdfium(file, prefix, _):
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        document.init_forms()
        for i in range(len(document)):
            bitmap = document[i].render(scale=DPI / 72, rev_byteorder=True, prefer_bgrx=False)
            if bitmap.format != pypdfium2.raw.FPDFBitmap_BGR:
                return f"draws page {i + 1} into bitmap of format {bitmap.format}"
            rows = memoryview(bitmap.buffer).cast("B")
            with open(f"{prefix}{i + 1}.ppm", "wb") as out:
                out.write(b"P6\n%d %d\n255\n" % (bitmap.width, bitmap.height))
                for y in range(bitmap.height):
                    out.write(rows[y * bitmap.stride : y * bitmap.stride + 3 * bitmap.width])
    return ""


def pdfjs(file, prefix, modules):
    return run("node", DRAW_MJS, modules, file, DPI / 72, prefix)


# By name, in the order in which they are named.
RENDERERS = {"poppler": poppler, "MuPDF": mupdf, "Ghostscript": ghostscript, "PDFium": pdfium, "pdf.js": pdfjs}


def run(*command):
    """Gives what a program said; to say nothing is to have drawn all."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, errors="replace")
    said = (done.stdout + done.stderr).strip()
    return said or (f"ends with {done.returncode}" if done.returncode else "")


# The head of a PPM file, with a line of comment or without.
HEAD = re.compile(rb"P6\s(?:#.*\n)?(\d+)\s+(\d+)\s+255\s")


def blocks(file):
    """Reads a page and gives the mean of each block, row by row, from 0 to 255."""
    data = file.read_bytes()
    head = HEAD.match(data)
    if not head:
        raise ValueError(f"{file.parent.name} draws {file.name} as something else than a picture")
    width, height = int(head[1]), int(head[2])
    pixels = data[head.end() :]
    out = []
    for top in range(0, height // BLOCK * BLOCK, BLOCK):
        sums = [0] * (width // BLOCK)
        for y in range(top, top + BLOCK):
            row = pixels[3 * width * y : 3 * width * (y + 1)]
            for i in range(len(sums)):
                sums[i] += sum(row[3 * BLOCK * i : 3 * BLOCK * (i + 1)])
        out.append([s / (3 * BLOCK * BLOCK) for s in sums])
    return out


def pages(folder):
    """The pages that one renderer drew, in order; they number them each in its way."""
    return sorted(folder.glob("*.ppm"), key=lambda f: int("".join(c for c in f.stem if c.isdigit())))


def draw(file, names, modules, work, faults):
    """Draws one document with each renderer and gives their pages; what one of them says is a fault."""
    drawn = {}
    for name in names:
        folder = pathlib.Path(work, name)
        folder.mkdir(parents=True)
        try:
            said = RENDERERS[name](file, str(folder / "p"), modules)
        except Exception as e:
            said = f"{type(e).__name__}: {e}"
        if said:
            faults.append(f"{name} says: {said.splitlines()[0]}")
        drawn[name] = pages(folder)
    return drawn


def judge(file, names, modules):
    """Compares one document; gives a line for each fault, how far each renderer was from the others, and the number of pages."""
    faults, furthest, number = [], dict.fromkeys(names, 0.0), 0
    with tempfile.TemporaryDirectory() as work:
        drawn = draw(file, names, modules, work, faults)
        counts = {name: len(files) for name, files in drawn.items()}
        if min(counts.values()) == 0 or len(set(counts.values())) > 1:
            return faults + [f"they do not draw the same number of pages: {counts}"], furthest, 0
        for number, files in enumerate(zip(*drawn.values()), 1):
            for name, (apart, x, y) in compare(dict(zip(names, map(blocks, files)))).items():
                furthest[name] = max(furthest[name], apart)
                if apart > TOLERANCE[name]:
                    faults.append(f"page {number}, {x} mm from the left and {y} mm from the top: {name} is {apart:.0f} of 255 away from the others")
    return faults, furthest, number


def compare(page):
    """Compares a page, as each renderer drew it, with what most of them agree on.

    Gives for each how far away it is where it is worst, and where that is, in mm.
    """
    worst = dict.fromkeys(page, (0.0, 0, 0))
    for y, rows in enumerate(zip(*page.values())):
        for x, means in enumerate(zip(*rows)):
            middle = statistics.median(means)
            for name, mean in zip(page, means):
                if abs(mean - middle) > worst[name][0]:
                    worst[name] = abs(mean - middle), x, y
    mm = BLOCK * 25.4 / DPI
    return {name: (apart, round(x * mm), round(y * mm)) for name, (apart, x, y) in worst.items()}


def one_page(content):
    """A PDF file of one page."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 160 160]/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    file, at = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        at.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    entries = b"".join(b"%010d 00000 n \n" % a for a in at)
    return file + b"xref\n0 5\n0000000000 65535 f \n%strailer\n<</Root 1 0 R/Size 5>>\nstartxref\n%d\n%%%%EOF\n" % (entries, len(file))


def control(names, modules):
    """Makes sure that a small disc is missed wherever it is missing; gives what is not noticed.

    The disc is a line without length, with round ends, which browsers do not draw:
    pdf.js must be found to differ. Each of the others is given a page without it.
    """
    faults = []
    with tempfile.TemporaryDirectory() as work:
        drawn = {}
        for kind, content in {"disc": b"1 J 12 w 72 88 m 72 88 l S", "bare": b"1 J 12 w"}.items():
            file = pathlib.Path(work, kind + ".pdf")
            file.write_bytes(one_page(content))
            drawn[kind] = {name: blocks(files[0]) for name, files in draw(file, names, modules, pathlib.Path(work, kind), faults).items() if files}
        if any(set(pages) != set(names) for pages in drawn.values()):
            return faults + ["not every renderer draws the control"]
        for name in names:
            page = drawn["disc"] | ({} if name == "pdf.js" else {name: drawn["bare"][name]})
            if compare(page)[name][0] <= TOLERANCE[name]:
                faults.append(f"a disc that is missing in {name} is not missed: the check checks nothing")
    return faults


def report(name, faults):
    if faults:
        print(f"FAIL {name}", *faults, sep="\n  ", flush=True)


def task(args):
    return judge(*args)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--modules", default="")
    parser.add_argument("files", nargs="+")
    args = parser.parse_args()
    names = [name for name in RENDERERS if name not in args.without]
    count, furthest = 0, dict.fromkeys(names, 0.0)
    faults = control(names, args.modules)
    good = not faults
    report("control", faults)
    with multiprocessing.Pool() as pool:
        results = pool.imap(task, [(file, names, args.modules) for file in args.files])
        for file, (faults, far, number) in zip(args.files, results):
            count += number
            for name in names:
                furthest[name] = max(furthest[name], far[name])
            report(pathlib.Path(file).name, faults)
            good = good and not faults
    print("furthest from the others, of 255: " + ", ".join(f"{name} {far:.0f}" for name, far in furthest.items()))
    print(f"renderers: {len(args.files)} files, {count} pages")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
