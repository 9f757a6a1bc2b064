import { crc32, deflateSync } from 'node:zlib';

/** Enough for text, icons and highlights of one theme with smooth edges. */
const COLOURS = 64;

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * A picture with few colours as a PNG with a palette: a third of the size of a screenshot, and looking the same.
 *
 * @param {Uint8Array} rgba four bytes a pixel; nothing is transparent
 */
export function smallPng(rgba, width, height) {
  const pixels = new Uint32Array(width * height);
  const counts = new Map();
  for (let i = 0; i < pixels.length; i++) {
    const colour = (rgba[4 * i] << 16) | (rgba[4 * i + 1] << 8) | rgba[4 * i + 2];
    pixels[i] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = choosePalette(counts);
  const indexOf = new Map();
  for (const colour of counts.keys()) indexOf.set(colour, nearest(colour, palette));

  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = indexOf.get(pixels[y * width + x]);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits a pixel, with a palette.
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Colours one after the other: the one that most pixels would miss, by how many they are and how far off. */
function choosePalette(counts) {
  const colours = [...counts.keys()];
  const weights = colours.map((colour) => Math.sqrt(counts.get(colour)));
  const misses = colours.map(() => Number.POSITIVE_INFINITY);
  const palette = [];
  let next = weights.indexOf(Math.max(...weights));
  while (palette.length < Math.min(COLOURS, colours.length)) {
    palette.push(colours[next]);
    for (const [i, colour] of colours.entries()) misses[i] = Math.min(misses[i], distance(colour, colours[next]));
    next = 0;
    for (let i = 1; i < colours.length; i++) if (misses[i] * weights[i] > misses[next] * weights[next]) next = i;
  }
  return palette;
}

function nearest(colour, palette) {
  let best = 0;
  for (let i = 1; i < palette.length; i++) {
    if (distance(colour, palette[i]) < distance(colour, palette[best])) best = i;
  }
  return best;
}

function distance(one, other) {
  const red = (one >> 16) - (other >> 16);
  const green = ((one >> 8) & 255) - ((other >> 8) & 255);
  const blue = (one & 255) - (other & 255);
  return red * red + green * green + blue * blue;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body) >>> 0, body.length + 4);
  return whole;
}
