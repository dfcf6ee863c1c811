// Draws the pages of a PDF file with pdf.js, as Chromium's and Firefox's readers do.
//
//   node draw.mjs NODE_MODULES FILE.pdf SCALE PREFIX
//
// Page 1 goes into PREFIX1.ppm, and so on.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , modules, file, scale, prefix] = process.argv;
const { getDocument } = await import(pathToFileURL(join(modules, 'pdfjs-dist/legacy/build/pdf.mjs')));
const { createCanvas } = createRequire(join(modules, 'x'))('@napi-rs/canvas');

// A browser's canvas leaves a line without length out of what it strokes, its round
// ends as well (HTML, "trace a path"). This canvas draws them: it is taught not to.
const canvases = Object.getPrototypeOf(createCanvas(1, 1).getContext('2d'));
const ends = new WeakMap();
const { moveTo, lineTo } = canvases;
canvases.moveTo = function (x, y) {
  ends.set(this, [x, y]);
  moveTo.call(this, x, y);
};
canvases.lineTo = function (x, y) {
  const end = ends.get(this);
  if (end && end[0] === x && end[1] === y) return;
  ends.set(this, [x, y]);
  lineTo.call(this, x, y);
};
for (const name of ['beginPath', 'closePath', 'bezierCurveTo', 'quadraticCurveTo', 'arc', 'arcTo', 'ellipse', 'rect']) {
  const draw = canvases[name];
  canvases[name] = function (...args) {
    ends.delete(this);
    return draw.apply(this, args);
  };
}

const doc = await getDocument({
  data: new Uint8Array(readFileSync(file)),
  standardFontDataUrl: join(modules, 'pdfjs-dist/standard_fonts/'),
}).promise;
for (let i = 1; i <= doc.numPages; i++) {
  const page = await doc.getPage(i);
  const viewport = page.getViewport({ scale: Number(scale) });
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  await page.render({ canvasContext: context, viewport }).promise;
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const head = Buffer.from(`P6\n${canvas.width} ${canvas.height}\n255\n`);
  const out = Buffer.alloc(head.length + canvas.width * canvas.height * 3);
  head.copy(out);
  for (let from = 0, to = head.length; from < data.length; from += 4) {
    out[to++] = data[from];
    out[to++] = data[from + 1];
    out[to++] = data[from + 2];
  }
  writeFileSync(`${prefix}${i}.ppm`, out);
}
